import { isPortrait } from './scene.ts'
import type { CanvasSize, Scene, SceneRect } from './scene.ts'

/** The sources that are cards: the show fills them, a scene only says where they go. */
export type CardKind = 'wall' | 'product'

/**
 * Portrait: the wall stands above the lower third, where phones lay the chat and the buttons over the picture; the
 * product to the upper left, below the title bar of a phone. Landscape: wall lower left, product lower right.
 */
const PLACES: Readonly<Record<CardKind, { portrait: SceneRect; landscape: SceneRect }>> = {
  wall: {
    portrait: { x: 0.05, y: 0.36, width: 0.9, height: 0.27 },
    landscape: { x: 0.04, y: 0.58, width: 0.56, height: 0.36 },
  },
  product: {
    portrait: { x: 0.04, y: 0.09, width: 0.53, height: 0.13 },
    landscape: { x: 0.66, y: 0.76, width: 0.31, height: 0.19 },
  },
}

/** Where a card stands unless a scene places it: a fraction of the canvas. */
export function defaultCardPlace(kind: CardKind, canvas: CanvasSize): SceneRect {
  return PLACES[kind][isPortrait(canvas) ? 'portrait' : 'landscape']
}

/**
 * Where a scene shows a card, or null if it does not. The wall card is shown in every scene that does not hide it; the
 * product card only where a scene asks for it. Of several layers of one kind the first counts.
 */
export function cardPlaceOf(scene: Scene, kind: CardKind): SceneRect | null {
  const layer = scene.layers.find(({ source }) => source.kind === kind)
  if (layer) return layer.hidden === true ? null : layer.rect
  return kind === 'wall' ? defaultCardPlace(kind, scene.canvas) : null
}
