import type { SyncStatus } from '#shared/protocol/sync.ts'
import type { Clock, TimerHandle } from '../clock.ts'
import { StorageError } from '../storage/storage-error.ts'

const EVERY_MS = 500

export interface Teller {
  /** Something may have changed; it is told after this at the latest. */
  readonly tell: (afterMs?: number) => void
  readonly close: () => void
}

/** Tells a status when it is another than the last, not more often than twice a second. */
export function createTeller(options: {
  readonly clock: Clock
  readonly status: () => SyncStatus
  readonly onStatus: (status: SyncStatus) => void
  readonly onError: (error: StorageError) => void
}): Teller {
  let told = ''
  let planned: (TimerHandle & { readonly atMs: number }) | null = null
  let closed = false

  const say = (): void => {
    planned = null
    try {
      const news = options.status()
      const text = JSON.stringify(news)
      if (text === told) return
      told = text
      options.onStatus(news)
    } catch (error) {
      if (!(error instanceof StorageError)) throw error
      options.onError(error)
    }
  }
  return {
    tell: (afterMs = EVERY_MS) => {
      if (closed) return
      const atMs = options.clock.nowMs() + afterMs
      if (planned !== null && planned.atMs <= atMs) return
      planned?.cancel()
      planned = { ...options.clock.setTimeout(say, afterMs), atMs }
    },
    close: () => {
      closed = true
      planned?.cancel()
    },
  }
}
