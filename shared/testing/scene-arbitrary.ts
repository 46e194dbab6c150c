import fc from 'fast-check'
import { CAMERA_SLOTS, LANDSCAPE_CANVAS, PORTRAIT_CANVAS } from '#shared/domain/scenes/scene.ts'
import type {
  CanvasSize,
  CropInsets,
  LayerSource,
  Scene,
  SceneLayer,
  SceneRect,
} from '#shared/domain/scenes/scene.ts'

const number = (min: number, max: number): fc.Arbitrary<number> =>
  fc.double({ min, max, noNaN: true }).map((value) => (value === 0 ? 0 : value))
const color = fc.constantFrom('#000000', '#3fb8ac', '#FFFFFF')

export const sourceArbitrary: fc.Arbitrary<LayerSource> = fc.oneof(
  fc.record({ kind: fc.constant('camera' as const), slot: fc.constantFrom(...CAMERA_SLOTS) }),
  fc.record({ kind: fc.constantFrom('screen' as const, 'wall' as const, 'product' as const) }),
  fc.record({
    kind: fc.constant('image' as const),
    assetId: fc.constantFrom('a'.repeat(64), 'b'.repeat(64)),
  }),
  fc.record({ kind: fc.constant('color' as const), color }),
  fc.record({
    kind: fc.constant('text' as const),
    text: fc.string({ maxLength: 40, unit: 'grapheme' }),
    color,
    background: fc.option(fc.record({ color, opacity: number(0, 1) })),
    align: fc.constantFrom('start' as const, 'center' as const, 'end' as const),
    weight: fc.constantFrom('normal' as const, 'bold' as const),
    size: number(0.01, 0.5),
  }),
)

const rectArbitrary: fc.Arbitrary<SceneRect> = fc.record({
  x: number(-4, 4),
  y: number(-4, 4),
  width: number(0.01, 4),
  height: number(0.01, 4),
})

const cropArbitrary: fc.Arbitrary<CropInsets> = fc.record({
  left: number(0, 0.47),
  top: number(0, 0.47),
  right: number(0, 0.47),
  bottom: number(0, 0.47),
})

const layerArbitrary: fc.Arbitrary<Omit<SceneLayer, 'id'>> = fc.record(
  {
    source: sourceArbitrary,
    name: fc.constantFrom('标题', 'Logo'),
    hidden: fc.constant(true),
    rect: rectArbitrary,
    fit: fc.constantFrom('cover' as const, 'contain' as const),
    cropInsets: cropArbitrary,
    z: fc.integer({ min: -1000, max: 1000 }),
    opacity: number(0, 1),
    mirror: fc.boolean(),
    cornerRadius: number(0, 1),
  },
  { requiredKeys: ['source', 'rect', 'fit', 'cropInsets', 'z', 'opacity', 'mirror', 'cornerRadius'] },
)

export const canvasArbitrary: fc.Arbitrary<CanvasSize> = fc.constantFrom(PORTRAIT_CANVAS, LANDSCAPE_CANVAS)

/** Valid scenes of all kinds, layer ids l0, l1, … */
export const sceneArbitrary = (canvas: fc.Arbitrary<CanvasSize> = canvasArbitrary): fc.Arbitrary<Scene> =>
  fc.record({
    id: fc.constant('s'),
    name: fc.constantFrom('场景', 'Scene'),
    canvas,
    layers: fc
      .array(layerArbitrary, { maxLength: 8 })
      .map((layers) => layers.map((layer, index) => ({ ...layer, id: `l${index}` }))),
  })
