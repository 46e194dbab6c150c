import { defaultCardPlace } from './card-place.ts'
import { freeId } from './free-id.ts'
import { CROP_LIMIT, isPortrait, LAYER_NAME_MAX, MAX_LAYERS, RECT_LIMIT } from './scene.ts'
import type { CanvasSize, CropInsets, LayerSource, Scene, SceneLayer, SceneRect } from './scene.ts'
import { plainLayer } from './templates.ts'

/**
 * Editing a scene. Every operation takes a valid scene and gives a valid one: values out of range are brought to the
 * nearest that is allowed, and one that cannot be done (or changes nothing) gives back the same object.
 */

/** Smallest share of the canvas a layer may take up on an axis. */
const MIN_SIZE = 0.002

const between = (value: number, min: number, max: number): number =>
  Number.isFinite(value) ? Math.max(min, Math.min(max, value)) : min

const clampRect = ({ x, y, width, height }: SceneRect): SceneRect => ({
  x: between(x, -RECT_LIMIT, RECT_LIMIT),
  y: between(y, -RECT_LIMIT, RECT_LIMIT),
  width: between(width, MIN_SIZE, RECT_LIMIT),
  height: between(height, MIN_SIZE, RECT_LIMIT),
})

/** Opposite sides that would leave nothing are cut in proportion. */
function clampCrop(crop: CropInsets): CropInsets {
  const pair = (a: number, b: number): [number, number] => {
    const [first, second] = [between(a, 0, CROP_LIMIT), between(b, 0, CROP_LIMIT)]
    const over = (first + second) / CROP_LIMIT
    // A hair below the limit, so that rounding cannot carry the sum over it.
    return over > 1 ? [(first / over) * (1 - 1e-9), (second / over) * (1 - 1e-9)] : [first, second]
  }
  const [left, right] = pair(crop.left, crop.right)
  const [top, bottom] = pair(crop.top, crop.bottom)
  return { left, top, right, bottom }
}

export interface LayerPatch {
  readonly source?: LayerSource
  readonly rect?: SceneRect
  readonly fit?: SceneLayer['fit']
  readonly cropInsets?: CropInsets
  readonly opacity?: number
  readonly mirror?: boolean
  readonly cornerRadius?: number
  /** Empty takes the name away. */
  readonly name?: string
  readonly hidden?: boolean
}

/** Changes what a patch names of one layer. */
export function updateLayer(scene: Scene, layerId: string, patch: LayerPatch): Scene {
  const before = scene.layers.find(({ id }) => id === layerId)
  if (!before) return scene
  const { name, hidden, rect, cropInsets, opacity, cornerRadius, ...plain } = patch
  const { name: oldName, hidden: oldHidden, ...rest } = before
  const newName = (name ?? oldName ?? '').trim().slice(0, LAYER_NAME_MAX).trim()
  const after: SceneLayer = {
    ...rest,
    ...plain,
    ...(rect ? { rect: clampRect(rect) } : {}),
    ...(cropInsets ? { cropInsets: clampCrop(cropInsets) } : {}),
    ...(opacity === undefined ? {} : { opacity: between(opacity, 0, 1) }),
    ...(cornerRadius === undefined ? {} : { cornerRadius: between(cornerRadius, 0, 1) }),
    ...(newName === '' ? {} : { name: newName }),
    ...((hidden ?? oldHidden) === true ? { hidden: true } : {}),
  }
  if (JSON.stringify(sorted(after)) === JSON.stringify(sorted(before))) return scene
  return { ...scene, layers: scene.layers.map((layer) => (layer.id === layerId ? after : layer)) }
}

const sorted = (layer: SceneLayer): unknown[] =>
  Object.entries(layer).toSorted(([a], [b]) => (a < b ? -1 : 1))

/** Layers from the one nearest to the viewer to the farthest, as a list shows them. */
export function frontToBack(scene: Scene): SceneLayer[] {
  return scene.layers.toSorted((a, b) => a.z - b.z).toReversed()
}

/** Puts the layers into this order, nearest first; layers the list does not name come behind. */
export function orderLayers(scene: Scene, idsFrontToBack: readonly string[]): Scene {
  const present = frontToBack(scene)
  const named = idsFrontToBack.flatMap((id) => present.find((layer) => layer.id === id) ?? [])
  const rest = present.filter((layer) => !named.includes(layer))
  const layers = [...new Set([...named, ...rest])].toReversed().map((layer, z) => ({ ...layer, z }))
  const same = layers.every(
    ({ id, z }, index) => scene.layers[index]?.id === id && scene.layers[index].z === z,
  )
  return same ? scene : { ...scene, layers }
}

/** Moves a layer by `steps` towards the viewer (positive) or away. */
export function moveLayer(scene: Scene, layerId: string, steps: number): Scene {
  const ids = frontToBack(scene).map(({ id }) => id)
  const at = ids.indexOf(layerId)
  const to = between(at - steps, 0, ids.length - 1)
  if (at < 0 || to === at) return scene
  return orderLayers(scene, ids.toSpliced(at, 1).toSpliced(to, 0, layerId))
}

/** Adds a layer in front of all others, at `rect` or where its source usually goes. Null when the scene is full. */
export function addLayer(scene: Scene, source: LayerSource, rect?: SceneRect): [Scene, string] | null {
  if (scene.layers.length >= MAX_LAYERS) return null
  const id = freeId(source.kind, new Set(scene.layers.map((layer) => layer.id)))
  const place = clampRect(rect ?? usualPlace(source, scene.canvas))
  const fit = source.kind === 'camera' ? 'cover' : 'contain'
  const added = {
    ...scene,
    layers: [...inFront(scene), plainLayer(id, source, place, { fit, z: MAX_LAYERS })],
  }
  return [orderLayers(added, []), id]
}

const inFront = (scene: Scene): SceneLayer[] => frontToBack(scene).toReversed()

function usualPlace(source: LayerSource, canvas: CanvasSize): SceneRect {
  const portrait = isPortrait(canvas)
  switch (source.kind) {
    case 'product':
    case 'wall':
      return defaultCardPlace(source.kind, canvas)
    case 'text':
      return { x: 0.1, y: 0.44, width: 0.8, height: portrait ? 0.1 : 0.16 }
    case 'camera':
    case 'screen':
    case 'image':
    case 'color':
      return portrait
        ? { x: 0.2, y: 0.35, width: 0.6, height: 0.3 }
        : { x: 0.3, y: 0.25, width: 0.4, height: 0.5 }
    default:
      throw new Error(`Unknown source ${String(source satisfies never)}`)
  }
}

export function removeLayer(scene: Scene, layerId: string): Scene {
  const layers = scene.layers.filter(({ id }) => id !== layerId)
  return layers.length === scene.layers.length ? scene : { ...scene, layers }
}

/** Puts a copy right in front of the layer, a little to the lower right. Null when the scene is full. */
export function duplicateLayer(scene: Scene, layerId: string): [Scene, string] | null {
  const original = scene.layers.find(({ id }) => id === layerId)
  if (!original || scene.layers.length >= MAX_LAYERS) return null
  const id = freeId(layerId, new Set(scene.layers.map((layer) => layer.id)))
  const { x, y } = original.rect
  const copy = { ...original, id, rect: clampRect({ ...original.rect, x: x + 0.03, y: y + 0.03 }) }
  const order = frontToBack(scene).flatMap((layer) => (layer.id === layerId ? [id, layerId] : [layer.id]))
  return [orderLayers({ ...scene, layers: [...scene.layers, copy] }, order), id]
}
