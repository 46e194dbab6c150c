const FIRST_MS = 1000
const LONGEST_MS = 30_000
const JITTER = 0.25
/** A server may ask for more patience than a show has. */
const LONGEST_ASKED_MS = 10 * 60_000

/**
 * How long to wait before trying again after `failures` attempts in a row (from 1), in ms: 1, 2, 4 … 30 s, give or
 * take a quarter, so that studios cut off together do not come back together. `random` is from 0 to 1. What the
 * server asked for (`Retry-After`) is never undercut.
 */
export function retryDelayMs(failures: number, random: number, askedMs: number | null): number {
  const steady = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(30, Math.max(0, failures - 1)))
  const jittered = Math.round(steady * (1 + (random * 2 - 1) * JITTER))
  return Math.max(jittered, Math.min(askedMs ?? 0, LONGEST_ASKED_MS))
}
