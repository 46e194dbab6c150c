import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PixelRect } from './layout.ts'
import { edgesOf, HANDLES, MIN_LAYER_PX, resizeRect } from './resize.ts'
import { snapLines, snapRect, WHOLE } from './snap.ts'

const CANVAS = { width: 720, height: 1280 }
const rect: fc.Arbitrary<PixelRect> = fc.record({
  x: fc.integer({ min: -400, max: 1000 }),
  y: fc.integer({ min: -400, max: 1500 }),
  width: fc.integer({ min: MIN_LAYER_PX, max: 900 }),
  height: fc.integer({ min: MIN_LAYER_PX, max: 1400 }),
})
const others = fc.array(rect, { maxLength: 5 })
const threshold = fc.integer({ min: 0, max: 24 })
const moving = fc.constantFrom(WHOLE, ...HANDLES.map(edgesOf))

const ends = ({ x, y, width, height }: PixelRect): number[] => [x, y, x + width, y + height]

describe('snapping', () => {
  it('never moves an edge farther than the threshold, nor one that is not being moved', () => {
    fc.assert(
      fc.property(rect, moving, others, threshold, (before, edges, layers, within) => {
        const { rect: after } = snapRect(before, edges, snapLines(CANVAS, layers), within)
        const moved = ends(after).map((end, index) => Math.abs(end - (ends(before)[index] ?? NaN)))
        for (const by of moved) expect(by).toBeLessThanOrEqual(within + 1e-9)
        const free = [edges.left, edges.top, edges.right, edges.bottom]
        for (const [index, by] of moved.entries()) if (free[index] === false) expect(by).toBeLessThan(1e-9)
      }),
    )
  })

  it('draws a guide exactly where an edge or the middle lies', () => {
    fc.assert(
      fc.property(rect, moving, others, threshold, (before, edges, layers, within) => {
        const { rect: after, guides } = snapRect(before, edges, snapLines(CANVAS, layers), within)
        for (const { axis, at } of guides) {
          const [start, size] = axis === 'x' ? [after.x, after.width] : [after.y, after.height]
          const offsets = [start, start + size / 2, start + size].map((point) => Math.abs(point - at))
          expect(Math.min(...offsets)).toBeLessThan(0.02)
        }
      }),
    )
  })

  it('holds a layer to the edge, the centre and the edge of its neighbour', () => {
    const lines = snapLines(CANVAS, [{ x: 100, y: 200, width: 50, height: 60 }])
    const at = (x: number, y: number): PixelRect => ({ x, y, width: 200, height: 100 })
    expect(snapRect(at(4, 7), WHOLE, lines, 8).rect).toEqual(at(0, 0))
    expect(snapRect(at(263, 900), WHOLE, lines, 8)).toMatchObject({
      rect: { x: 260 },
      guides: [{ axis: 'x', at: 360 }],
    })
    expect(snapRect(at(155, 900), WHOLE, lines, 8).rect.x).toBe(150)
    expect(snapRect(at(170, 900), WHOLE, lines, 8)).toEqual({ rect: at(170, 900), guides: [] })
  })
})

describe('the handles', () => {
  const by = fc.record({ dx: fc.integer({ min: -900, max: 900 }), dy: fc.integer({ min: -900, max: 900 }) })
  const handle = fc.constantFrom(...HANDLES)

  it('keep the opposite side where it is, or the middle when asked', () => {
    fc.assert(
      fc.property(
        rect,
        handle,
        by,
        fc.boolean(),
        fc.boolean(),
        (before, grip, move, keepAspect, fromCentre) => {
          const after = resizeRect(before, grip, move, { keepAspect, fromCentre })
          const edges = edgesOf(grip)
          expect(Math.min(after.width, after.height)).toBeGreaterThanOrEqual(MIN_LAYER_PX - 1e-9)
          if (fromCentre) {
            expect(after.x + after.width / 2).toBeCloseTo(before.x + before.width / 2)
            expect(after.y + after.height / 2).toBeCloseTo(before.y + before.height / 2)
          } else {
            if (edges.right) expect(after.x).toBeCloseTo(before.x)
            if (edges.left) expect(after.x + after.width).toBeCloseTo(before.x + before.width)
            if (edges.bottom) expect(after.y).toBeCloseTo(before.y)
            if (edges.top) expect(after.y + after.height).toBeCloseTo(before.y + before.height)
          }
          if (keepAspect) expect(after.width / after.height).toBeCloseTo(before.width / before.height, 5)
        },
      ),
    )
  })
})
