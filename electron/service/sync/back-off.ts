const FIRST_MS = 1_000
const CAP_MS = 5 * 60_000
/** What a server may ask for at most: a mistyped header must not stop syncing for a year. */
const RETRY_AFTER_MAX_MS = 3_600_000

/**
 * How long to wait before attempt `attempt` + 1 (the first failure is attempt 0): 1, 2, 4 … s up to five minutes, half
 * of it drawn by `random` (in [0, 1)) so that studios that failed together do not come back together. Never sooner
 * than the server asked.
 */
export function backOffMs(attempt: number, random: () => number, askedMs: number | null): number {
  const whole = Math.min(CAP_MS, FIRST_MS * 2 ** Math.min(attempt, 20))
  const drawn = whole / 2 + random() * (whole / 2)
  if (askedMs === null) return Math.round(drawn)
  return Math.round(Math.min(RETRY_AFTER_MAX_MS, askedMs) + random() * Math.min(whole / 2, 1_000))
}

/** `Retry-After` (RFC 9110 §10.2.3): seconds or a date; null when it is neither. */
export function retryAfterMs(header: string | undefined, nowMs: number): number | null {
  const text = header?.trim() ?? ''
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000
  const atMs = text === '' ? Number.NaN : Date.parse(text)
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - nowMs)
}
