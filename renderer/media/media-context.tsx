import { createContext, use, useCallback, useSyncExternalStore, type ReactNode } from 'react'

import type { MediaState } from './media-state.ts'
import type { MediaEngine } from './port.ts'

const MediaContext = createContext<MediaEngine | null>(null)

export function MediaProvider({ engine, children }: { engine: MediaEngine; children: ReactNode }) {
  return <MediaContext value={engine}>{children}</MediaContext>
}

/** The engine of the screen this component stands in. Throws outside a MediaProvider. */
export function useMediaEngine(): MediaEngine {
  const engine = use(MediaContext)
  if (engine === null) throw new Error('useMediaEngine needs a MediaProvider above it')
  return engine
}

/** Selects from the engine's state. The selector must return a stable value for an unchanged state. */
export function useMedia<Selected>(selector: (state: MediaState) => Selected): Selected {
  const engine = useMediaEngine()
  const subscribe = useCallback((listener: () => void) => engine.subscribe(listener), [engine])
  return useSyncExternalStore(subscribe, () => selector(engine.getState()))
}
