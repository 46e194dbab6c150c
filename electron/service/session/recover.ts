import { parseEvent } from '#shared/domain/session/event.ts'
import { applyEvent } from '#shared/domain/session/evolve.ts'
import { draftOf, EMPTY_STATE, fromSnapshot, type SessionState } from '#shared/domain/session/state.ts'
import { withLogErrors } from '../log/log-error.ts'
import type { SessionLogReader } from '../log/log-types.ts'

const EVENTS_AT_ONCE = 5_000

/**
 * The state a log leads to: its newest snapshot and the events after it. Events of unknown types are passed over.
 * Throws LogError `damaged` when a known event cannot be understood.
 */
export function recoverState(log: SessionLogReader): SessionState {
  return withLogErrors('the session log', () => fold(log))
}

function fold(log: SessionLogReader): SessionState {
  const snapshot = log.latestSnapshot()
  const draft = draftOf(snapshot ? fromSnapshot(snapshot) : EMPTY_STATE)
  for (;;) {
    const events = log.eventsAfter(draft.seq, EVENTS_AT_ONCE)
    for (const event of events) applyEvent(draft, parseEvent(event))
    if (events.length < EVENTS_AT_ONCE) return draft
  }
}
