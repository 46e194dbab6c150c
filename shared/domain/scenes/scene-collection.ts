import { z } from 'zod'
import { convertCanvas } from './convert-canvas.ts'
import { freeId } from './free-id.ts'
import { canvasSchema, sceneSchema } from './scene.ts'
import type { CanvasSize, Scene } from './scene.ts'
import { transitionSchema } from './transition.ts'

export const MAX_SCENES = 24

/** All scenes of a seller and how one goes over into the next; `version` 1. Every scene has the collection's canvas. */
export const sceneCollectionSchema = z
  .object({
    format: z.literal('huitou-scenes'),
    version: z.literal(1),
    canvas: canvasSchema,
    scenes: z.array(sceneSchema).min(1).max(MAX_SCENES),
    transition: transitionSchema,
  })
  .superRefine(({ canvas, scenes }, context) => {
    const seen = new Set<string>()
    for (const [index, scene] of scenes.entries()) {
      if (seen.has(scene.id)) {
        context.addIssue({
          code: 'custom',
          path: ['scenes', index, 'id'],
          message: 'Two scenes have the same id',
        })
      }
      seen.add(scene.id)
      if (scene.canvas.width !== canvas.width || scene.canvas.height !== canvas.height) {
        const message = 'The scene has another canvas than the collection'
        context.addIssue({ code: 'custom', path: ['scenes', index, 'canvas'], message })
      }
    }
  })
export type SceneCollection = z.infer<typeof sceneCollectionSchema>

export function sceneCollection(
  canvas: CanvasSize,
  scenes: readonly Scene[],
  transition: SceneCollection['transition'],
): SceneCollection {
  return { format: 'huitou-scenes', version: 1, canvas, scenes: [...scenes], transition }
}

/** The same scenes on another canvas. */
export function convertCollection(collection: SceneCollection, canvas: CanvasSize): SceneCollection {
  return { ...collection, canvas, scenes: collection.scenes.map((scene) => convertCanvas(scene, canvas)) }
}

/** The ids of the images the scenes show, each once. */
export function assetIdsOf(scenes: readonly Scene[]): string[] {
  const ids = scenes.flatMap(({ layers }) =>
    layers.flatMap(({ source }) => (source.kind === 'image' ? [source.assetId] : [])),
  )
  return [...new Set(ids)]
}

/**
 * Puts imported scenes behind the present ones, or in their place, on the present canvas. Ids that are taken get a new
 * one, so no present scene is overwritten. Null when there would be more than MAX_SCENES.
 */
export function joinScenes(
  present: SceneCollection,
  imported: SceneCollection,
  how: 'add' | 'replace',
): SceneCollection | null {
  const scenes = how === 'add' ? [...present.scenes] : []
  for (const scene of imported.scenes) {
    const id = freeId(scene.id, new Set(scenes.map((other) => other.id)))
    scenes.push(convertCanvas({ ...scene, id }, present.canvas))
  }
  if (scenes.length > MAX_SCENES) return null
  return { ...present, scenes, transition: how === 'replace' ? imported.transition : present.transition }
}
