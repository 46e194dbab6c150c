const STEPS = [1, 2, 2.5, 5, 10]

/** Round values from 0 to at least `max`, with at most `wanted` + 1 steps between them. */
export function roundTicks(max: number, wanted: number): number[] {
  if (max <= 0) return [0, 1]
  const rough = max / wanted
  const power = 10 ** Math.floor(Math.log10(rough))
  const steps = STEPS.map((step) => step * power).filter((step) => Number.isInteger(step))
  const step = steps.find((candidate) => max / candidate <= wanted + 1) ?? 1
  const ticks = []
  for (let value = 0; value < max + step; value += step) {
    ticks.push(value)
    if (value >= max) break
  }
  return ticks
}

const TICK_MINUTES = [1, 2, 5, 10, 15, 20, 30, 60, 120, 180, 240, 360, 720, 1_440]

/** Moments on round local minutes in [fromMs, toMs], at most `most` of them; hours on the hour of that place. */
export function timeTicks(fromMs: number, toMs: number, most: number): number[] {
  const minutes = (toMs - fromMs) / 60_000
  const stepMs = (TICK_MINUTES.find((step) => minutes / step <= most) ?? 1_440) * 60_000
  const offsetMs = new Date(fromMs).getTimezoneOffset() * 60_000
  const first = Math.ceil((fromMs - offsetMs) / stepMs) * stepMs + offsetMs
  const ticks = []
  for (let at = first; at <= toMs; at += stepMs) ticks.push(at)
  return ticks
}

/** How many minutes make one bar, so that there are at most `most`. */
export const bucketMinutes = (minutes: number, most: number): number =>
  [1, 2, 5, 10, 15, 30, 60].find((size) => minutes / size <= most) ?? Math.ceil(minutes / most)

/** About how wide text is, in px at the given size: Chinese characters are square, others about half. */
export function textWidth(text: string, size: number): number {
  let em = 0
  for (const character of text) em += character < '\u0300' ? 0.56 : 1
  return em * size
}

/** What of a text fits into so many px; with an ellipsis where it was cut, empty where not even two characters fit. */
export function fitted(text: string, width: number, size: number): string {
  if (textWidth(text, size) <= width) return text
  const characters = Array.from(text)
  while (characters.length > 0 && textWidth(`${characters.join('')}…`, size) > width) characters.pop()
  return characters.length < 2 ? '' : `${characters.join('').trimEnd()}…`
}
