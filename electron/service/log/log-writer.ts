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
  const inserting = (rows: number): Database.Statement =>
    db.prepare(`INSERT INTO event (seq, at, type, version, actor, body, command_id)
      VALUES ${Array(rows).fill('(?, ?, ?, ?, ?, ?, ?)').join(', ')}`)
  const one = inserting(1)
  const many = inserting(ROWS_PER_INSERT)
  // Nearly all events have the same few actor objects; their JSON is made once.
  const actorJson = new WeakMap<Actor, string>()

  const jsonOf = (actor: Actor): string => {
    const known = actorJson.get(actor)
    if (known !== undefined) return known
    const json = JSON.stringify(actor)
    actorJson.set(actor, json)
    return json
  }

  const insert = (
    statement: Database.Statement,
    entries: readonly LogEntry[],
    from: number,
    rows: number,
  ): void => {
    const values: unknown[] = Array.from({ length: rows * COLUMNS })
    let next = 0
    for (let index = from; index < from + rows; index++) {
      const entry = entries[index]
      if (entry === undefined) throw new RangeError('fewer entries than rows')
      const { event } = entry
      values[next++] = event.seq
      values[next++] = event.atMs
      values[next++] = event.type
      values[next++] = event.version
      values[next++] = jsonOf(event.actor)
      values[next++] = JSON.stringify(event.body)
      values[next++] = entry.commandId
    }
    statement.run(values)
  }

  return (entries) => {
    let done = 0
    for (; done + ROWS_PER_INSERT <= entries.length; done += ROWS_PER_INSERT) {
      insert(many, entries, done, ROWS_PER_INSERT)
    }
    for (; done < entries.length; done++) insert(one, entries, done, 1)
  }
}
