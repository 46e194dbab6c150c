import { withinLimitRate } from '#shared/domain/questions/within-limit-rate.ts'
import type { SessionState } from '#shared/domain/session/state.ts'
import type { SessionSummary } from '#shared/protocol/down.ts'

/**
 * The row that the library keeps of a session, so that lists need not open every log. `questions` are those that count
 * for the 30 s rate, by the rule of `withinLimitRate`, and the dismissed ones: neither those merged into others nor, of
 * a show that has ended, those whose clock still ran.
 */
export function summaryOf(state: SessionState): SessionSummary {
  const { sessionId, title, kind, phase, createdAtMs, liveAtMs, endedAtMs } = state
  const { danmaku, answered, answeredInTime, dismissed } = state.totals
  const { eligible } = withinLimitRate(state.totals, state.questions.values(), endedAtMs ?? Infinity)
  return {
    sessionId,
    title,
    kind,
    phase,
    createdAtMs,
    liveAtMs,
    endedAtMs,
    danmaku,
    questions: eligible + dismissed,
    answered,
    answeredInTime,
    dismissed,
  }
}
