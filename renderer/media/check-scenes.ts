import { sceneSchema } from '#shared/domain/scenes/scene.ts'
import type { CanvasSize, Scene } from '#shared/domain/scenes/scene.ts'
import { MediaError } from './media-error.ts'

/**
 * Checks what is given to an engine as the show's scenes: each valid, all of one canvas, no id twice.
 * Throws MediaError `invalidScene`. Without scenes the canvas stays as it is.
 */
export function checkScenes(
  scenes: readonly Scene[],
  canvasBefore: CanvasSize,
): { readonly scenes: readonly Scene[]; readonly canvas: CanvasSize; readonly resized: boolean } {
  const parsed = scenes.map((scene) => {
    const result = sceneSchema.safeParse(scene)
    if (!result.success) throw new MediaError('invalidScene', `Scene ${scene.name}: ${result.error.message}`)
    return result.data
  })
  const canvas = parsed[0]?.canvas ?? canvasBefore
  if (parsed.some((scene) => !sameSize(scene.canvas, canvas))) {
    throw new MediaError('invalidScene', 'The scenes have different canvases')
  }
  if (new Set(parsed.map((scene) => scene.id)).size !== parsed.length) {
    throw new MediaError('invalidScene', 'Two scenes have the same id')
  }
  return { scenes: parsed, canvas, resized: !sameSize(canvas, canvasBefore) }
}

const sameSize = (a: CanvasSize, b: CanvasSize): boolean => a.width === b.width && a.height === b.height
