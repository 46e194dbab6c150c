import Database from 'better-sqlite3'
import { storageProblemOf } from './storage-error.ts'

/** Rows of a query up to the first place that cannot be read; `broken` is what SQLite said there. */
export interface ReadableRows {
  readonly rows: readonly unknown[]
  readonly broken: Error | null
}

/** Runs a query on a file that may be damaged. Errors that are not the file's fault are thrown. */
export function readableRows(statement: Database.Statement, ...parameters: readonly unknown[]): ReadableRows {
  const rows: unknown[] = []
  try {
    for (const row of statement.iterate(...parameters)) rows.push(row)
    return { rows, broken: null }
  } catch (error) {
    if (!isUnreadable(error)) throw error
    return { rows, broken: error }
  }
}

/** True for what SQLite says about damage: a broken schema shows as a plain SQL error, a lost block as a read error. */
export const isUnreadable = (error: unknown): error is Error =>
  error instanceof Error &&
  (storageProblemOf(error) === 'damaged' ||
    (error instanceof Database.SqliteError && /^SQLITE_(ERROR|IOERR_READ|CANTOPEN|SCHEMA)/.test(error.code)))
