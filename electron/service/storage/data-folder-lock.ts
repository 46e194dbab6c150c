import Database from 'better-sqlite3'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

import { StorageError, withStorageErrors } from './storage-error.ts'

/** A studio that is being shut down lets go within this; longer means that it is in use. */
const WAIT_MS = 3_000

/**
 * Makes this process the only writer of a data folder; returns what lets go of it. The lock is one that SQLite holds
 * on an empty database, so the system lets go of it with the process, however that ends. Throws StorageError `busy`
 * when another studio has the folder.
 */
export function lockDataFolder(dataDir: string): () => void {
  const file = join(dataDir, 'studio.lock')
  return withStorageErrors(file, () => {
    mkdirSync(dataDir, { recursive: true })
    const db = new Database(file, { timeout: WAIT_MS })
    try {
      db.exec('BEGIN EXCLUSIVE')
    } catch (error) {
      db.close()
      throw new StorageError(
        'busy',
        `another studio is running on ${dataDir}; close it, or use another folder`,
        error,
      )
    }
    return () => db.close()
  })
}
