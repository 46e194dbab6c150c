import { nextTurn } from './batch.ts'

/** Lets bytes out no faster than a limit that may change at any time. */
export interface Pace {
  /** Resolves when `bytes` may go. Rejects when aborted. */
  readonly take: (bytes: number, signal: AbortSignal) => Promise<void>
}

export interface PaceOptions {
  /** kbit/s; null: no limit; 0: what has begun ends slowly, since a connection cannot be held still. */
  readonly limitKbit: () => number | null
  readonly nowMs: () => number
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>
}

const SLOWEST_KBIT = 16

export function createPace({ limitKbit, nowMs, wait }: PaceOptions): Pace {
  let freeAtMs = 0
  return {
    take: async (bytes, signal) => {
      signal.throwIfAborted()
      const limit = limitKbit()
      if (limit === null) {
        freeAtMs = 0
        return nextTurn()
      }
      const now = nowMs()
      const startMs = Math.max(now, freeAtMs)
      freeAtMs = startMs + bytes / (Math.max(SLOWEST_KBIT, limit) / 8)
      if (startMs > now) await wait(startMs - now, signal)
    },
  }
}

/** Splits a body into pieces of about a fifth of a second each, so that the line is shared in between. */
export function pieceBytes(limitKbit: number | null): number {
  if (limitKbit === null) return 256 * 1024
  return Math.max(512, Math.min(64 * 1024, Math.round((limitKbit * 1_000) / 8 / 5)))
}
