import { z } from 'zod'

import type { SessionHead, SyncedEvent, WithheldEvent } from '#shared/protocol/collector.ts'
import { holdsStill } from '../tokens.ts'
import { sqlStateOf, type Connection, type Database } from './database.ts'
import { asStorable, EVENT_COLUMNS, eventLines } from './event-lines.ts'
import { monthOf, type Partitions } from './partitions.ts'
import { sessionKeyOf } from './session-key.ts'

export interface EventStoreOptions {
  readonly database: Database
  readonly partitions: Partitions
  readonly nowMs: () => number
}

export interface Batch {
  readonly tokenId: string
  readonly studioId: string
  readonly sessionId: string
  readonly session: SessionHead
  readonly events: readonly (SyncedEvent | WithheldEvent)[]
}

/** `gap`: the batch begins after what comes next. `revoked`: the token was taken back in the meantime. */
export type Stored =
  | { readonly outcome: 'stored'; readonly highestSeq: number; readonly stored: number }
  | { readonly outcome: 'gap'; readonly highestSeq: number }
  | { readonly outcome: 'revoked' }

/** No partition holds such rows. */
const CHECK_VIOLATION = '23514'
const DEADLOCK = '40P01'

/** Thrown inside a transaction to leave nothing of it. */
class Refused extends Error {
  readonly stored: Stored
  constructor(stored: Stored) {
    super(stored.outcome)
    this.stored = stored
  }
}

const lockedRow = z.object({ highest_seq: z.number(), month: z.string() })

/**
 * Takes events in, each once. The row of the session is locked first, so that batches of one session go in one after
 * the other, whichever collector they came to; those of others go beside them.
 */
export class EventStore {
  readonly #options: EventStoreOptions

  constructor(options: EventStoreOptions) {
    this.#options = options
  }

  /** Adds what is new of a batch without gaps. What is stored already stays as it is. */
  push(batch: Batch): Promise<Stored> {
    return this.#write(batch, async (connection, key) => {
      const { highestSeq, month } = await lockSession(connection, key, batch, this.#month(batch))
      const [first] = batch.events
      if (first !== undefined && first.seq > highestSeq + 1) throw new Refused({ outcome: 'gap', highestSeq })
      const fresh = batch.events.filter(({ seq }) => seq > highestSeq)
      const newest = fresh.at(-1)
      if (newest === undefined) return { outcome: 'stored', highestSeq, stored: 0 }
      await connection.copyIn(EVENT_COLUMNS, eventLines(key, month, fresh))
      await connection.run(
        'update session set highest_seq = $2, revision = revision + 1, changed_at = now() where session_key = $1',
        [key, newest.seq],
      )
      return { outcome: 'stored', highestSeq: newest.seq, stored: fresh.length }
    })
  }

  /** Puts events in the place of stored ones of the same seq: all of them, or none when one is not stored. */
  replace(batch: Batch): Promise<Stored> {
    return this.#write(batch, async (connection, key) => {
      const { highestSeq, month } = await lockSession(connection, key, batch, this.#month(batch))
      if (batch.events.some(({ seq }) => seq > highestSeq)) throw new Refused({ outcome: 'gap', highestSeq })
      await connection.run(
        'delete from event where session_key = $1 and month = $2::date and seq = any($3)',
        [key, month, batch.events.map(({ seq }) => seq)],
      )
      await connection.copyIn(EVENT_COLUMNS, eventLines(key, month, batch.events))
      await connection.run(
        'update session set revision = revision + 1, changed_at = now() where session_key = $1',
        [key],
      )
      return { outcome: 'stored', highestSeq, stored: batch.events.length }
    })
  }

  #month({ session }: Batch): string {
    return monthOf(session.createdAtMs, this.#options.nowMs())
  }

  async #write(
    batch: Batch,
    work: (connection: Connection, sessionKey: string) => Promise<Stored>,
  ): Promise<Stored> {
    const { database, partitions } = this.#options
    const key = sessionKeyOf(batch.studioId, batch.sessionId)
    for (let attempt = 1; ; attempt++) {
      await partitions.ensure(this.#month(batch))
      try {
        return await database.transaction(async (connection) => {
          if (!(await holdsStill(connection, batch.tokenId))) return { outcome: 'revoked' }
          return work(connection, key)
        })
      } catch (error) {
        if (error instanceof Refused) return error.stored
        const state = sqlStateOf(error)
        if (attempt > 1 || (state !== CHECK_VIOLATION && state !== DEADLOCK)) throw error
        partitions.forget()
      }
    }
  }
}

/** Makes the session's row, or brings it up to date unless what is known is newer, and holds it to the end. */
async function lockSession(
  connection: Connection,
  key: string,
  { studioId, sessionId, session }: Batch,
  month: string,
): Promise<{ readonly highestSeq: number; readonly month: string }> {
  const [row] = await connection.rows(
    lockedRow,
    `insert into session (session_key, studio_id, session_id, month, title, kind, phase, created_at_ms, live_at_ms,
       ended_at_ms, last_seq, highest_seq, revision)
     values ($1, $2, $3, $4::date, $5, $6, $7, $8, $9, $10, $11, 0, 0)
     on conflict (session_key) do update set
       title = case when excluded.last_seq >= session.last_seq then excluded.title else session.title end,
       kind = case when excluded.last_seq >= session.last_seq then excluded.kind else session.kind end,
       phase = case when excluded.last_seq >= session.last_seq then excluded.phase else session.phase end,
       live_at_ms = case when excluded.last_seq >= session.last_seq then excluded.live_at_ms else session.live_at_ms end,
       ended_at_ms = case when excluded.last_seq >= session.last_seq then excluded.ended_at_ms else session.ended_at_ms end,
       last_seq = greatest(excluded.last_seq, session.last_seq)
     returning highest_seq, month::text as month`,
    [
      key,
      studioId,
      sessionId,
      month,
      asStorable(session.title),
      session.kind,
      session.phase,
      session.createdAtMs,
      session.liveAtMs,
      session.endedAtMs,
      session.lastSeq,
    ],
  )
  if (row === undefined) throw new Error('the session’s row was not given back')
  return { highestSeq: row.highest_seq, month: row.month }
}
