import { describe, expect, it } from 'vitest'
import { cameraSlotsOf, LANDSCAPE_CANVAS, PORTRAIT_CANVAS, sceneSchema } from './scene.ts'
import { TEMPLATE_IDS, starterScenes } from './templates.ts'

const names = {
  'camera-1': '机位一',
  'camera-2': '机位二',
  'side-by-side': '双机位',
  'picture-in-picture': '画中画',
}

describe.each([
  ['portrait', PORTRAIT_CANVAS],
  ['landscape', LANDSCAPE_CANVAS],
])('starter scenes, %s', (_orientation, canvas) => {
  const scenes = starterScenes(canvas, names)

  it('are valid and come in the order of the number row', () => {
    expect(scenes.map((scene) => scene.id)).toEqual([...TEMPLATE_IDS])
    for (const scene of scenes) expect(sceneSchema.parse(scene)).toEqual(scene)
  })

  it('stay inside the canvas', () => {
    for (const { rect } of scenes.flatMap((scene) => scene.layers)) {
      expect(rect.x).toBeGreaterThanOrEqual(0)
      expect(rect.y).toBeGreaterThanOrEqual(0)
      expect(rect.x + rect.width).toBeLessThanOrEqual(1)
      expect(rect.y + rect.height).toBeLessThanOrEqual(1)
    }
  })

  it('use the cameras they name', () => {
    expect(scenes.map(cameraSlotsOf)).toEqual([[1], [2], [1, 2], [1, 2]])
  })
})

describe('two cameras side by side', () => {
  it('halves the longer side, so that neither picture becomes a strip', () => {
    const [, , portrait] = starterScenes(PORTRAIT_CANVAS, names)
    const [, , landscape] = starterScenes(LANDSCAPE_CANVAS, names)
    expect(portrait?.layers.map((layer) => layer.rect.height)).toEqual([0.5, 0.5])
    expect(landscape?.layers.map((layer) => layer.rect.width)).toEqual([0.5, 0.5])
  })
})

describe('a scene', () => {
  const [scene] = starterScenes(PORTRAIT_CANVAS, names)

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
