import { freeId } from './free-id.ts'
import { MAX_SCENES } from './scene-collection.ts'
import type { SceneCollection } from './scene-collection.ts'
import { SCENE_NAME_MAX } from './scene.ts'
import type { Scene } from './scene.ts'

/** Editing the list of scenes; like `edit-scene`, valid in and valid out, the same object when nothing changes. */

/** Adds a scene at the end, under a free id. Null when the collection is full. */
export function addScene(collection: SceneCollection, scene: Scene): [SceneCollection, string] | null {
  return insertScene(collection, scene, collection.scenes.length)
}

function insertScene(
  collection: SceneCollection,
  scene: Scene,
  at: number,
): [SceneCollection, string] | null {
  const { scenes, canvas } = collection
  if (scenes.length >= MAX_SCENES) return null
  const id = freeId(scene.id, new Set(scenes.map((other) => other.id)))
  return [{ ...collection, scenes: scenes.toSpliced(at, 0, { ...scene, id, canvas }) }, id]
}

/** Puts a copy right behind the scene. `name` is how the copy is called. Null when the collection is full. */
export function duplicateScene(
  collection: SceneCollection,
  sceneId: string,
  name: string,
): [SceneCollection, string] | null {
  const at = collection.scenes.findIndex(({ id }) => id === sceneId)
  const original = collection.scenes[at]
  if (!original) return null
  return insertScene(collection, { ...original, name: cleanName(name) || original.name }, at + 1)
}

/** Takes a scene out. The last one stays: a show without any scene has no picture. */
export function removeScene(collection: SceneCollection, sceneId: string): SceneCollection {
  const scenes = collection.scenes.filter(({ id }) => id !== sceneId)
  return scenes.length === 0 || scenes.length === collection.scenes.length
    ? collection
    : { ...collection, scenes }
}

/** An empty name leaves the old one. */
export function renameScene(collection: SceneCollection, sceneId: string, name: string): SceneCollection {
  const clean = cleanName(name)
  return editScene(collection, sceneId, (scene) =>
    clean === '' || clean === scene.name ? scene : { ...scene, name: clean },
  )
}

const cleanName = (name: string): string => name.trim().slice(0, SCENE_NAME_MAX).trim()

/** Moves a scene to a place in the number row, from 0; places beyond the ends count as the ends. */
export function moveScene(collection: SceneCollection, sceneId: string, to: number): SceneCollection {
  const { scenes } = collection
  const at = scenes.findIndex(({ id }) => id === sceneId)
  const scene = scenes[at]
  const place = Math.max(0, Math.min(scenes.length - 1, Math.trunc(to)))
  if (!scene || place === at) return collection
  return { ...collection, scenes: scenes.toSpliced(at, 1).toSpliced(place, 0, scene) }
}

/** Puts what `edit` makes of one scene in its place. */
export function editScene(
  collection: SceneCollection,
  sceneId: string,
  edit: (scene: Scene) => Scene,
): SceneCollection {
  const before = collection.scenes.find(({ id }) => id === sceneId)
  if (!before) return collection
  const after = edit(before)
  if (after === before) return collection
  return { ...collection, scenes: collection.scenes.map((scene) => (scene === before ? after : scene)) }
}
