import { useCallback } from 'react'

import { useStaffClient } from '#renderer/session-client/staff-context.tsx'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import type { ShowProblem } from './show-actions.ts'

/** A sentence for why the show could not be prepared, started or ended. */
export function useShowProblemText(): (problem: ShowProblem) => string {
  const client = useStaffClient()
  const { refusalText, problemText } = useRefusalText()
  return useCallback(
    (problem) =>
      problem.kind === 'refusal'
        ? refusalText(problem.refusal, client.clock.nowMs())
        : problemText(problem.problem),
    [client, problemText, refusalText],
  )
}
