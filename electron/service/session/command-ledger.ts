import { LRUCache } from 'lru-cache'

import type { Actor } from '#shared/domain/session/actor.ts'
import type { SessionLogReader } from '../log/log-types.ts'
import type { IntakeOutcome } from './session-writer.ts'

/** Commands remembered: a client gives up on one after seconds, so this covers hours of the busiest console. */
const REMEMBERED = 5_000

/**
 * What became of recent commands, so that one sent again is answered and not carried out again. Accepted ones are
 * known across restarts, from the log; a refused one may be decided anew then, since it changed nothing.
 */
export interface CommandLedger {
  /** The id under which the log keeps a command: one person cannot hit another's by guessing. */
  readonly keyOf: (actor: Actor, commandId: string) => string
  readonly find: (key: string) => Promise<IntakeOutcome> | undefined
  readonly remember: (key: string, outcome: Promise<IntakeOutcome>) => void
}

export function createCommandLedger(log: SessionLogReader): CommandLedger {
  const outcomes = new LRUCache<string, Promise<IntakeOutcome>>({ max: REMEMBERED })
  for (const { commandId } of log.recentCommandIds(REMEMBERED).toReversed()) {
    outcomes.set(commandId, Promise.resolve({ ok: true, durable: true, events: [] }))
  }
  return {
    keyOf: (actor, commandId) => `${actor.id}/${commandId}`,
    find: (key) => outcomes.get(key),
    remember: (key, outcome) => void outcomes.set(key, outcome),
  }
}
