import Database from 'better-sqlite3'
import { z } from 'zod'

/**
 * Why a database file cannot be used; closed.
 * `full`: no room on the disk. `damaged`: not readable as what it should be. `newerVersion`: written by a later
 * studio. `busy`: another process holds it. `readOnly`: no right to write. `missing`: no such file.
 */
export type StorageProblemKind = 'full' | 'damaged' | 'newerVersion' | 'busy' | 'readOnly' | 'io' | 'missing'

/** A database file could not be used; the SQLite or system error is the cause. */
export class StorageError extends Error {
  override readonly name: string = 'StorageError'
  readonly kind: StorageProblemKind

  constructor(kind: StorageProblemKind, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.kind = kind
  }
}

/** Primary result codes of SQLite (https://sqlite.org/rescode.html); extended codes start with one of them. */
const KINDS: readonly (readonly [string, StorageProblemKind])[] = [
  ['SQLITE_FULL', 'full'],
  // The shared-memory file of the WAL could not grow: on a full disk this is where it shows first.
  ['SQLITE_IOERR_SHMSIZE', 'full'],
  ['SQLITE_CORRUPT', 'damaged'],
  ['SQLITE_NOTADB', 'damaged'],
  ['SQLITE_IOERR_SHORT_READ', 'damaged'],
  ['SQLITE_IOERR_DATA', 'damaged'],
  ['SQLITE_BUSY', 'busy'],
  ['SQLITE_LOCKED', 'busy'],
  ['SQLITE_PROTOCOL', 'busy'],
  ['SQLITE_READONLY', 'readOnly'],
  ['SQLITE_PERM', 'readOnly'],
  ['SQLITE_AUTH', 'readOnly'],
]

const SYSTEM_KINDS: Readonly<Record<string, StorageProblemKind>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  ENOENT: 'missing',
  EACCES: 'readOnly',
  EPERM: 'readOnly',
  EROFS: 'readOnly',
}

/** The kind of a failure of SQLite, a stored row or the file system; null when `error` is none and so a bug of ours. */
export function storageProblemOf(error: unknown): StorageProblemKind | null {
  if (error instanceof StorageError) return error.kind
  // A row that its schema does not let pass: the file does not hold what it should.
  if (error instanceof z.ZodError) return 'damaged'
  if (error instanceof Database.SqliteError) {
    if (error.message === 'malformed JSON') return 'damaged'
    return KINDS.find(([code]) => error.code.startsWith(code))?.[1] ?? 'io'
  }
  if (error instanceof Error && 'code' in error && typeof error.code === 'string' && 'syscall' in error) {
    return SYSTEM_KINDS[error.code] ?? 'io'
  }
  return null
}

/** Runs `action`; failures of SQLite, of rows and of the file system come out as StorageError, bugs as they are. */
export function withStorageErrors<Value>(file: string, action: () => Value): Value {
  try {
    return action()
  } catch (error) {
    const kind = storageProblemOf(error)
    if (kind === null || error instanceof StorageError) throw error
    throw new StorageError(kind, `${file}: ${messageOf(error)}`, error)
  }
}

/** What went wrong, in words for logs and messages. */
export function messageOf(error: unknown): string {
  if (error instanceof z.ZodError) return z.prettifyError(error)
  return error instanceof Error ? error.message : String(error)
}
