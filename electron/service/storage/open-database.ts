import Database from 'better-sqlite3'
import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { migrate, newestVersion, schemaVersion, type Schema } from './migrate.ts'
import { readableRows } from './readable-rows.ts'
import { StorageError, withStorageErrors } from './storage-error.ts'

const BUSY_TIMEOUT_MS = 2_000
/** 16 MB of WAL between checkpoints: fewer pauses under load, and still read in an instant after a crash. */
const CHECKPOINT_PAGES = 4_000
const INTEGRITY_PROBLEMS_MAX = 20
const WAL_KEPT_BYTES = 64 * 1024 * 1024

/**
 * Opens a file for writing at its newest schema: WAL, `synchronous=FULL`, so a commit that returned is on disk.
 * With `create` a missing file (and its folder) is made. Throws StorageError; then the file is closed again.
 */
export function openForWriting(
  file: string,
  schema: Schema,
  options: { readonly create: boolean },
): Database.Database {
  return withStorageErrors(file, () => {
    if (options.create) mkdirSync(dirname(file), { recursive: true })
    else refuseMissing(file, schema)
    return prepared(new Database(file, { timeout: BUSY_TIMEOUT_MS }), (db) => {
      // Before anything is written: a file of another kind or of a newer studio stays as it is.
      schemaVersion(db, schema)
      db.pragma('journal_mode = WAL')
      db.pragma('synchronous = FULL')
      db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`)
      db.pragma(`journal_size_limit = ${WAL_KEPT_BYTES}`)
      db.pragma('trusted_schema = OFF')
      db.pragma('cell_size_check = ON')
      // Else INSERT OR REPLACE would pass by the triggers that keep the log append-only.
      db.pragma('recursive_triggers = ON')
      migrate(db, schema)
    })
  })
}

/** Opens a file for reading only. Throws StorageError, also for an empty file and for an older schema. */
export function openForReading(file: string, schema: Schema): Database.Database {
  const { db, version } = openForInspection(file, schema)
  if (version === newestVersion(schema)) {
    db.pragma('cell_size_check = ON')
    return db
  }
  db.close()
  if (version === 0) throw new StorageError('damaged', `${file} is empty: no ${schema.what}`)
  throw new StorageError(
    'readOnly',
    `${file} has an older schema (${version}) and must be opened for writing first`,
  )
}

/**
 * Opens a file of any schema up to the newest for reading only; version 0 is an empty file, as a crash leaves it
 * right after it was made. Throws StorageError.
 */
export function openForInspection(
  file: string,
  schema: Schema,
): { readonly db: Database.Database; readonly version: number } {
  return withStorageErrors(file, () => {
    refuseMissing(file, schema)
    let version = 0
    const db = prepared(new Database(file, { readonly: true, timeout: BUSY_TIMEOUT_MS }), (opened) => {
      version = schemaVersion(opened, schema)
      opened.pragma('trusted_schema = OFF')
    })
    return { db, version }
  })
}

/** What SQLite finds wrong with a file (`quick_check` leaves indexes out); empty when it is whole. */
export function integrityProblems(db: Database.Database, check: 'quick_check' | 'integrity_check'): string[] {
  return withStorageErrors(db.name, () => {
    const { rows, broken } = readableRows(db.prepare(`PRAGMA ${check}(${INTEGRITY_PROBLEMS_MAX})`).pluck())
    const messages = z.array(z.string()).parse(rows)
    return [...messages.filter((message) => message !== 'ok'), ...(broken ? [broken.message] : [])]
  })
}

function refuseMissing(file: string, schema: Schema): void {
  if (!existsSync(file)) throw new StorageError('missing', `${file}: no such ${schema.what}`)
}

function prepared(db: Database.Database, prepare: (db: Database.Database) => void): Database.Database {
  try {
    prepare(db)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}
