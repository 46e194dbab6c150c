import Database from 'better-sqlite3'
import { closeSync, existsSync, openSync, readFileSync, statSync, writeSync } from 'node:fs'
import { createHash } from 'node:crypto'

/** Overwrites bytes of a file in place, as a failing disk does. `at` counts from the end when negative. */
export function overwrite(file: string, at: number, bytes: Uint8Array): void {
  const handle = openSync(file, 'r+')
  try {
    writeSync(handle, bytes, 0, bytes.length, at < 0 ? statSync(file).size + at : at)
  } finally {
    closeSync(handle)
  }
}

/** SHA-256 of a database file and of its WAL. The shared-memory file is scratch space and may change. */
export const fingerprint = (file: string): string[] =>
  [file, `${file}-wal`]
    .filter((path) => existsSync(path) && statSync(path).size > 0)
    .map((path) => createHash('sha256').update(readFileSync(path)).digest('hex'))

/** The page of the file that holds the row in the middle of a table, and the page size: by way of `dbstat`. */
export function middleLeafPage(
  file: string,
  table: string,
): { readonly page: number; readonly bytes: number } {
  const db = new Database(file, { readonly: true })
  try {
    const pages = db
      .prepare<[string], { page: number; bytes: number }>(
        `SELECT pageno AS page, pgsize AS bytes FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY path`,
      )
      .all(table)
    const middle = pages[Math.floor(pages.length / 2)]
    if (middle === undefined) throw new Error(`${table} has no leaf page`)
    return middle
  } finally {
    db.close()
  }
}
