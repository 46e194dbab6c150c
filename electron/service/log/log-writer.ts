import Database from 'better-sqlite3'
import type { Actor } from '#shared/domain/session/actor.ts'
import { openForWriting } from '../storage/open-database.ts'
import { LogError, withLogErrors } from './log-error.ts'
import { readerOn } from './log-reader.ts'
import { LOG_SCHEMA } from './log-schema.ts'
import type { LogEntry, SessionLogWriter } from './log-types.ts'
import { snapshotSaver } from './snapshots.ts'

/** Rows per statement; measured: 16 % faster than one row each, and more rows gain nothing. */
const ROWS_PER_INSERT = 32
const COLUMNS = 7

export interface SessionLogOptions {
  /** Makes the file (and its folder) when it is missing; else a missing file is an error. */
  readonly create: boolean
  /** Clock for the time a snapshot was taken. */
  readonly nowMs?: () => number
}

/**
 * Opens a session log for writing: the one handle that appends. Throws LogError: `missing`, `damaged`,
 * `newerVersion`, `busy`, `readOnly`, `full`, `io`.
 */
export function openSessionLogWriter(file: string, options: SessionLogOptions): SessionLogWriter {
  return withLogErrors(file, () =>
    writerOn(openForWriting(file, LOG_SCHEMA, options), options.nowMs ?? Date.now),
  )
}

/** The writing side over an open connection. */
export function writerOn(db: Database.Database, nowMs: () => number): SessionLogWriter {
  const reader = readerOn(db)
  const insertAll = db.transaction(inserter(db))
  const save = snapshotSaver(db)
  let lastSeq = reader.lastSeq()

  return {
    ...reader,
    lastSeq: () => lastSeq,
    append: (entries) => {
      if (entries.length === 0) return
      refuseGaps(entries, lastSeq)
      try {
        insertAll.immediate(entries)
      } catch (error) {
        if (error instanceof Database.SqliteError && error.code === 'SQLITE_CONSTRAINT_PRIMARYKEY') {
          throw new LogError(
            'notContiguous',
            `${db.name}: somebody else has written events after ${lastSeq}`,
            error,
          )
        }
        withLogErrors(db.name, () => {
          throw error
        })
      }
      lastSeq += entries.length
    },
    saveSnapshot: (snapshot) => {
      if (snapshot.seq > lastSeq) {
        throw new LogError(
          'notContiguous',
          `a snapshot at ${snapshot.seq} is ahead of the log, which ends at ${lastSeq}`,
        )
      }
      withLogErrors(db.name, () => save(snapshot, nowMs()))
    },
  }
}

function refuseGaps(entries: readonly LogEntry[], lastSeq: number): void {
  for (const [index, { event }] of entries.entries()) {
    const expected = lastSeq + 1 + index
    if (event.seq !== expected) {
      throw new LogError('notContiguous', `event ${event.seq} (${event.type}) where ${expected} must come`)
    }
  }
}

function inserter(db: Database.Database): (entries: readonly LogEntry[]) => void {
  const one = inserting(db, 1)
  const many = inserting(db, ROWS_PER_INSERT)
  return (entries) => {
    let done = 0
    for (; done + ROWS_PER_INSERT <= entries.length; done += ROWS_PER_INSERT) {
      many(entries.slice(done, done + ROWS_PER_INSERT))
    }
    for (const entry of entries.slice(done)) one([entry])
  }
}

/** Inserts exactly `rows` entries by one statement. */
function inserting(db: Database.Database, rows: number): (entries: readonly LogEntry[]) => void {
  const statement = db.prepare(`INSERT INTO event (seq, at, type, version, actor, body, command_id)
    VALUES ${Array(rows).fill('(?, ?, ?, ?, ?, ?, ?)').join(', ')}`)
  const actorJson = actorsOnce()
  const values: unknown[] = Array.from({ length: rows * COLUMNS })
  return (entries) => {
    let next = 0
    for (const { event, commandId } of entries) {
      values[next++] = event.seq
      values[next++] = event.atMs
      values[next++] = event.type
      values[next++] = event.version
      values[next++] = actorJson(event.actor)
      values[next++] = JSON.stringify(event.body)
      values[next++] = commandId
    }
    statement.run(values)
  }
}

/** Nearly all events have the same few actor objects: the JSON of each is made once. */
function actorsOnce(): (actor: Actor) => string {
  const made = new WeakMap<Actor, string>()
  return (actor) => {
    const known = made.get(actor)
    if (known !== undefined) return known
    const json = JSON.stringify(actor)
    made.set(actor, json)
    return json
  }
}
