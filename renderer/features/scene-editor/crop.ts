import type { PixelRect } from '#shared/domain/scenes/layout.ts'
import { edgesOf, MIN_LAYER_PX, type Handle } from '#shared/domain/scenes/resize.ts'
import { CROP_LIMIT, type CropInsets, type SceneLayer } from '#shared/domain/scenes/scene.ts'

/**
 * Drags an edge of the picture's frame by (dx, dy) px: inwards cuts the picture there, outwards brings back what was
 * cut; what stays visible stays where it is. `rect` is the layer's place in px.
 */
export function cropByHandle(
  layer: Pick<SceneLayer, 'cropInsets'>,
  rect: PixelRect,
  handle: Handle,
  by: { readonly dx: number; readonly dy: number },
): { readonly rect: PixelRect; readonly cropInsets: CropInsets } {
  const edges = edgesOf(handle)
  const { left, top, right, bottom } = layer.cropInsets
  const x = cropAxis(rect.x, rect.width, left, right, edges.left, edges.right, by.dx)
  const y = cropAxis(rect.y, rect.height, top, bottom, edges.top, edges.bottom, by.dy)
  return {
    rect: { x: x.start, y: y.start, width: x.size, height: y.size },
    cropInsets: { left: x.first, right: x.last, top: y.first, bottom: y.last },
  }
}

function cropAxis(
  start: number,
  size: number,
  first: number,
  last: number,
  dragsFirst: boolean,
  dragsLast: boolean,
  by: number,
): { start: number; size: number; first: number; last: number } {
  if (!dragsFirst && !dragsLast) return { start, size, first, last }
  /** The whole uncut picture at its present size. */
  const full = size / (1 - first - last)
  const cut = dragsFirst ? by : -by
  const already = (dragsFirst ? first : last) * full
  const most = Math.min(size - MIN_LAYER_PX, (CROP_LIMIT - first - last) * full)
  const taken = Math.max(-already, Math.min(most, cut))
  const share = taken / full
  return dragsFirst
    ? { start: start + taken, size: size - taken, first: Math.max(0, first + share), last }
    : { start, size: size - taken, first, last: Math.max(0, last + share) }
}
