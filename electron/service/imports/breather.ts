import { performance } from 'node:perf_hooks'
import { setImmediate } from 'node:timers/promises'

/** The running show waits no longer than this for an import. */
const WORK_MS = 4

/** Makes long work stop for everything else after every few milliseconds. Rejects when the signal aborts. */
export function createBreather(signal?: AbortSignal): () => Promise<void> | undefined {
  let since = performance.now()
  return () => {
    if (performance.now() - since < WORK_MS) return undefined
    return pause()
  }

  async function pause(): Promise<void> {
    await setImmediate()
    signal?.throwIfAborted()
    since = performance.now()
  }
}
