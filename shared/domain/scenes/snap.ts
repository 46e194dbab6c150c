import type { PixelRect, PixelSize } from './layout.ts'

/** A line to draw while something is held to it: `at` px from the left (x) or the top (y) of the canvas. */
export interface Guide {
  readonly axis: 'x' | 'y'
  readonly at: number
}

/** The edges of a rectangle that move. All four, for a move of the whole. */
export interface MovingEdges {
  readonly left: boolean
  readonly right: boolean
  readonly top: boolean
  readonly bottom: boolean
}

export const WHOLE: MovingEdges = { left: true, right: true, top: true, bottom: true }

/** Where things line up, in px: edges, thirds and centre of the canvas; edges and centres of the other layers. */
export function snapLines(canvas: PixelSize, others: readonly PixelRect[]): { x: number[]; y: number[] } {
  const own = (length: number): number[] => [0, length / 3, length / 2, (2 * length) / 3, length]
  const x = own(canvas.width)
  const y = own(canvas.height)
  for (const rect of others) {
    x.push(rect.x, rect.x + rect.width / 2, rect.x + rect.width)
    y.push(rect.y, rect.y + rect.height / 2, rect.y + rect.height)
  }
  return { x: [...new Set(x)], y: [...new Set(y)] }
}

/**
 * Draws a rectangle (px) to lines no farther than `threshold` px: a move shifts it, a resize moves the edges in
 * question. Each axis goes to the line that is nearest; no edge goes farther than the threshold. `guides` are the
 * lines it then lies on.
 */
export function snapRect(
  rect: PixelRect,
  moving: MovingEdges,
  lines: { readonly x: readonly number[]; readonly y: readonly number[] },
  threshold: number,
): { readonly rect: PixelRect; readonly guides: Guide[] } {
  const x = snapAxis(rect.x, rect.width, moving.left, moving.right, lines.x, threshold)
  const y = snapAxis(rect.y, rect.height, moving.top, moving.bottom, lines.y, threshold)
  return {
    rect: { x: x.start, y: y.start, width: x.size, height: y.size },
    guides: [
      ...x.at.map((at): Guide => ({ axis: 'x', at })),
      ...y.at.map((at): Guide => ({ axis: 'y', at })),
    ],
  }
}

interface Snapped {
  readonly start: number
  readonly size: number
  readonly at: number[]
}

function snapAxis(
  start: number,
  size: number,
  first: boolean,
  last: boolean,
  lines: readonly number[],
  threshold: number,
): Snapped {
  const whole = first && last
  const points = [
    ...(first ? [start] : []),
    ...(whole ? [start + size / 2] : []),
    ...(last ? [start + size] : []),
  ]
  let by: number | null = null
  for (const point of points) {
    for (const line of lines) {
      const shift = line - point
      if (Math.abs(shift) <= threshold && (by === null || Math.abs(shift) < Math.abs(by))) by = shift
    }
  }
  if (by === null) return { start, size, at: [] }
  const shift = by
  const snapped = whole
    ? { start: start + shift, size }
    : first
      ? { start: start + shift, size: size - shift }
      : { start, size: size + shift }
  if (snapped.size < 1) return { start, size, at: [] }
  const after = points.map((point) => point + shift)
  return { ...snapped, at: lines.filter((line) => after.some((point) => Math.abs(point - line) < 0.01)) }
}
