import { createStore, type StoreApi } from 'zustand/vanilla'

import type { CameraSlot } from '#shared/domain/scenes/scene.ts'
import { toMediaError, type MediaError } from '#renderer/media/media-error.ts'
import type { Enhancement, MediaEngine } from '#renderer/media/port.ts'
import { recallEnhancement, rememberEnhancement } from './enhancement-memory.ts'

/** The picture as the camera gives it. */
export const UNENHANCED: Enhancement = {
  smooth: 0,
  whiten: 0,
  lowLight: false,
  denoise: false,
  color: false,
  background: 'none',
}

export interface EnhancementState {
  readonly wanted: Enhancement
  /** The pictures are shown without it, for comparison. */
  readonly original: boolean
  /** Why the last wish did not come true; `wanted` is back to what holds. */
  readonly problem: MediaError | null
}

/** Beauty and picture repair of one engine: set to what this computer remembers, and remembered from then on. */
export interface EnhancementDesk {
  readonly store: StoreApi<EnhancementState>
  readonly cameraSlots: readonly CameraSlot[]
  readonly change: (change: Partial<Enhancement>) => void
  readonly showOriginal: (on: boolean) => void
  readonly dispose: () => void
}

/** Null for an engine that enhances nothing. */
export function createEnhancementDesk(engine: MediaEngine): EnhancementDesk | null {
  const control = engine.enhancement
  if (!control) return null
  const store = createStore<EnhancementState>(() => ({
    wanted: recallEnhancement() ?? UNENHANCED,
    original: false,
    problem: null,
  }))
  let holds = UNENHANCED
  let working = false
  let again = false
  /** Chosen here, so worth remembering; what is merely recalled stays as it was written. */
  let chosen = false

  const liveSlots = (): readonly CameraSlot[] => {
    const { cameraSlots } = engine.getState()
    return control.cameraSlots.filter((slot) => cameraSlots[slot].status === 'live')
  }
  const refused = async (problem: MediaError): Promise<void> => {
    // Without a picture there is nothing to enhance yet: it is tried again with the first one.
    if (liveSlots().length === 0) return
    // A part may have been taken on all the same.
    await control.set(holds).catch(() => undefined)
    if (!again) store.setState({ wanted: holds, problem })
  }
  /** One wish at a time, and the newest wins: a slider on the move makes many. */
  const apply = async (): Promise<void> => {
    again = true
    if (working) return
    working = true
    while (again) {
      again = false
      const { wanted } = store.getState()
      try {
        await control.set(wanted)
        holds = wanted
      } catch (error) {
        await refused(toMediaError(error))
      }
    }
    working = false
    if (chosen) rememberEnhancement(store.getState().wanted)
  }

  let seen = liveSlots()
  const stop = engine.subscribe(() => {
    const before = seen
    seen = liveSlots()
    if (store.getState().wanted !== UNENHANCED && seen.some((slot) => !before.includes(slot))) void apply()
  })
  if (store.getState().wanted !== UNENHANCED) void apply()

  return {
    store,
    cameraSlots: control.cameraSlots,
    change: (change) => {
      store.setState(({ wanted }) => ({ wanted: { ...wanted, ...change }, problem: null }))
      chosen = true
      void apply()
    },
    showOriginal: (on) => {
      if (on === store.getState().original) return
      store.setState({ original: on })
      control.showOriginal(on).catch((error: unknown) => {
        store.setState({ original: false, problem: toMediaError(error) })
      })
    },
    dispose: stop,
  }
}
