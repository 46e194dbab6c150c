/** How much comes through in a second, without the time that was waited. */
export interface Rate {
  readonly add: (amount: number) => void
  /** Nothing is being sent from here until the next `add` or `go`. */
  readonly rest: () => void
  readonly go: () => void
  /** Null before anything can be said. */
  readonly perSecond: () => number | null
}

/** What was long ago counts less: half as much after this. */
const HALF_LIFE_MS = 20_000
const FIRST_WORD_MS = 500

export function createRate(nowMs: () => number): Rate {
  let amount = 0
  let workedMs = 0
  let sinceMs: number | null = null

  const settle = (): void => {
    if (sinceMs === null) return
    const now = nowMs()
    const passed = Math.max(0, now - sinceMs)
    const fade = 0.5 ** (passed / HALF_LIFE_MS)
    amount *= fade
    workedMs = workedMs * fade + passed
    sinceMs = now
  }
  return {
    add: (more) => {
      settle()
      sinceMs ??= nowMs()
      amount += more
    },
    rest: () => {
      settle()
      sinceMs = null
    },
    go: () => {
      sinceMs ??= nowMs()
    },
    perSecond: () => (workedMs < FIRST_WORD_MS || amount <= 0 ? null : (amount / workedMs) * 1_000),
  }
}

/** How long amounts take at their rates (per second), in ms; null while one of those that matter is not known. */
export function timeLeftMs(
  ...parts: readonly (readonly [left: number, perSecond: number | null])[]
): number | null {
  let seconds = 0
  for (const [left, perSecond] of parts) {
    if (left <= 0) continue
    if (perSecond === null) return null
    seconds += left / perSecond
  }
  return Math.round(seconds * 1_000)
}
