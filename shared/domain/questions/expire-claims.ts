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

/** The next moment (epoch ms) at which a claim runs out, or null when nobody holds one. */
export function nextClaimExpiryMs(state: SessionState): number | null {
  let next: number | null = null
  for (const question of state.questions.values()) {
    const { claim } = question.lifecycle
    if (claim && (next === null || claim.untilMs < next)) next = claim.untilMs
  }
  return next
}
