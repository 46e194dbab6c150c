import { MINUTE_MS } from './review.ts'

/** The part of a session that is counted (epoch ms, both ends included). */
export interface ReviewWindow {
  readonly fromMs: number
  readonly toMs: number
}

/** What of a log says where its window lies. */
export interface LogBounds {
  readonly firstAtMs: number
  readonly liveAtMs: number | null
  readonly endedAtMs: number | null
  readonly endReason: 'host' | 'abandoned' | 'replayed' | null
  /** Of the event before the end; of the last one while there is no end. */
  readonly lastAtMs: number
}

/** A clock that jumps must not make a curve of millions of minutes: what lies behind a week is in no minute. */
const MINUTES_MAX = 7 * 24 * 60

/**
 * From going live (else from the first event) to the end. A session that nobody ended ends with its last event, and so
 * does one that the studio declared over long after it had been left.
 */
export function windowOf({ firstAtMs, liveAtMs, endedAtMs, endReason, lastAtMs }: LogBounds): ReviewWindow {
  const fromMs = liveAtMs ?? firstAtMs
  const toMs = endReason === 'abandoned' ? lastAtMs : (endedAtMs ?? lastAtMs)
  return { fromMs, toMs: Math.max(fromMs, toMs) }
}

export const isInside = ({ fromMs, toMs }: ReviewWindow, atMs: number): boolean =>
  atMs >= fromMs && atMs <= toMs

export const minutesIn = ({ fromMs, toMs }: ReviewWindow): number =>
  Math.min(MINUTES_MAX, Math.max(1, Math.ceil((toMs - fromMs) / MINUTE_MS)))

/** The minute of a moment inside the window; the very end belongs to the last one. Null behind a week. */
export function minuteOf(window: ReviewWindow, atMs: number): number | null {
  const minute = Math.floor((atMs - window.fromMs) / MINUTE_MS)
  if (minute < minutesIn(window)) return minute
  return atMs === window.toMs && minute <= MINUTES_MAX ? minutesIn(window) - 1 : null
}
