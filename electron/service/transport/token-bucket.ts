/** `perSecond` in the long run, `burst` at once. */
export interface Rate {
  readonly perSecond: number
  readonly burst: number
}

/** Takes one token; false when there is none. A clock that goes back gives nothing and takes nothing. */
export function createTokenBucket({ perSecond, burst }: Rate, nowMs: () => number): () => boolean {
  let tokens = burst
  let lastMs = nowMs()
  return () => {
    const atMs = nowMs()
    tokens = Math.min(burst, tokens + (Math.max(0, atMs - lastMs) / 1_000) * perSecond)
    lastMs = atMs
    if (tokens < 1) return false
    tokens -= 1
    return true
  }
}
