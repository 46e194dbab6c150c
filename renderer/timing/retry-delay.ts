const JITTER = 0.25
/** A server may ask for more patience than a show has. */
const LONGEST_ASKED_MS = 10 * 60_000

interface RetryDelay {
  readonly firstMs?: number
  readonly longestMs?: number
  /** What the other end asked for, in ms; null: nothing. */
  readonly askedMs?: number | null
}

/**
 * How long to wait before trying again after `failures` attempts in a row (from 1), in ms: 1, 2, 4 … 30 s unless told
 * otherwise, give or take a quarter, so that studios cut off together do not come back together. `random` is from 0
 * to 1; 0.5 leaves the delay as it is. What the other end asked for (`Retry-After`) is never undercut.
 */
export function retryDelayMs(
  failures: number,
  random: number,
  { firstMs = 1000, longestMs = 30_000, askedMs = null }: RetryDelay = {},
): number {
  const steady = Math.min(longestMs, firstMs * 2 ** Math.max(0, failures - 1))
  const jittered = Math.round(steady * (1 + (random * 2 - 1) * JITTER))
  return Math.max(jittered, Math.min(askedMs ?? 0, LONGEST_ASKED_MS))
}
