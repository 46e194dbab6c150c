import type { SceneCollection } from '#shared/domain/scenes/scene-collection.ts'

export type SaveProblem = 'tooLarge' | 'offline' | 'failed'

/** The scenes in use, and the way to change them for good: in the library, on preview and on programme. */
export interface SceneBook {
  /** On the canvas of the moment. */
  readonly collection: SceneCollection
  /** Null when it worked. Never throws. */
  readonly save: (next: SceneCollection) => Promise<SaveProblem | null>
}
