import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { convertCanvas } from './convert-canvas.ts'
import { LANDSCAPE_CANVAS, PORTRAIT_CANVAS, sceneSchema } from './scene.ts'
import type { Scene, SceneRect } from './scene.ts'
import { plainLayer, starterScenes } from './templates.ts'
import { canvasArbitrary, sceneArbitrary } from '#shared/testing/scene-arbitrary.ts'
import { TEMPLATE_TEXTS } from './testing/template-texts.ts'

const portrait = (...rects: SceneRect[]): Scene => ({
  id: 's',
  name: 's',
  canvas: PORTRAIT_CANVAS,
  layers: rects.map((rect, index) => plainLayer(`l${index}`, { kind: 'camera', slot: 1 }, rect)),
})

describe('another shape', () => {
  it('gives untouched templates the places of the new shape, there and back', () => {
    const upright = starterScenes(PORTRAIT_CANVAS, TEMPLATE_TEXTS)
    const across = starterScenes(LANDSCAPE_CANVAS, TEMPLATE_TEXTS)
    expect(upright.map((scene) => convertCanvas(scene, LANDSCAPE_CANVAS))).toEqual(across)
    expect(across.map((scene) => convertCanvas(scene, PORTRAIT_CANVAS))).toEqual(upright)
  })

  it('makes a stack of pictures a row', () => {
    const stack = portrait({ x: 0, y: 0, width: 1, height: 0.4 }, { x: 0, y: 0.4, width: 1, height: 0.6 })
    expect(convertCanvas(stack, LANDSCAPE_CANVAS).layers.map(({ rect }) => rect)).toEqual([
      { x: 0, y: 0, width: 0.4, height: 1 },
      { x: 0.4, y: 0, width: 0.6, height: 1 },
    ])
  })

  it('keeps the shape of an inset and its distance to its corner', () => {
    const margin = 0.05
    const inset = portrait({ x: 0.75 - margin, y: 0.9 - 0.028125, width: 0.25, height: 0.1 })
    const [layer] = convertCanvas(inset, LANDSCAPE_CANVAS).layers
    if (!layer) throw new Error('the layer is gone')
    const { rect } = layer
    expect((rect.width * 1280) / (rect.height * 720)).toBeCloseTo((0.25 * 720) / (0.1 * 1280))
    expect((1 - rect.x - rect.width) * 1280).toBeCloseTo(margin * 720)
    expect((1 - rect.y - rect.height) * 720).toBeCloseTo(-0.028125 * 1280 + 0.05625 * 1280)
  })

  it('leaves every scene valid, and what layers show as it was', () => {
    fc.assert(
      fc.property(sceneArbitrary(), canvasArbitrary, (scene, canvas) => {
        const converted = convertCanvas(scene, canvas)
        expect(sceneSchema.parse(converted)).toEqual(converted)
        expect(converted.canvas).toEqual(canvas)
        const moved = converted.layers.map((layer, index) => ({ ...scene.layers[index], rect: layer.rect }))
        expect(converted.layers).toEqual(moved)
      }),
    )
  })
})
