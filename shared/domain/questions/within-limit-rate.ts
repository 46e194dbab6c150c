import type { Totals } from '../session/state.ts'
import { deadlineMs } from './clock.ts'
import { isPending, type Question } from './question.ts'

export interface WithinLimitRate {
  readonly inTime: number
  /** Threads whose fate is known: answered, or pending past their deadline (a miss already). */
  readonly eligible: number
  /** inTime ÷ eligible, 0..1; null while no thread is eligible. */
  readonly rate: number | null
}

/**
 * 30 s 达成率 of the running show: threads answered within 30 s of their earliest message ÷ eligible threads.
 * Pending threads that are still in time do not count yet; dismissed and merged ones never do.
 */
export function withinLimitRate(
  totals: Pick<Totals, 'answered' | 'answeredInTime'>,
  questions: Iterable<Question>,
  nowMs: number,
): WithinLimitRate {
  let missed = 0
  for (const question of questions) {
    if (isPending(question) && nowMs > deadlineMs(question)) missed += 1
  }
  const eligible = totals.answered + missed
  return {
    inTime: totals.answeredInTime,
    eligible,
    rate: eligible === 0 ? null : totals.answeredInTime / eligible,
  }
}
