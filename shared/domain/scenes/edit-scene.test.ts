import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addLayer,
  duplicateLayer,
  frontToBack,
  moveLayer,
  orderLayers,
  removeLayer,
  updateLayer,
} from './edit-scene.ts'
import { MAX_LAYERS, PORTRAIT_CANVAS, sceneSchema } from './scene.ts'
import type { Scene } from './scene.ts'
import { plainLayer, singleCamera } from './templates.ts'
import { sceneArbitrary, sourceArbitrary } from '#shared/testing/scene-arbitrary.ts'

const wild = fc.double({ min: -1e6, max: 1e6 })
const layerId = fc.constantFrom('l0', 'l1', 'l2', 'l5', 'nobody')
const patch = fc.record(
  {
    source: sourceArbitrary,
    rect: fc.record({ x: wild, y: wild, width: wild, height: wild }),
    fit: fc.constantFrom('cover' as const, 'contain' as const),
    cropInsets: fc.record({ left: wild, top: wild, right: wild, bottom: wild }),
    opacity: wild,
    mirror: fc.boolean(),
    cornerRadius: wild,
    name: fc.string({ maxLength: 80 }),
    hidden: fc.boolean(),
  },
  { requiredKeys: [] },
)

/** Any one operation, bound to its arguments. */
const operation: fc.Arbitrary<(scene: Scene) => Scene> = fc.oneof(
  fc.tuple(layerId, patch).map(
    ([id, change]) =>
      (scene: Scene) =>
        updateLayer(scene, id, change),
  ),
  layerId.map((id) => (scene: Scene) => removeLayer(scene, id)),
  layerId.map((id) => (scene: Scene) => duplicateLayer(scene, id)?.[0] ?? scene),
  sourceArbitrary.map((source) => (scene: Scene) => addLayer(scene, source)?.[0] ?? scene),
  fc.tuple(layerId, fc.integer()).map(
    ([id, by]) =>
      (scene: Scene) =>
        moveLayer(scene, id, by),
  ),
  fc.array(layerId).map((ids) => (scene: Scene) => orderLayers(scene, ids)),
)

describe('editing a scene', () => {
  it('gives a valid scene whatever is done to a valid one', () => {
    fc.assert(
      fc.property(sceneArbitrary(), fc.array(operation, { maxLength: 12 }), (scene, operations) => {
        const edited = operations.reduce((current, operate) => operate(current), scene)
        expect(sceneSchema.parse(edited)).toEqual(edited)
      }),
    )
  })

  it('gives back the same object when a patch changes nothing', () => {
    fc.assert(
      fc.property(sceneArbitrary(), (scene) => {
        for (const { id, rect, opacity, mirror } of scene.layers) {
          expect(updateLayer(scene, id, { rect, opacity, mirror })).toBe(scene)
        }
        expect(updateLayer(scene, 'nobody', { opacity: 0.5 })).toBe(scene)
      }),
    )
  })

  const scene: Scene = {
    ...singleCamera({ id: 's', name: 's', canvas: PORTRAIT_CANVAS }, 1),
    layers: ['back', 'middle', 'front'].map((id, z) =>
      plainLayer(id, { kind: 'screen' }, { x: 0, y: 0, width: 1, height: 1 }, { z }),
    ),
  }
  const order = (of: Scene): string[] => frontToBack(of).map(({ id }) => id)

  it('lists the layer nearest to the viewer first and moves layers in that order', () => {
    expect(order(scene)).toEqual(['front', 'middle', 'back'])
    expect(order(moveLayer(scene, 'back', 1))).toEqual(['front', 'back', 'middle'])
    expect(order(moveLayer(scene, 'back', 99))).toEqual(['back', 'front', 'middle'])
    expect(order(orderLayers(scene, ['middle', 'back', 'front']))).toEqual(['middle', 'back', 'front'])
    expect(orderLayers(scene, ['front', 'middle', 'back'])).toBe(scene)
  })

  it('puts a copy in front of its original, and a new layer in front of all', () => {
    expect(order(duplicateLayer(scene, 'middle')?.[0] ?? scene)).toEqual([
      'front',
      'middle-2',
      'middle',
      'back',
    ])
    expect(order(addLayer(scene, { kind: 'product' })?.[0] ?? scene)[0]).toBe('product')
  })

  it('refuses more layers than a scene may have', () => {
    const layers = Array.from({ length: MAX_LAYERS }, (_, index) =>
      plainLayer(`l${index}`, { kind: 'screen' }, { x: 0, y: 0, width: 1, height: 1 }),
    )
    const full = { ...scene, layers }
    expect(addLayer(full, { kind: 'wall' })).toBe(null)
    expect(duplicateLayer(full, 'l0')).toBe(null)
  })

  it('takes a name or hiding away without leaving a trace', () => {
    const named = updateLayer(scene, 'front', { name: ' 价格牌 ', hidden: true })
    expect(named.layers.at(-1)).toMatchObject({ name: '价格牌', hidden: true })
    expect(updateLayer(named, 'front', { name: '  ', hidden: false })).toEqual(scene)
  })
})
