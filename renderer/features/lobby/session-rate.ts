import type { SessionSummary } from '#shared/protocol/down.ts'

/** Questions that count: detected, less those dismissed as not being one. */
export const eligibleOf = (summary: SessionSummary): number =>
  Math.max(0, summary.questions - summary.dismissed)

/** Share of eligible questions answered within 30 s, as a whole percentage; null when there were none. */
export function inTimePercent(summary: SessionSummary): number | null {
  const eligible = eligibleOf(summary)
  return eligible === 0 ? null : Math.round((100 * summary.answeredInTime) / eligible)
}

/** How long the show was on air, in ms; null for one that never was or still is. */
export const durationMsOf = ({ liveAtMs, endedAtMs }: SessionSummary): number | null =>
  liveAtMs === null || endedAtMs === null ? null : endedAtMs - liveAtMs
