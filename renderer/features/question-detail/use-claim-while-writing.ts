import { useCallback, useEffect, useRef } from 'react'

import type { Question } from '#shared/domain/questions/question.ts'
import { useStaffClient } from '#renderer/session-client/staff-context.tsx'

const LOOK_EVERY_MS = 1_000
/** Renewed while this much of a claim is left … */
const RENEW_BELOW_MS = 8_000
/** … and the last key stroke is no older than this: a stalled holder gives the question back. */
const STILL_WRITING_MS = 10_000

/**
 * Writing a reply claims the question, and goes on holding it while the writer writes, so that no two people type
 * the same answer. Call the returned function at every key stroke. A refusal is not an error here: the thread shows
 * who holds it. The caller is keyed by the question.
 */
export function useClaimWhileWriting(question: Question): () => void {
  const client = useStaffClient()
  const lastStrokeMs = useRef(-Infinity)
  const { questionId, lifecycle } = question
  const { status, claim } = lifecycle

  useEffect(() => {
    if (status !== 'claimed' || claim?.holderId !== client.store.getState().you?.id) return
    const timer = setInterval(() => {
      const nowMs = client.clock.nowMs()
      const writing = performance.now() - lastStrokeMs.current < STILL_WRITING_MS
      if (writing && claim !== null && claim.untilMs - nowMs < RENEW_BELOW_MS) {
        void client.command({ type: 'claimQuestion', questionId })
      }
    }, LOOK_EVERY_MS)
    return () => clearInterval(timer)
  }, [claim, client, questionId, status])

  return useCallback(() => {
    lastStrokeMs.current = performance.now()
    const pending = client.store.getState().pendingQuestions.has(questionId)
    if (status === 'open' && !pending) void client.command({ type: 'claimQuestion', questionId })
  }, [client, questionId, status])
}
