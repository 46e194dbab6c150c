import type { Database } from 'better-sqlite3'
import { StorageError } from './storage-error.ts'

/** One step of a schema. Steps are append-only: a released one never changes. */
export interface Migration {
  /** 10, 20, 30, …; recorded in `user_version`. */
  readonly version: number
  readonly name: string
  readonly sql: string
}

/** What a database file is: its mark in the file header and the steps that lead to its newest schema. */
export interface Schema {
  /** Written to `application_id`, so that a file of another kind is never mistaken for this one. */
  readonly applicationId: number
  /** In words, for messages: "session log". */
  readonly what: string
  readonly migrations: readonly Migration[]
}

export const newestVersion = (schema: Schema): number => schema.migrations.at(-1)?.version ?? 0

/** The schema version of an open file; 0 for an empty one. Throws StorageError for foreign and newer files. */
export function schemaVersion(db: Database, schema: Schema): number {
  const applicationId = Number(db.pragma('application_id', { simple: true }))
  const version = Number(db.pragma('user_version', { simple: true }))
  if (applicationId !== schema.applicationId && !isEmpty(db, applicationId, version)) {
    throw new StorageError('damaged', `${db.name} is not a ${schema.what}`)
  }
  if (version > newestVersion(schema)) {
    throw new StorageError(
      'newerVersion',
      `${db.name} was written by a newer version of the studio (schema ${version}, known ${newestVersion(schema)})`,
    )
  }
  return version
}

const isEmpty = (db: Database, applicationId: number, version: number): boolean =>
  applicationId === 0 &&
  version === 0 &&
  db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined

/**
 * Brings an open file to the newest schema: each missing step in its own transaction together with its version,
 * so that a failure leaves the file at the last complete step. Errors are thrown, never passed over.
 */
export function migrate(db: Database, schema: Schema): void {
  for (const [index, migration] of schema.migrations.entries()) {
    if (migration.version !== (index + 1) * 10) {
      throw new Error(`migration ${migration.version} of the ${schema.what} is out of order`)
    }
    if (migration.version > schemaVersion(db, schema)) applyStep(db, schema, migration)
  }
}

function applyStep(db: Database, schema: Schema, migration: Migration): void {
  const step = db.transaction(() => {
    // Read again under the write lock: another process may have taken this step in between.
    if (schemaVersion(db, schema) >= migration.version) return
    db.exec(migration.sql)
    db.pragma(`application_id = ${schema.applicationId}`)
    db.pragma(`user_version = ${migration.version}`)
  })
  step.immediate()
}
