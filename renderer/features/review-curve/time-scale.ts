import { MINUTE_MS } from '#shared/domain/review/review.ts'

const STEPS_MINUTES = [1, 2, 5, 10, 15, 30, 60, 120, 240, 480] as const
const TICKS_WANTED = 9

/** Times of day from `fromMs` to `toMs`: the drawn range and the distance of ticks, both on whole steps of the clock. */
export interface TimeScale {
  readonly minMs: number
  readonly maxMs: number
  readonly stepMs: number
  /** First tick on or after `minMs`. */
  readonly firstTickMs: number
}

export function timeScale(fromMs: number, toMs: number): TimeScale {
  const maxMs = Math.max(toMs, fromMs + MINUTE_MS)
  const minutes = (maxMs - fromMs) / MINUTE_MS
  const step = STEPS_MINUTES.find((candidate) => minutes / candidate <= TICKS_WANTED) ?? 960
  const stepMs = step * MINUTE_MS
  // Zones are whole quarters of an hour away from UTC, so steps of up to 15 minutes lie on everybody's clock.
  return { minMs: fromMs, maxMs, stepMs, firstTickMs: Math.ceil(fromMs / stepMs) * stepMs }
}

export function ticksOf({ maxMs, stepMs, firstTickMs }: TimeScale): readonly number[] {
  const ticks: number[] = []
  for (let tick = firstTickMs; tick <= maxMs; tick += stepMs) ticks.push(tick)
  return ticks
}

/** The smallest of 1, 2, 5, 10 … that is at least `value`: where an axis ends. */
export function niceMax(value: number): number {
  if (value <= 1) return 1
  const power = 10 ** Math.floor(Math.log10(value))
  return [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= value) ?? value
}
