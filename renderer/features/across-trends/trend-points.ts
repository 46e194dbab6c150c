import type { AcrossSession } from '#shared/domain/review/across/across.ts'
import { metricsSchema, type MetricKey } from '#shared/domain/review/metrics.ts'
import type { TrendsResponse } from '#shared/protocol/review-across.ts'

/** What can be drawn over the shows: every metric of a review, and who came back. */
export type TrendKey = MetricKey | 'return7' | 'return30'

export const RETURN_DAYS = { return7: 7, return30: 30 } as const

export const isReturn = (key: TrendKey): key is keyof typeof RETURN_DAYS => Object.hasOwn(RETURN_DAYS, key)

export const isTrendKey = (text: string): text is TrendKey =>
  Object.hasOwn(metricsSchema.shape, text) || Object.hasOwn(RETURN_DAYS, text)

/** One show in a trend, with the seller's own median of the shows before it. */
export interface TrendPoint {
  readonly session: AcrossSession
  /** Null where it is not defined, or the window has not passed. */
  readonly value: number | null
  readonly median: number | null
  /** Earlier shows the median is of. */
  readonly n: number
  /** On how many the value rests: viewers, questions, buyers; null where it is a plain count. */
  readonly base: number | null
  /** Of return rates: when the window passes, while it has not. */
  readonly dueMs: number | null
}

type TrendSession = TrendsResponse['sessions'][number]

/** The base of each figure that is a share or a mean. */
const BASES: Partial<Record<MetricKey, MetricKey>> = {
  watchMsPerViewer: 'uv',
  interactionRate: 'uv',
  conversionRate: 'uv',
  uvValueFen: 'uv',
  gpmFen: 'pv',
  aovFen: 'buyers',
  replyRate: 'threads',
  within30sRate: 'eligible',
  responseP50Ms: 'answered',
  responseP90Ms: 'answered',
}

/** The shows of a trend, in the order in which they are given: oldest first. */
export function trendPoints(sessions: readonly TrendSession[], key: TrendKey): readonly TrendPoint[] {
  if (isReturn(key)) return returnPoints(sessions, RETURN_DAYS[key])
  const baseKey = BASES[key]
  return sessions.map((session) => ({
    session,
    value: session.metrics[key],
    median: session.earlier[key]?.median ?? null,
    n: session.earlier[key]?.n ?? 0,
    base: baseKey === undefined ? null : session.metrics[baseKey],
    dueMs: null,
  }))
}

function returnPoints(sessions: readonly TrendSession[], days: number): readonly TrendPoint[] {
  const before: number[] = []
  return sessions.map((session) => {
    const window = session.returns.find((one) => one.days === days)
    const point: TrendPoint = {
      session,
      value: window?.rate ?? null,
      median: medianOf(before),
      n: before.length,
      base: window?.people ?? null,
      dueMs: window && !window.passed ? window.untilMs : null,
    }
    if (point.value !== null) before.push(point.value)
    return point
  })
}

function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  const low = sorted[Math.floor((sorted.length - 1) / 2)]
  const high = sorted[Math.ceil((sorted.length - 1) / 2)]
  return low === undefined || high === undefined ? null : (low + high) / 2
}

/** 1 = Monday … 7 = Sunday, on this device's clock. */
export const weekdayOf = (atMs: number): number => new Date(atMs).getDay() || 7

/** The third tick lets go of the first one. */
export const toggledPick = (picked: readonly string[], sessionId: string): readonly string[] =>
  picked.includes(sessionId) ? picked.filter((one) => one !== sessionId) : [...picked, sessionId].slice(-2)
