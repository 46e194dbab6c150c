import { setTimeout as sleep } from 'node:timers/promises'

import { backOffMs } from './back-off.ts'
import { passes, SyncError } from './sync-error.ts'

export interface PatienceOptions {
  readonly signal: AbortSignal
  readonly random: () => number
  /** Grows with everything that came through: then the first delay is short again. */
  readonly progressed: () => number
  /** Told before each wait. */
  readonly onWait: (error: SyncError, delayMs: number) => void
  /** Without any progress for longer than this (ms), the last failure is thrown; null: never. */
  readonly giveUpAfterMs: number | null
  readonly nowMs: () => number
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>
}

/** Does the work again and again while it fails by what passes. Throws everything else, and `cancelled`. */
export async function withPatience(work: () => Promise<void>, options: PatienceOptions): Promise<void> {
  const { signal, wait = abortableWait } = options
  let attempt = 0
  let progress = options.progressed()
  let sinceMs = options.nowMs()
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof SyncError) || !passes(error) || signal.aborted) throw error
      if (options.progressed() !== progress) {
        progress = options.progressed()
        attempt = 0
        sinceMs = options.nowMs()
      }
      const delayMs = backOffMs(attempt++, options.random, error.retryAfterMs)
      const { giveUpAfterMs } = options
      if (giveUpAfterMs !== null && options.nowMs() + delayMs - sinceMs > giveUpAfterMs) throw error
      options.onWait(error, delayMs)
      await wait(delayMs, signal)
    }
  }
}

/** Rejects with SyncError `cancelled` when aborted. */
export async function abortableWait(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal })
  } catch {
    throw new SyncError('cancelled')
  }
}
