import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { sessionSummarySchema, type SessionSummary } from '#shared/protocol/down.ts'
import { withStorageErrors } from '../storage/storage-error.ts'

/** The shows this studio knows, each with the counts of its last summary. */
export interface SessionList {
  readonly upsert: (summary: SessionSummary) => void
  /** Newest first. */
  readonly list: () => SessionSummary[]
  readonly find: (sessionId: string) => SessionSummary | null
  /** The newest show or rehearsal that has not ended; null when all have. */
  readonly unfinished: () => SessionSummary | null
}

const COLUMNS = `session_id AS sessionId, title, kind, phase, created_at AS createdAtMs, live_at AS liveAtMs,
  ended_at AS endedAtMs, danmaku, questions, answered, answered_in_time AS answeredInTime, dismissed`

const rows = z.array(sessionSummarySchema)

export function sessionList(db: Database): SessionList {
  const upsert = db.prepare(`
    INSERT INTO session (session_id, file, title, kind, phase, created_at, live_at, ended_at,
      danmaku, questions, answered, answered_in_time, dismissed)
    VALUES (:sessionId, :file, :title, :kind, :phase, :createdAtMs, :liveAtMs, :endedAtMs,
      :danmaku, :questions, :answered, :answeredInTime, :dismissed)
    ON CONFLICT (session_id) DO UPDATE SET file = excluded.file, title = excluded.title, kind = excluded.kind,
      phase = excluded.phase, created_at = excluded.created_at, live_at = excluded.live_at,
      ended_at = excluded.ended_at, danmaku = excluded.danmaku, questions = excluded.questions,
      answered = excluded.answered, answered_in_time = excluded.answered_in_time, dismissed = excluded.dismissed`)
  const list = db.prepare(`SELECT ${COLUMNS} FROM session ORDER BY created_at DESC, session_id DESC`)
  const find = db.prepare(`SELECT ${COLUMNS} FROM session WHERE session_id = ?`)
  const unfinished = db.prepare(
    `SELECT ${COLUMNS} FROM session WHERE phase <> 'ended' ORDER BY created_at DESC, session_id DESC LIMIT 1`,
  )
  const read = <Value>(action: () => Value): Value => withStorageErrors(db.name, action)

  return {
    upsert: (summary) => read(() => upsert.run({ ...summary, file: `${summary.sessionId}.db` })),
    list: () => read(() => rows.parse(list.all())),
    find: (sessionId) => read(() => rows.parse(find.all(sessionId))[0] ?? null),
    unfinished: () => read(() => rows.parse(unfinished.all())[0] ?? null),
  }
}
