import type { PixelRect } from './layout.ts'
import type { MovingEdges } from './snap.ts'

/** The eight handles, by compass. */
export const HANDLES = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'] as const
export type Handle = (typeof HANDLES)[number]

/** A layer can be made this small and no smaller, in px of the canvas. */
export const MIN_LAYER_PX = 8

export const edgesOf = (handle: Handle): MovingEdges => ({
  left: handle.includes('w'),
  right: handle.includes('e'),
  top: handle.includes('n'),
  bottom: handle.includes('s'),
})

/**
 * Drags a handle of `rect` by (dx, dy) px. `keepAspect` holds the proportions (a side handle then grows the other
 * axis about its middle); `fromCentre` moves the opposite side as far the other way. Never smaller than MIN_LAYER_PX.
 */
export function resizeRect(
  rect: PixelRect,
  handle: Handle,
  by: { readonly dx: number; readonly dy: number },
  how: { readonly keepAspect: boolean; readonly fromCentre: boolean },
): PixelRect {
  const edges = edgesOf(handle)
  const reach = how.fromCentre ? 2 : 1
  const growX = edges.right ? by.dx : edges.left ? -by.dx : 0
  const growY = edges.bottom ? by.dy : edges.top ? -by.dy : 0
  let width = Math.max(MIN_LAYER_PX, rect.width + reach * growX)
  let height = Math.max(MIN_LAYER_PX, rect.height + reach * growY)
  if (how.keepAspect) {
    const aspect = rect.width / rect.height
    const corner = handle.length === 2
    // At a corner the axis that was dragged farther, in proportion, leads.
    const widthLeads = corner ? width / rect.width >= height / rect.height : edges.left || edges.right
    if (widthLeads) height = width / aspect
    else width = height * aspect
    const scale = Math.max(1, MIN_LAYER_PX / width, MIN_LAYER_PX / height)
    width *= scale
    height *= scale
  }
  return {
    x: anchored(rect.x, rect.width, width, edges.left, edges.right, how.fromCentre),
    y: anchored(rect.y, rect.height, height, edges.top, edges.bottom, how.fromCentre),
    width,
    height,
  }
}

/** Where an axis starts after its size changed: the side that was not dragged stays, or the middle does. */
function anchored(
  start: number,
  before: number,
  after: number,
  first: boolean,
  last: boolean,
  fromCentre: boolean,
): number {
  if (fromCentre || first === last) return start + (before - after) / 2
  return first ? start + before - after : start
}
