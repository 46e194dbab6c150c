import { z } from 'zod'

import type { CollectedSession } from '#shared/protocol/collector.ts'
import type { Database, SqlValue } from './database.ts'
import { sessionKeyOf } from './session-key.ts'

const sessionRow = z.object({
  session_key: z.string(),
  studio_id: z.string(),
  session_id: z.string(),
  month: z.string(),
  title: z.string(),
  kind: z.enum(['show', 'rehearsal']),
  phase: z.enum(['preparing', 'live', 'ended']),
  created_at_ms: z.number(),
  live_at_ms: z.number().nullable(),
  ended_at_ms: z.number().nullable(),
  last_seq: z.number(),
  highest_seq: z.number(),
  revision: z.number(),
  changed_ms: z.number(),
})
type SessionRow = z.infer<typeof sessionRow>

const COLUMNS = `session_key::text as session_key, studio_id, session_id, month::text as month, title, kind, phase,
  created_at_ms, live_at_ms, ended_at_ms, last_seq, highest_seq, revision,
  floor(extract(epoch from changed_at) * 1000)::bigint as changed_ms`

/** A stored session with what only the collector needs. */
export interface StoredSession extends CollectedSession {
  readonly sessionKey: string
  readonly month: string
  readonly revision: number
}

export interface SessionFilter {
  /** Null: all of them. */
  readonly studioIds: readonly string[] | null
  readonly kind?: 'show' | 'rehearsal' | undefined
  readonly phase?: 'preparing' | 'live' | 'ended' | undefined
  /** Of when the session was made: [fromMs, toMs). */
  readonly fromMs?: number | undefined
  readonly toMs?: number | undefined
  /** In the title, in whatever case. */
  readonly title?: string | undefined
  /** Whether some of its events are still in the studio. */
  readonly incomplete?: boolean | undefined
}

/** Where a page ends: the next one begins after it. */
export interface SessionCursor {
  readonly createdAtMs: number
  readonly sessionKey: string
}

export class SessionStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  async find(studioId: string, sessionId: string): Promise<StoredSession | null> {
    const rows = await this.#database.rows(
      sessionRow,
      `select ${COLUMNS} from session where session_key = $1 and studio_id = $2 and session_id = $3`,
      [sessionKeyOf(studioId, sessionId), studioId, sessionId],
    )
    return rows.map(toSession)[0] ?? null
  }

  /** Newest first, at most `limit`. */
  async list(
    filter: SessionFilter,
    after: SessionCursor | null,
    limit: number,
  ): Promise<readonly StoredSession[]> {
    const values: SqlValue[] = []
    const where: string[] = []
    const value = (given: SqlValue): string => `$${values.push(given)}`
    if (filter.studioIds !== null) where.push(`studio_id = any(${value(filter.studioIds)}::text[])`)
    if (filter.kind !== undefined) where.push(`kind = ${value(filter.kind)}`)
    if (filter.phase !== undefined) where.push(`phase = ${value(filter.phase)}`)
    if (filter.fromMs !== undefined) where.push(`created_at_ms >= ${value(filter.fromMs)}`)
    if (filter.toMs !== undefined) where.push(`created_at_ms < ${value(filter.toMs)}`)
    if (filter.title !== undefined) {
      where.push(`position(lower(${value(filter.title)}) in lower(title)) > 0`)
    }
    if (filter.incomplete !== undefined) {
      where.push(filter.incomplete ? 'highest_seq < last_seq' : 'highest_seq >= last_seq')
    }
    if (after !== null) {
      where.push(
        `(created_at_ms, session_key) < (${value(after.createdAtMs)}, ${value(after.sessionKey)}::uuid)`,
      )
    }
    const rows = await this.#database.rows(
      sessionRow,
      `select ${COLUMNS} from session ${where.length > 0 ? `where ${where.join(' and ')}` : ''}
       order by created_at_ms desc, session_key desc limit ${value(limit)}`,
      values,
    )
    return rows.map(toSession)
  }
}

const toSession = (row: SessionRow): StoredSession => ({
  sessionKey: row.session_key,
  month: row.month,
  revision: row.revision,
  studioId: row.studio_id,
  sessionId: row.session_id,
  title: row.title,
  kind: row.kind,
  phase: row.phase,
  createdAtMs: row.created_at_ms,
  liveAtMs: row.live_at_ms,
  endedAtMs: row.ended_at_ms,
  lastSeq: row.last_seq,
  highestSeq: row.highest_seq,
  changedAtMs: row.changed_ms,
})
