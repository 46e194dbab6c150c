import { isPortrait, RECT_LIMIT } from './scene.ts'
import type { CanvasSize, Scene, SceneLayer, SceneRect } from './scene.ts'
import { sceneFromTemplate, TEMPLATE_IDS } from './templates.ts'

const NO_WORDS = { startingSoon: { title: '', note: '' }, backSoon: { title: '', note: '' } }
const SAME = 0.002

/**
 * Brings a scene to another canvas. Between canvases of one orientation nothing moves. From upright to across (and
 * back) a scene that still has the places of a template gets that template's places for the new shape. In any other,
 * layers that fill an axis go on filling it, rows of pictures become columns, and the rest keep their size in terms of
 * the shorter side and their distance to the nearer edges. What layers show never changes.
 */
export function convertCanvas(scene: Scene, canvas: CanvasSize): Scene {
  if (isPortrait(scene.canvas) === isPortrait(canvas)) return { ...scene, canvas }
  const places =
    templatePlaces(scene, canvas) ?? scene.layers.map((layer) => convertRect(layer, scene, canvas))
  return {
    ...scene,
    canvas,
    layers: scene.layers.map((layer, index) => ({ ...layer, rect: places[index] ?? layer.rect })),
  }
}

/** The rectangles of the template this scene has kept, for the new canvas; null when it has gone its own way. */
function templatePlaces(scene: Scene, canvas: CanvasSize): SceneRect[] | null {
  for (const template of TEMPLATE_IDS) {
    const on = (size: CanvasSize): Scene => sceneFromTemplate(template, { ...scene, canvas: size }, NO_WORDS)
    const before = on(scene.canvas).layers
    if (before.length !== scene.layers.length) continue
    const kept = scene.layers.every((layer, index) => {
      const original = before[index]
      return original?.id === layer.id && sameRect(original.rect, layer.rect)
    })
    if (kept) return on(canvas).layers.map(({ rect }) => rect)
  }
  return null
}

const sameRect = (a: SceneRect, b: SceneRect): boolean =>
  [a.x - b.x, a.y - b.y, a.width - b.width, a.height - b.height].every((by) => Math.abs(by) < SAME)

function convertRect(layer: SceneLayer, { canvas: from }: Scene, to: CanvasSize): SceneRect {
  const { rect } = layer
  const [across, along]: [Axis, Axis] = isPortrait(from) ? ['x', 'y'] : ['y', 'x']
  const tiles = ['camera', 'screen', 'image'].includes(layer.source.kind)
  if (tiles && fills(rect, across) && !fills(rect, along) && sizeOn(rect, along) >= 0.25) {
    return { x: rect.y, y: rect.x, width: rect.height, height: rect.width }
  }
  const scale = Math.min(to.width, to.height) / Math.min(from.width, from.height)
  const x = convertAxis(rect.x, rect.width, from.width, to.width, scale)
  const y = convertAxis(rect.y, rect.height, from.height, to.height, scale)
  return { x: x.start, y: y.start, width: x.size, height: y.size }
}

type Axis = 'x' | 'y'
const sizeOn = (rect: SceneRect, axis: Axis): number => (axis === 'x' ? rect.width : rect.height)
const fills = (rect: SceneRect, axis: Axis): boolean =>
  rect[axis] <= SAME && rect[axis] + sizeOn(rect, axis) >= 1 - SAME

/** One axis: fractions in, fractions out, lengths kept in px of the shorter side. */
function convertAxis(
  start: number,
  size: number,
  fromPx: number,
  toPx: number,
  scale: number,
): { start: number; size: number } {
  if (start <= SAME && start + size >= 1 - SAME) return { start, size }
  const ratio = (fromPx * scale) / toPx
  const after = Math.min(1, size * ratio)
  const room = 1 - after
  const gapBefore = start * ratio
  const gapAfter = (1 - start - size) * ratio
  // Nearly in the middle stays in the middle; else the nearer edge holds the layer.
  if (Math.abs(gapBefore - gapAfter) <= 0.02) return { start: room / 2, size: after }
  const held = gapBefore < gapAfter ? gapBefore : room - gapAfter
  return { start: Math.max(-RECT_LIMIT, Math.min(RECT_LIMIT, held)), size: after }
}
