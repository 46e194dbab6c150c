import { messageOf, StorageError, storageProblemOf } from '../storage/storage-error.ts'
import type { LogProblemKind } from './log-types.ts'

/** A session log could not be read or written. The SQLite or parse error is the cause. */
export class LogError extends Error {
  override readonly name = 'LogError'
  readonly kind: LogProblemKind

  constructor(kind: LogProblemKind, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.kind = kind
  }
}

/** Runs `action`; failures of storage come out as LogError with the SQLite error as cause, bugs as they are. */
export function withLogErrors<Value>(file: string, action: () => Value): Value {
  try {
    return action()
  } catch (error) {
    const kind = storageProblemOf(error)
    if (kind === null) throw error
    if (error instanceof StorageError) throw new LogError(kind, error.message, error.cause ?? error)
    throw new LogError(kind, `${file}: ${messageOf(error)}`, error)
  }
}
