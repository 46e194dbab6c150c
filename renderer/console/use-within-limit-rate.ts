import { useMemo } from 'react'

import type { Question } from '#shared/domain/questions/question.ts'
import { withinLimitRate, type WithinLimitRate } from '#shared/domain/questions/within-limit-rate.ts'
import { EMPTY_STATE, type Totals } from '#shared/domain/session/state.ts'
import { useServiceTime, useStaff } from '#renderer/session-client/staff-context.tsx'

/** The running show's 30 s rate; a new value only when it has changed. */
export function useWithinLimitRate(): WithinLimitRate {
  const { questions, totals } = useStaff((state) => state.session ?? EMPTY_STATE)
  const read = useMemo(() => rateReader(questions, totals), [questions, totals])
  return useServiceTime(read)
}

function rateReader(
  questions: ReadonlyMap<string, Question>,
  totals: Totals,
): (nowMs: number) => WithinLimitRate {
  let last: WithinLimitRate | null = null
  return (nowMs) => {
    const rate = withinLimitRate(totals, questions.values(), nowMs)
    if (last === null || rate.eligible !== last.eligible || rate.inTime !== last.inTime) last = rate
    return last
  }
}
