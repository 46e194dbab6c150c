import type { LogMetrics } from './log-review.ts'
import { nearestRank, ratio } from './rank.ts'
import type { ReviewThread, ThreadOutcome } from './review.ts'

/**
 * The figures of the question clock. Whatever was opened in the session counts, before it went live too: the clock
 * runs from the moment the viewer sent it. The live header (`withinLimitRate`) tells the same of a running show.
 */
export function questionMetrics(
  threads: readonly ReviewThread[],
): Pick<
  LogMetrics,
  | 'threads'
  | 'dismissed'
  | 'merged'
  | 'answered'
  | 'replyRate'
  | 'eligible'
  | 'within30s'
  | 'within30sRate'
  | 'late'
  | 'missed'
  | 'pendingAtEnd'
  | 'responseP50Ms'
  | 'responseP90Ms'
  | 'automaticAnswers'
> {
  const outcomes: Record<ThreadOutcome, number> = {
    inTime: 0,
    late: 0,
    missed: 0,
    pending: 0,
    merged: 0,
    dismissed: 0,
  }
  const responsesMs: number[] = []
  let automaticAnswers = 0
  for (const { outcome, responseMs, answer } of threads) {
    outcomes[outcome] += 1
    if (responseMs === null) continue
    responsesMs.push(responseMs)
    if (answer?.automatic) automaticAnswers += 1
  }
  const { inTime, late, missed, pending, merged, dismissed } = outcomes
  const answered = inTime + late
  const eligible = answered + missed
  const detected = eligible + pending
  return {
    threads: detected,
    dismissed,
    merged,
    answered,
    replyRate: ratio(answered, detected),
    eligible,
    within30s: inTime,
    within30sRate: ratio(inTime, eligible),
    late,
    missed,
    pendingAtEnd: pending,
    responseP50Ms: nearestRank(responsesMs, 0.5),
    responseP90Ms: nearestRank(responsesMs, 0.9),
    automaticAnswers,
  }
}
