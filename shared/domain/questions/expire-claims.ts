import type { NewEvent } from '../session/event.ts'
import type { SessionState } from '../session/state.ts'

/** Claims that have run out go back to the queue, so that a stalled holder never keeps a question. */
export function expireClaims(state: SessionState, nowMs: number): NewEvent[] {
  const events: NewEvent[] = []
  for (const question of state.questions.values()) {
    const { claim } = question.lifecycle
    if (claim && claim.untilMs <= nowMs) {
      events.push({ type: 'claimReleased', body: { questionId: question.questionId, reason: 'expired' } })
    }
  }
  return events
}
