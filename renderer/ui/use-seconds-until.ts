import { useCallback, useSyncExternalStore } from 'react'

import { subscribeToTicks } from '#renderer/session-client/ticks.ts'

/** Whole seconds until `untilMs` on this device's clock, at least 1 while it lies ahead, 0 afterwards or for null. */
export function useSecondsUntil(untilMs: number | null): number {
  const read = useCallback(
    () => (untilMs === null ? 0 : Math.max(0, Math.ceil((untilMs - Date.now()) / 1_000))),
    [untilMs],
  )
  return useSyncExternalStore(subscribeToTicks, read)
}
