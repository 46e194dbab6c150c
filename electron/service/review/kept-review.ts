import { createHash } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import { z } from 'zod'

import {
  logFiguresSchema,
  logRestSchema,
  type LogFigures,
  type LogRest,
  type LogReview,
} from '#shared/domain/review/log-review.ts'
import { REVIEW_VERSION } from '#shared/domain/review/review.ts'

/*
 * A review beside the log it was made from, in a table that is no part of the log's schema: older versions of the
 * studio pass it by, and it can be had from the events again. It counts only for the version that made it and for the
 * very end of the log it has seen. The headline figures are a row of their own: who wants only them reads little.
 */

const MAKE = `
  CREATE TABLE IF NOT EXISTS kept_review (
    part TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    body TEXT NOT NULL,
    checksum TEXT NOT NULL
  ) STRICT`

const partRow = z.object({
  version: z.literal(REVIEW_VERSION),
  lastSeq: z.number().int(),
  body: z.string(),
  checksum: z.string(),
})

const checksumOf = (body: string): string => createHash('sha256').update(body).digest('hex')

const isThere = (db: Database): boolean =>
  db.prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'kept_review'`).get() !== undefined

/** The kept part as JSON; null when there is none that counts. A broken one only costs the making. */
function part(db: Database, name: 'figures' | 'rest'): unknown {
  if (!isThere(db)) return null
  const row = partRow.safeParse(
    db
      .prepare('SELECT version, last_seq AS lastSeq, body, checksum FROM kept_review WHERE part = ?')
      .get(name),
  ).data
  if (!row || row.checksum !== checksumOf(row.body)) return null
  const end = db.prepare('SELECT coalesce(max(seq), 0) FROM event').pluck().get()
  return end === row.lastSeq ? JSON.parse(row.body) : null
}

export function keptFigures(db: Database): LogFigures | null {
  return logFiguresSchema.safeParse(part(db, 'figures')).data ?? null
}

export function keptReview(db: Database): LogReview | null {
  const figures = keptFigures(db)
  const rest: LogRest | undefined = figures ? logRestSchema.safeParse(part(db, 'rest')).data : undefined
  return figures && rest ? { figures, rest } : null
}

/** Keeps the review, in the transaction of the caller. */
export function keep(db: Database, { figures, rest }: LogReview): void {
  db.exec(MAKE)
  const save = db.prepare(
    'INSERT OR REPLACE INTO kept_review (part, version, last_seq, body, checksum) VALUES (?, ?, ?, ?, ?)',
  )
  for (const [name, value] of Object.entries({ figures, rest })) {
    const body = JSON.stringify(value)
    save.run(name, REVIEW_VERSION, figures.session.lastSeq, body, checksumOf(body))
  }
}

/** What is kept may name whoever is being forgotten: it goes with them and is made anew. */
export function dropKeptReview(db: Database): void {
  if (isThere(db)) db.exec('DELETE FROM kept_review')
}
