import type { SceneCollection } from '#shared/domain/scenes/scene-collection.ts'
import type { Scene } from '#shared/domain/scenes/scene.ts'

/**
 * The scenes in use with the one on preview as it is being drafted. What viewers see stays as it was saved, and so does
 * every other scene: somebody may take it at this moment from a keypad.
 */
export function withDraftOnPreview(
  inUse: SceneCollection,
  draft: SceneCollection,
  onAir: { readonly programSceneId: string | null; readonly previewSceneId: string | null },
): readonly Scene[] {
  const { programSceneId, previewSceneId } = onAir
  if (previewSceneId === null || previewSceneId === programSceneId) return inUse.scenes
  const drafted = draft.scenes.find(({ id }) => id === previewSceneId)
  if (!drafted) return inUse.scenes
  return inUse.scenes.map((scene) => (scene.id === previewSceneId ? drafted : scene))
}
