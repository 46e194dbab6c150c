import type { Database } from 'better-sqlite3'

import type { LogFigures, LogReview } from '#shared/domain/review/log-review.ts'
import { createReviewFold } from '#shared/domain/review/review-fold.ts'
import { windowOf } from '#shared/domain/review/window.ts'
import { LogError, withLogErrors } from '../log/log-error.ts'
import { LOG_SCHEMA } from '../log/log-schema.ts'
import { openForReading, openForWriting } from '../storage/open-database.ts'
import { keep, keptFigures, keptReview } from './kept-review.ts'
import { countWriters } from './count-writers.ts'
import { edgesIn, foldOthers } from './scan-log.ts'

/** `closed`: nobody writes the log any more. What is made is then kept beside it, as after the end of a session. */
export interface MakingOptions {
  readonly closed: boolean
}

/** What a log alone tells, kept or made anew. Throws LogError, `damaged` also for a log without a first event. */
export function logReview(file: string, options: MakingOptions): LogReview {
  return kept(file, keptReview) ?? make(file, options)
}

/** The headline figures of the same. */
export function logFigures(file: string, options: MakingOptions): LogFigures {
  return kept(file, keptFigures) ?? make(file, options).figures
}

function kept<Value>(file: string, read: (db: Database) => Value): Value {
  return withLogErrors(file, () => {
    const db = openForReading(file, LOG_SCHEMA)
    try {
      return read(db)
    } finally {
      db.close()
    }
  })
}

function make(file: string, { closed }: MakingOptions): LogReview {
  return withLogErrors(file, () => {
    const writer = closed || hasEnded(file) ? writable(file) : null
    const db = writer ?? openForReading(file, LOG_SCHEMA)
    try {
      // All is read at one moment of the log, and kept only if that is still its newest: else somebody was forgotten
      // meanwhile, and what was read may name them.
      db.exec('BEGIN')
      const review = readLog(db, file)
      if (writer) tryToKeep(writer, review)
      return review
    } finally {
      db.close()
    }
  })
}

function hasEnded(file: string): boolean {
  const db = openForReading(file, LOG_SCHEMA)
  try {
    return edgesIn(db)?.endedAtMs !== null
  } finally {
    db.close()
  }
}

/** A copy on a disk that may only be read has a review all the same. */
function writable(file: string): Database | null {
  try {
    const db = openForWriting(file, LOG_SCHEMA, { create: false })
    // An older review that gives way names people, too: nothing of it stays in the file for who is forgotten later.
    db.pragma('secure_delete = ON')
    return db
  } catch {
    return null
  }
}

function tryToKeep(db: Database, review: LogReview): void {
  try {
    keep(db, review)
    db.exec('COMMIT')
  } catch {
    // Without a place of its own it is made again the next time.
    if (db.inTransaction) db.exec('ROLLBACK')
  }
}

function readLog(db: Database, file: string): LogReview {
  const edges = edgesIn(db)
  if (!edges) throw new LogError('damaged', `${file} holds no event`)
  const writers = countWriters(db, windowOf(edges), edges.lastSeq)
  const fold = createReviewFold(edges)
  foldOthers(db, fold)
  fold.wrote(writers.finish())
  return fold.finish()
}
