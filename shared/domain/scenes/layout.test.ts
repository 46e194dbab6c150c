import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitPicture, layoutScene, toPixelRect } from './layout.ts'
import type { PixelRect } from './layout.ts'
import { NO_CROP, PORTRAIT_CANVAS } from './scene.ts'
import type { CropInsets, Scene } from './scene.ts'
import { sideBySide, singleCamera } from './templates.ts'

const size = fc.record({
  width: fc.integer({ min: 2, max: 4096 }),
  height: fc.integer({ min: 2, max: 4096 }),
})
const inset = fc.double({ min: 0, max: 0.47, noNaN: true })
const crop: fc.Arbitrary<CropInsets> = fc.record({ left: inset, top: inset, right: inset, bottom: inset })
const area: fc.Arbitrary<PixelRect> = fc.record({
  x: fc.integer({ min: -2000, max: 2000 }),
  y: fc.integer({ min: -2000, max: 2000 }),
  width: fc.integer({ min: 1, max: 4096 }),
  height: fc.integer({ min: 1, max: 4096 }),
})
const fit = fc.constantFrom('cover' as const, 'contain' as const)

const SLACK = 1e-6
function inside(inner: PixelRect, outer: PixelRect): boolean {
  const slack = SLACK * Math.max(1, outer.width, outer.height)
  return (
    inner.x >= outer.x - slack &&
    inner.y >= outer.y - slack &&
    inner.x + inner.width <= outer.x + outer.width + slack &&
    inner.y + inner.height <= outer.y + outer.height + slack
  )
}

describe('fitting a picture', () => {
  it('never reaches outside the cropped source nor outside the target', () => {
    fc.assert(
      fc.property(size, crop, fit, area, (picture, cropInsets, how, target) => {
        const placed = fitPicture(picture, cropInsets, how, target)
        const cropped = {
          x: picture.width * cropInsets.left,
          y: picture.height * cropInsets.top,
          width: picture.width * (1 - cropInsets.left - cropInsets.right),
          height: picture.height * (1 - cropInsets.top - cropInsets.bottom),
        }
        expect(inside(placed.source, cropped)).toBe(true)
        expect(inside(placed.target, target)).toBe(true)
      }),
    )
  })

  it('keeps proportions: both axes are scaled alike', () => {
    fc.assert(
      fc.property(size, crop, fit, area, (picture, cropInsets, how, target) => {
        const placed = fitPicture(picture, cropInsets, how, target)
        const scaleX = placed.target.width / placed.source.width
        const scaleY = placed.target.height / placed.source.height
        expect(Math.abs(scaleX / scaleY - 1)).toBeLessThan(SLACK)
      }),
    )
  })

  it('cover fills the target, contain shows the whole source', () => {
    fc.assert(
      fc.property(size, area, (picture, target) => {
        expect(fitPicture(picture, NO_CROP, 'cover', target).target).toEqual(target)
        expect(fitPicture(picture, NO_CROP, 'contain', target).source).toEqual({ x: 0, y: 0, ...picture })
      }),
    )
  })
})

describe('whole pixels', () => {
  it('lets touching rectangles touch', () => {
    fc.assert(
      fc.property(size, fc.double({ min: 0.05, max: 0.95, noNaN: true }), (canvas, cut) => {
        const left = toPixelRect({ x: 0, y: 0, width: cut, height: 1 }, canvas)
        const right = toPixelRect({ x: cut, y: 0, width: 1 - cut, height: 1 }, canvas)
        expect(left.x + left.width).toBe(right.x)
        expect(right.x + right.width).toBe(canvas.width)
      }),
    )
  })
})

describe('laying out a scene', () => {
  it('draws far layers first and keeps the list order among equals', () => {
    const base = singleCamera({ id: 's', name: 's', canvas: PORTRAIT_CANVAS }, 1)
    const template = base.layers[0]
    if (!template) throw new Error('the template has no layer')
    const scene: Scene = {
      ...base,
      layers: [
        { ...template, id: 'near', z: 5 },
        { ...template, id: 'far', z: -5 },
        { ...template, id: 'first', z: 0 },
        { ...template, id: 'second', z: 0 },
        { ...template, id: 'invisible', z: 9, opacity: 0 },
      ],
    }
    const steps = layoutScene(scene, PORTRAIT_CANVAS, () => null)
    expect(steps.map((step) => step.layer.id)).toEqual(['far', 'first', 'second', 'near'])
  })

  it('keeps the place of a source that has no picture and still draws the other', () => {
    const scene = sideBySide({ id: 's', name: 's', canvas: PORTRAIT_CANVAS }, 1, 2)
    const steps = layoutScene(scene, PORTRAIT_CANVAS, (source) =>
      source.kind === 'camera' && source.slot === 1 ? { width: 1280, height: 720 } : null,
    )
    expect(steps.map((step) => step.source !== null)).toEqual([true, false])
    expect(steps[1]?.target).toEqual({ x: 0, y: 640, width: 720, height: 640 })
  })
})
