import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { HANDLES, MIN_LAYER_PX } from '#shared/domain/scenes/resize.ts'
import { CROP_LIMIT, NO_CROP } from '#shared/domain/scenes/scene.ts'
import { cropByHandle } from './crop.ts'

const inset = fc.double({ min: 0, max: 0.4, noNaN: true })
const crop = fc.record({ left: inset, top: inset, right: inset, bottom: inset })
const rect = fc.record({
  x: fc.integer({ min: -300, max: 300 }),
  y: fc.integer({ min: -300, max: 300 }),
  width: fc.integer({ min: 40, max: 900 }),
  height: fc.integer({ min: 40, max: 900 }),
})
const by = fc.record({ dx: fc.integer({ min: -1500, max: 1500 }), dy: fc.integer({ min: -1500, max: 1500 }) })

describe('cropping by a handle', () => {
  it('cuts what the edge passes over, and no more than may be cut', () => {
    expect(
      cropByHandle({ cropInsets: NO_CROP }, { x: 0, y: 0, width: 400, height: 200 }, 'w', {
        dx: 100,
        dy: 50,
      }),
    ).toEqual({
      rect: { x: 100, y: 0, width: 300, height: 200 },
      cropInsets: { left: 0.25, top: 0, right: 0, bottom: 0 },
    })
    fc.assert(
      fc.property(crop, rect, fc.constantFrom(...HANDLES), by, (cropInsets, place, handle, move) => {
        const after = cropByHandle({ cropInsets }, place, handle, move)
        const { left, top, right, bottom } = after.cropInsets
        expect(Math.min(left, top, right, bottom)).toBeGreaterThanOrEqual(0)
        expect(Math.max(left + right, top + bottom)).toBeLessThanOrEqual(CROP_LIMIT + 1e-9)
        expect(Math.min(after.rect.width, after.rect.height)).toBeGreaterThanOrEqual(MIN_LAYER_PX - 1e-9)
      }),
    )
  })

  it('keeps what stays visible at its size and place', () => {
    fc.assert(
      fc.property(crop, rect, fc.constantFrom(...HANDLES), by, (cropInsets, place, handle, move) => {
        const after = cropByHandle({ cropInsets }, place, handle, move)
        const full = (width: number, { left, right }: typeof cropInsets): number => width / (1 - left - right)
        const start = (x: number, width: number, insets: typeof cropInsets): number =>
          x - insets.left * full(width, insets)
        expect(full(after.rect.width, after.cropInsets)).toBeCloseTo(full(place.width, cropInsets), 4)
        expect(start(after.rect.x, after.rect.width, after.cropInsets)).toBeCloseTo(
          start(place.x, place.width, cropInsets),
          4,
        )
      }),
    )
  })
})
