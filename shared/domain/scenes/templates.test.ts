import { describe, expect, it } from 'vitest'
import { cardPlaceOf, defaultCardPlace } from './card-place.ts'
import { cameraSlotsOf, LANDSCAPE_CANVAS, PORTRAIT_CANVAS, sceneSchema } from './scene.ts'
import type { SceneRect } from './scene.ts'
import { TEMPLATE_TEXTS } from './testing/template-texts.ts'
import { plainLayer, sceneFromTemplate, singleCamera, starterScenes, TEMPLATE_IDS } from './templates.ts'

const isInside = ({ x, y, width, height }: SceneRect): boolean =>
  x >= 0 && y >= 0 && x + width <= 1 && y + height <= 1

const overlap = (a: SceneRect, b: SceneRect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

describe.each([
  ['portrait', PORTRAIT_CANVAS],
  ['landscape', LANDSCAPE_CANVAS],
])('starter scenes, %s', (_orientation, canvas) => {
  const scenes = starterScenes(canvas, TEMPLATE_TEXTS)

  it('are valid and come in the order of the number row', () => {
    expect(scenes.map((scene) => scene.id)).toEqual([...TEMPLATE_IDS])
    for (const scene of scenes) expect(sceneSchema.parse(scene)).toEqual(scene)
  })

  it('stay inside the canvas', () => {
    for (const { rect } of scenes.flatMap((scene) => scene.layers)) expect(isInside(rect)).toBe(true)
  })

  it('use the cameras they name', () => {
    expect(scenes.map(cameraSlotsOf)).toEqual([[1], [2], [1, 2], [1, 2], [1, 2], [1, 2, 3, 4], [], []])
  })
})

describe.each([
  ['portrait', PORTRAIT_CANVAS],
  ['landscape', LANDSCAPE_CANVAS],
])('the product close-up, %s', (_orientation, canvas) => {
  const scene = sceneFromTemplate('product-close-up', { id: 's', name: 's', canvas }, TEMPLATE_TEXTS)
  const rectOf = (id: string) => scene.layers.find((layer) => layer.id === id)?.rect

  it('lets neither card cover the host, nor the wall card the product card', () => {
    const [host, product] = [rectOf('host'), rectOf('card')]
    const wall = cardPlaceOf(scene, 'wall')
    if (!host || !product || !wall) throw new Error('a layer is missing')
    expect(overlap(host, product)).toBe(false)
    expect(overlap(host, wall)).toBe(false)
    expect(overlap(product, wall)).toBe(false)
  })
})

describe('cards', () => {
  it('the wall card is in every scene that does not hide it, the product card where it is asked for', () => {
    const plain = singleCamera({ id: 's', name: 's', canvas: PORTRAIT_CANVAS }, 1)
    expect(cardPlaceOf(plain, 'wall')).toEqual(defaultCardPlace('wall', PORTRAIT_CANVAS))
    expect(cardPlaceOf(plain, 'product')).toBe(null)
    const rect = { x: 0, y: 0, width: 0.5, height: 0.5 }
    const wall = plainLayer('wall', { kind: 'wall' }, rect)
    expect(cardPlaceOf({ ...plain, layers: [wall] }, 'wall')).toEqual(rect)
    expect(cardPlaceOf({ ...plain, layers: [{ ...wall, hidden: true }] }, 'wall')).toBe(null)
  })
})

describe('two cameras side by side', () => {
  it('halves the longer side, so that neither picture becomes a strip', () => {
    const [, , portrait] = starterScenes(PORTRAIT_CANVAS, TEMPLATE_TEXTS)
    const [, , landscape] = starterScenes(LANDSCAPE_CANVAS, TEMPLATE_TEXTS)
    expect(portrait?.layers.map((layer) => layer.rect.height)).toEqual([0.5, 0.5])
    expect(landscape?.layers.map((layer) => layer.rect.width)).toEqual([0.5, 0.5])
  })
})

describe('a scene', () => {
  const [scene] = starterScenes(PORTRAIT_CANVAS, TEMPLATE_TEXTS)

  it('is refused with two layers of one id, a crop that leaves nothing or an odd canvas', () => {
    if (!scene) throw new Error('no starter scene')
    const [layer] = scene.layers
    if (!layer) throw new Error('no layer')
    const cropInsets = { left: 0.6, top: 0, right: 0.5, bottom: 0 }
    expect(sceneSchema.safeParse({ ...scene, layers: [layer, layer] }).success).toBe(false)
    expect(sceneSchema.safeParse({ ...scene, layers: [{ ...layer, cropInsets }] }).success).toBe(false)
    expect(sceneSchema.safeParse({ ...scene, canvas: { width: 721, height: 1280 } }).success).toBe(false)
  })
})
