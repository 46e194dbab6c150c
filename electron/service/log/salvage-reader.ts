import Database from 'better-sqlite3'
import { existsSync } from 'node:fs'
import { z } from 'zod'
import { parseEvent, type RawEvent } from '#shared/domain/session/event.ts'
import type { SessionSnapshot } from '#shared/domain/session/state.ts'
import { isUnreadable, readableRows } from '../storage/readable-rows.ts'
import { StorageError } from '../storage/storage-error.ts'
import { newestVersion } from '../storage/migrate.ts'
import { eventReader } from './event-row.ts'
import { LOG_SCHEMA } from './log-schema.ts'
import type { LogEntry } from './log-types.ts'
import { readSnapshot } from './snapshots.ts'

/** What can still be read of a damaged log. */
export interface Remains {
  /** Readable events, each sequence at most once, in order. */
  readonly entries: () => Generator<LogEntry>
  /** Whole snapshots, newest first. */
  readonly snapshots: readonly SessionSnapshot[]
  readonly close: () => void
}

const NOTHING: Remains = {
  *entries() {},
  snapshots: [],
  close: () => undefined,
}

const PAGE = 500
/** How far to look for the next readable event. A page holds some ten events, a page of pages some thousands. */
const GAP_MAX = 100_000

const commandIdRow = z.object({ command_id: z.string().nullable() })
const seqRow = z.object({ seq: z.number().int() })

/**
 * Opens a damaged log without changing it. Unlike the reader it takes the schema on trust and steps over what it
 * cannot read. Throws StorageError `missing` when there is no file.
 */
export function readWhatIsLeft(file: string): Remains {
  if (!existsSync(file)) throw new StorageError('missing', `${file}: no such session log`)
  const db = orNull(() => new Database(file, { readonly: true }))
  if (db === null) return NOTHING
  refuseNewer(db)
  const after = orNull(() => db.prepare('SELECT * FROM event NOT INDEXED WHERE seq > ? ORDER BY seq LIMIT ?'))
  const close = (): void => {
    db.close()
  }
  if (after === null) return { ...NOTHING, close }
  return { entries: () => entriesOf(after), snapshots: snapshotsOf(db), close }
}

function refuseNewer(db: Database.Database): void {
  const version = orNull(() => z.number().parse(db.pragma('user_version', { simple: true })))
  if (version === null || version <= newestVersion(LOG_SCHEMA)) return
  db.close()
  throw new StorageError('newerVersion', `${db.name} was written by a newer version of the studio`)
}

function* entriesOf(after: Database.Statement): Generator<LogEntry> {
  const eventOf = eventReader()
  let seq = 0
  let steps = 0
  for (;;) {
    const { rows, broken } = readableRows(after, seq, PAGE)
    for (const row of rows) {
      const entry = entryOf(row, eventOf)
      // A damaged row may claim any sequence; one far off would drown the rest in stand-ins.
      if (entry === null || entry.event.seq <= seq || entry.event.seq - seq > GAP_MAX) continue
      yield entry
      seq = entry.event.seq
      steps = 0
    }
    if (broken !== null) {
      // The unreadable page covers what comes next: step on until something can be read again.
      seq += 1
      steps += 1
      if (steps > GAP_MAX) return
    } else if (rows.length < PAGE) {
      return
    } else {
      seq = Math.max(seq, ...rows.map(seqOf))
    }
  }
}

const seqOf = (row: unknown): number => seqRow.safeParse(row).data?.seq ?? 0

function entryOf(row: unknown, eventOf: (row: unknown) => RawEvent): LogEntry | null {
  const commandId = commandIdRow.safeParse(row)
  if (!commandId.success) return null
  try {
    const event = eventOf(row)
    parseEvent(event)
    return { event, commandId: commandId.data.command_id }
  } catch {
    return null
  }
}

function snapshotsOf(db: Database.Database): SessionSnapshot[] {
  const rows =
    orNull(() => db.prepare('SELECT seq, body, checksum FROM snapshot ORDER BY seq DESC').all()) ?? []
  return rows.flatMap((row) => {
    const read = readSnapshot(row)
    return 'snapshot' in read ? [read.snapshot] : []
  })
}

/** Null when SQLite cannot read; a full disk or a bug of ours is still thrown. */
function orNull<Value>(read: () => Value): Value | null {
  try {
    return read()
  } catch (error) {
    if (isUnreadable(error)) return null
    throw error
  }
}
