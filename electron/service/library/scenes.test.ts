import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { sceneCollection } from '#shared/domain/scenes/scene-collection.ts'
import { PORTRAIT_CANVAS } from '#shared/domain/scenes/scene.ts'
import { plainLayer, singleCamera } from '#shared/domain/scenes/templates.ts'
import { DEFAULT_TRANSITION } from '#shared/domain/scenes/transition.ts'
import { tempFolder } from '../storage/testing/temp-folder.ts'
import { openLibrary, type Library } from './library.ts'

const opened = (file: string): Library => {
  const { library } = openLibrary(file)
  onTestFinished(library.close)
  return library
}

const scene = singleCamera({ id: 's', name: '机位', canvas: PORTRAIT_CANVAS }, 1)
const logo = plainLayer(
  'logo',
  { kind: 'image', assetId: 'f'.repeat(64) },
  { x: 0, y: 0, width: 1, height: 1 },
)
const collection = sceneCollection(
  PORTRAIT_CANVAS,
  [{ ...scene, layers: [...scene.layers, logo] }],
  DEFAULT_TRANSITION,
)

it('scenes outlive a restart, and tell which images they show', () => {
  const file = join(tempFolder(), 'library.db')
  const before = opened(file)
  expect([before.scenes.get(), before.scenes.assetIds().size]).toEqual([null, 0])
  before.scenes.save(collection)
  before.close()
  const after = opened(file)
  expect(after.scenes.get()).toEqual(collection)
  expect(after.scenes.assetIds()).toEqual(new Set(['f'.repeat(64)]))
})

it('scenes that cannot be read are laid aside, not written over', () => {
  const library = opened(join(tempFolder(), 'library.db'))
  const newer = { format: 'huitou-scenes', version: 2, wonders: true }
  library.settings.set('scenes', newer)
  expect(library.scenes.get()).toBe(null)
  library.scenes.save(collection)
  expect(library.scenes.get()).toEqual(collection)
  expect(library.settings.get('scenes.unreadable', z.unknown())).toEqual(newer)
})
