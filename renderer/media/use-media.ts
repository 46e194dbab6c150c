import { useCallback, useSyncExternalStore } from 'react'
import type { MediaEngine, MediaState } from './port.ts'

/** The engine's state; the component draws again after every change of it. */
export function useMediaState(engine: MediaEngine): MediaState {
  const subscribe = useCallback((listener: () => void) => engine.subscribe(listener), [engine])
  const read = useCallback(() => engine.getState(), [engine])
  return useSyncExternalStore(subscribe, read)
}
