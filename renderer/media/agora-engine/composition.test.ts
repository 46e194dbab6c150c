import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PixelSize } from '#shared/domain/scenes/layout.ts'
import { LANDSCAPE_CANVAS, PORTRAIT_CANVAS } from '#shared/domain/scenes/scene.ts'
import type { Scene, SceneLayer } from '#shared/domain/scenes/scene.ts'
import { plainLayer, starterScenes, TEMPLATE_IDS } from '#shared/domain/scenes/templates.ts'
import type { TemplateId } from '#shared/domain/scenes/templates.ts'
import { TEMPLATE_TEXTS } from '#shared/domain/scenes/testing/template-texts.ts'
import { keyOf, planComposition, stillsOf, toComposition } from './composition.ts'
import type { PlanInput } from './composition.ts'

const HD: PixelSize = { width: 1920, height: 1080 }
const input: PlanInput = {
  sizeOf: ({ kind }) =>
    kind === 'camera' || kind === 'screen' ? HD : kind === 'image' ? { width: 800, height: 600 } : null,
  imageVersion: () => 1,
  productCard: null,
  wallCard: null,
}
const FULL = { x: 0, y: 0, width: 1, height: 1 }
const sceneOf = (...layers: SceneLayer[]): Scene => ({
  id: 's',
  name: 's',
  canvas: PORTRAIT_CANVAS,
  layers,
})
const template = (id: TemplateId, canvas = PORTRAIT_CANVAS): Scene => {
  const scene = starterScenes(canvas, TEMPLATE_TEXTS).find((each) => each.id === id)
  if (!scene) throw new Error(id)
  return scene
}
const plan = (scene: Scene | null, over: Partial<PlanInput> = {}) =>
  planComposition(scene, scene?.canvas ?? PORTRAIT_CANVAS, { ...input, ...over }).layers.map(
    ({ layerId, rect, differences }) => ({
      layerId,
      rect: [rect.x, rect.y, rect.width, rect.height],
      differences,
    }),
  )

describe('a scene on the native transcoder', () => {
  it('is black where there is none, so that the program flows', () => {
    expect(plan(null)).toEqual([{ layerId: 'ground', rect: [0, 0, 720, 1280], differences: [] }])
  })

  it('lets a landscape camera fill a portrait canvas: what is too wide lies outside, the middle stays', () => {
    expect(plan(template('camera-1'))[1]).toEqual({
      layerId: 'camera-1',
      // 1280 high, 16:9 wide, centred.
      rect: [-778, 0, 2276, 1280],
      differences: ['reachesOut'],
    })
  })

  it('needs no trick where the shapes agree', () => {
    expect(plan(template('four-up', LANDSCAPE_CANVAS)).slice(1)).toEqual([
      { layerId: 'camera-1', rect: [0, 0, 640, 360], differences: [] },
      { layerId: 'camera-2', rect: [640, 0, 640, 360], differences: [] },
      { layerId: 'camera-3', rect: [0, 360, 640, 360], differences: [] },
      { layerId: 'camera-4', rect: [640, 360, 640, 360], differences: [] },
    ])
  })

  it('never lets a picture that is cut cover its neighbour: it is shown whole, with bars', () => {
    const [, first, second, third, fourth] = plan(template('four-up'))
    // The first is drawn below all others, which cover what reaches out.
    expect(first).toMatchObject({ differences: ['reachesOut'] })
    expect(second).toEqual({ layerId: 'camera-2', rect: [360, 219, 360, 202], differences: ['shownWhole'] })
    expect([third?.differences, fourth?.differences]).toEqual([['reachesOut'], ['shownWhole']])
  })

  it('shows an inset whole and says that its corners are square', () => {
    expect(plan(template('picture-in-picture')).at(-1)?.differences).toEqual(['shownWhole', 'squareCorners'])
  })

  it('cuts by crop insets the same way, mirrored where the layer is', () => {
    const cropInsets = { left: 0.5, top: 0, right: 0, bottom: 0 }
    const half = { x: 0, y: 0, width: 1, height: 0.5 }
    const camera = (over: Partial<SceneLayer>) =>
      sceneOf(plainLayer('c', { kind: 'camera', slot: 1 }, half, { cropInsets, fit: 'contain', ...over }))
    // The right half of the camera, 960x1080, fits 569 wide into 640 high; the left half hangs out beside it.
    expect(plan(camera({})).at(-1)?.rect).toEqual([-493, 0, 1137, 640])
    expect(plan(camera({ mirror: true })).at(-1)?.rect).toEqual([76, 0, 1137, 640])
  })

  it('shows a source without a picture as a quiet dark field in its place', () => {
    const scene = template('side-by-side')
    const { layers } = planComposition(scene, scene.canvas, { ...input, sizeOf: () => null })
    expect(layers.slice(1).map(({ picture }) => picture)).toMatchObject([
      { kind: 'still', still: { content: { kind: 'color', color: '#1b1f24' }, width: 720, height: 640 } },
      { kind: 'still', still: { content: { kind: 'color', color: '#1b1f24' }, width: 720, height: 640 } },
    ])
  })

  it('draws images, words and cards here, exactly, corners and all', () => {
    const scene = sceneOf(
      plainLayer('i', { kind: 'image', assetId: 'logo' }, FULL, { cornerRadius: 0.5 }),
      plainLayer('p', { kind: 'product' }, { x: 0.5, y: 0.5, width: 0.5, height: 0.2 }),
    )
    const card = {
      number: 3,
      title: '羊绒大衣',
      livePrice: '¥399',
      dailyPrice: null,
      stock: null,
      soldOut: false,
    }
    const { layers } = planComposition(scene, scene.canvas, { ...input, productCard: card })
    expect(stillsOf({ canvas: scene.canvas, layers }).slice(1)).toMatchObject([
      { content: { kind: 'image', assetId: 'logo', version: 1 }, cornerRadiusPx: 180 },
      { content: { kind: 'product', card, corner: { atRight: true, atBottom: true } }, width: 360 },
    ])
  })

  it('lays the wall card over everything, unless the scene hides it', () => {
    const wallCard = { id: 'w', askerName: '小林', question: '有 L 码吗', answer: null, untilMs: 1 }
    expect(plan(template('four-up'), { wallCard }).at(-1)?.layerId).toBe('wall')
    const hidden = sceneOf(plainLayer('w', { kind: 'wall' }, FULL, { hidden: true }))
    expect(plan(hidden, { wallCard }).map(({ layerId }) => layerId)).toEqual(['ground'])
  })

  it('gives the same picture the same key, whatever its place', () => {
    const at = (x: number) =>
      stillsOf(
        planComposition(
          sceneOf(plainLayer('c', { kind: 'color', color: '#112233' }, { x, y: 0, width: 0.25, height: 1 })),
          PORTRAIT_CANVAS,
          input,
        ),
      )
        .map(keyOf)
        .at(-1)
    expect(at(0)).toBe(at(0.5))
  })

  it('leaves out what has no file yet and numbers the rest from below', () => {
    const scene = template('camera-1')
    const planned = planComposition(scene, scene.canvas, input)
    expect(toComposition(planned, () => null, 30)).toMatchObject({
      streamCount: 1,
      videoInputStreams: [{ sourceType: 0, zOrder: 1 }],
    })
    expect(toComposition(planned, () => '/tmp/ground.png', 30).videoInputStreams[0]).toMatchObject({
      sourceType: 6,
      imageUrl: '/tmp/ground.png',
      zOrder: 0,
      mirror: false,
    })
  })

  it('stays within what the SDK takes, whatever the scene', () => {
    const rect = fc.record({
      x: fc.double({ min: -1, max: 1, noNaN: true }),
      y: fc.double({ min: -1, max: 1, noNaN: true }),
      width: fc.double({ min: 0.05, max: 2, noNaN: true }),
      height: fc.double({ min: 0.05, max: 2, noNaN: true }),
    })
    const layers = fc.array(fc.tuple(rect, fc.constantFrom('cover' as const, 'contain' as const)), {
      maxLength: 32,
    })
    fc.assert(
      fc.property(layers, fc.constantFrom(...TEMPLATE_IDS), (drawn, id) => {
        const scene = sceneOf(
          ...drawn.map(([place, fit], index) =>
            plainLayer(`l${index}`, { kind: 'camera', slot: ((index % 4) + 1) as 1 | 2 | 3 | 4 }, place, {
              fit,
            }),
          ),
        )
        for (const each of [scene, template(id)]) {
          const composed = toComposition(planComposition(each, each.canvas, input), () => 'x.png', 30)
          expect(composed.streamCount).toBe(composed.videoInputStreams.length)
          for (const { x, y, width, height, zOrder, alpha } of composed.videoInputStreams) {
            expect([x, y, width, height, zOrder].every(Number.isInteger)).toBe(true)
            expect(zOrder >= 0 && zOrder <= 100 && alpha >= 0 && alpha <= 1).toBe(true)
          }
        }
      }),
      { numRuns: 60 },
    )
  })
})
