import type { SessionState } from '#shared/domain/session/state.ts'
import type { SessionSummary } from '#shared/protocol/down.ts'

/** The row that the library keeps of a session, so that lists need not open every log. */
export function summaryOf(state: SessionState): SessionSummary {
  const { sessionId, title, kind, phase, createdAtMs, liveAtMs, endedAtMs } = state
  const { danmaku, questions, answered, answeredInTime, dismissed } = state.totals
  return {
    sessionId,
    title,
    kind,
    phase,
    createdAtMs,
    liveAtMs,
    endedAtMs,
    danmaku,
    questions,
    answered,
    answeredInTime,
    dismissed,
  }
}
