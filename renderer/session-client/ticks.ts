const TICK_MS = 250
const tickListeners = new Set<() => void>()
let ticking: ReturnType<typeof setInterval> | null = null

/** One interval for all countdowns of the page: they turn over together and cost one wake-up. */
export function subscribeToTicks(listener: () => void): () => void {
  tickListeners.add(listener)
  ticking ??= setInterval(() => {
    for (const tick of tickListeners) tick()
  }, TICK_MS)
  return () => {
    tickListeners.delete(listener)
    if (tickListeners.size === 0 && ticking !== null) {
      clearInterval(ticking)
      ticking = null
    }
  }
}
