import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sceneCollection } from './scene-collection.ts'
import type { SceneCollection } from './scene-collection.ts'
import { EXPORT_ASSETS_MAX_BYTES, readSceneFile, writeSceneFile } from './scene-file.ts'
import type { EmbeddedImage } from './scene-file.ts'
import { PORTRAIT_CANVAS } from './scene.ts'
import { plainLayer, starterScenes } from './templates.ts'
import { sceneArbitrary } from '#shared/testing/scene-arbitrary.ts'
import { TEMPLATE_TEXTS } from './testing/template-texts.ts'
import { DEFAULT_TRANSITION } from './transition.ts'

const starter = sceneCollection(
  PORTRAIT_CANVAS,
  starterScenes(PORTRAIT_CANVAS, TEMPLATE_TEXTS),
  DEFAULT_TRANSITION,
)
const LOGO = 'f'.repeat(64)
const FULL = { x: 0, y: 0, width: 1, height: 1 }
const pixel: EmbeddedImage = { type: 'image/png', base64: 'iVBORw0KGgo=' }
const withLogo: SceneCollection = {
  ...starter,
  scenes: starter.scenes.map((scene) => ({
    ...scene,
    layers: [...scene.layers, plainLayer('logo', { kind: 'image', assetId: LOGO }, FULL)],
  })),
}
const textOf = (collection: SceneCollection, images = new Map<string, EmbeddedImage>()): string => {
  const written = writeSceneFile(collection, images)
  if (!('text' in written)) throw new Error('too large')
  return written.text
}

describe('a file of scenes', () => {
  it('reads back what was written', () => {
    fc.assert(
      fc.property(sceneArbitrary(fc.constant(PORTRAIT_CANVAS)), (scene) => {
        const collection = { ...starter, scenes: [scene] }
        expect(readSceneFile(textOf(collection))).toMatchObject({ kind: 'read', collection })
      }),
    )
  })

  it('brings its images along, each once, and says which are missing', () => {
    const images = new Map([[LOGO, pixel]])
    const text = textOf(withLogo, images)
    expect(text.split('base64').length - 1).toBe(1)
    expect(readSceneFile(text)).toEqual({ kind: 'read', collection: withLogo, images, missing: [] })
    expect(readSceneFile(textOf(withLogo))).toMatchObject({ kind: 'read', missing: [LOGO] })
  })

  it('refuses to write more images than a file should hold', () => {
    const bytes = EXPORT_ASSETS_MAX_BYTES + 3
    const huge: EmbeddedImage = { type: 'image/png', base64: 'A'.repeat((bytes / 3 + 1) * 4) }
    expect(writeSceneFile(withLogo, new Map([[LOGO, huge]]))).toHaveProperty('tooLarge')
  })

  it('says which scene, which layer and what is wrong', () => {
    const text = textOf(starter).replace('"opacity": 1', '"opacity": 7')
    expect(readSceneFile(text)).toMatchObject({
      kind: 'invalid',
      problems: [
        { scene: { number: 1, name: '机位 1' }, layer: { number: 1, name: null }, field: 'opacity' },
      ],
    })
    const twins = { ...starter, scenes: [starter.scenes[0], starter.scenes[0]] }
    expect(readSceneFile(JSON.stringify(twins))).toMatchObject({
      kind: 'invalid',
      problems: [{ scene: { number: 2 }, layer: null, field: 'id', message: 'Two scenes have the same id' }],
    })
    expect(readSceneFile(JSON.stringify({ ...starter, transition: { kind: 'wipe' } }))).toMatchObject({
      kind: 'invalid',
      problems: [{ scene: null, layer: null, field: 'transition.kind' }],
    })
    const assets = { [LOGO]: 'data:image/svg+xml;base64,AAAA' }
    expect(readSceneFile(JSON.stringify({ ...starter, assets }))).toMatchObject({
      kind: 'invalid',
      problems: [{ field: `assets.${LOGO}` }],
    })
  })

  it('tells other files, other formats and files from the future apart', () => {
    expect(readSceneFile('{')).toEqual({ kind: 'notJson' })
    expect(readSceneFile('[]')).toEqual({ kind: 'notScenes' })
    expect(readSceneFile(JSON.stringify({ ...starter, format: 'obs' }))).toEqual({ kind: 'notScenes' })
    expect(readSceneFile(JSON.stringify({ ...starter, version: 2 }))).toEqual({ kind: 'newer' })
    expect(readSceneFile(`\uFEFF${textOf(starter)}`)).toMatchObject({ kind: 'read' })
  })
})
