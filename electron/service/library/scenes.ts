import { z } from 'zod'
import {
  assetIdsOf,
  sceneCollectionSchema,
  type SceneCollection,
} from '#shared/domain/scenes/scene-collection.ts'
import type { Settings } from './settings.ts'

/** The seller's scenes, which outlive the show. */
export interface SceneStore {
  /** Null while none have been saved (the starter scenes are then in use). */
  readonly get: () => SceneCollection | null
  readonly save: (collection: SceneCollection) => void
  /** The images the saved scenes show. */
  readonly assetIds: () => ReadonlySet<string>
}

const KEY = 'scenes'
/** Scenes of a newer studio, or damaged ones, are laid aside here instead of being written over. */
const UNREADABLE = 'scenes.unreadable'

export function sceneStore(settings: Settings): SceneStore {
  const get = (): SceneCollection | null => settings.get(KEY, sceneCollectionSchema)
  return {
    get,
    save: (collection) => {
      const stored = settings.get(KEY, z.unknown())
      if (stored !== null && !sceneCollectionSchema.safeParse(stored).success)
        settings.set(UNREADABLE, stored)
      settings.set(KEY, collection)
    },
    assetIds: () => new Set(assetIdsOf(get()?.scenes ?? [])),
  }
}
