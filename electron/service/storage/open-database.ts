import Database from 'better-sqlite3'
import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { migrate, newestVersion, schemaVersion, type Schema } from './migrate.ts'
import { StorageError, withStorageErrors } from './storage-error.ts'

const BUSY_TIMEOUT_MS = 2_000
/** 16 MB of WAL between checkpoints: fewer pauses under load, and still read in an instant after a crash. */
const CHECKPOINT_PAGES = 4_000
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
      migrate(db, schema)
    })
  })
}

/** Opens a file for reading only. Throws StorageError, also for an empty file and for an older schema. */
export function openForReading(file: string, schema: Schema): Database.Database {
  return readingAnySchema(file, schema, (version) => {
    if (version === 0) throw new StorageError('damaged', `${file} is empty: no ${schema.what}`)
    if (version < newestVersion(schema)) {
      throw new StorageError(
        'readOnly',
        `${file} has an older schema (${version}) and must be opened for writing first`,
      )
    }
  })
}

/**
 * Throws StorageError `damaged` when the file, of whatever known schema, is not whole. Looks through a read-only
 * connection, since one that may write would tidy up the evidence on closing. A missing file is not damaged.
 */
export function refuseDamaged(file: string, schema: Schema): void {
  if (!existsSync(file)) return
  withStorageErrors(file, () => {
    const db = readingAnySchema(file, schema, () => undefined)
    try {
      const verdict = z.string().parse(db.pragma('quick_check(1)', { simple: true }))
      if (verdict !== 'ok') throw new StorageError('damaged', `${file}: ${verdict}`)
    } finally {
      db.close()
    }
  })
}

function readingAnySchema(file: string, schema: Schema, check: (version: number) => void): Database.Database {
  return withStorageErrors(file, () => {
    refuseMissing(file, schema)
    return prepared(new Database(file, { readonly: true, timeout: BUSY_TIMEOUT_MS }), (db) => {
      check(schemaVersion(db, schema))
      db.pragma('trusted_schema = OFF')
      db.pragma('cell_size_check = ON')
    })
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
