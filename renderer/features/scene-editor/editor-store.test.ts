import { describe, expect, test } from 'vitest'

import { addScene, removeScene, renameScene } from '#shared/domain/scenes/edit-collection.ts'
import { removeLayer, updateLayer } from '#shared/domain/scenes/edit-scene.ts'
import { sceneCollection, type SceneCollection } from '#shared/domain/scenes/scene-collection.ts'
import { PORTRAIT_CANVAS } from '#shared/domain/scenes/scene.ts'
import { starterScenes } from '#shared/domain/scenes/templates.ts'
import { TEMPLATE_TEXTS } from '#shared/domain/scenes/testing/template-texts.ts'
import { DEFAULT_TRANSITION } from '#shared/domain/scenes/transition.ts'
import { withDraftOnPreview } from './draft-scenes.ts'
import { createEditor, isDirty, layerOf } from './editor-store.ts'

const collection = sceneCollection(
  PORTRAIT_CANVAS,
  starterScenes(PORTRAIT_CANVAS, TEMPLATE_TEXTS),
  DEFAULT_TRANSITION,
)

describe('the editor', () => {
  test('opens the scene it is asked for, and the first when that is not there', () => {
    expect(createEditor(collection, 'four-up').scene().id).toBe('four-up')
    expect(createEditor(collection, 'gone').scene().id).toBe('camera-1')
  })

  test('is dirty until saved, and clean again when everything is undone', () => {
    const editor = createEditor(collection, 'camera-1')
    editor.changeScene((scene) => updateLayer(scene, 'camera-1', { opacity: 0.5 }))
    expect(isDirty(editor.store.getState())).toBe(true)
    editor.undo()
    expect(isDirty(editor.store.getState())).toBe(false)
    editor.redo()
    editor.markSaved(editor.draft())
    expect(isDirty(editor.store.getState())).toBe(false)
  })

  test('lets go of a layer or scene that has gone, also by undo', () => {
    const editor = createEditor(collection, 'four-up')
    editor.selectLayer('camera-3')
    editor.setCropping(true)
    editor.changeScene((scene) => removeLayer(scene, 'camera-3'))
    expect(layerOf(editor.store.getState())).toBe(null)
    expect(editor.store.getState().cropping).toBe(false)

    const [first] = collection.scenes
    const added = first && addScene(editor.draft(), first)
    if (!added) throw new Error('no room')
    editor.change(added[0])
    editor.openScene(added[1])
    editor.undo()
    expect(editor.scene().id).toBe('camera-1')
  })

  test('cropping ends when another layer is taken up', () => {
    const editor = createEditor(collection, 'four-up')
    editor.selectLayer('camera-3')
    editor.setCropping(true)
    editor.selectLayer('camera-3')
    expect(editor.store.getState().cropping).toBe(true)
    editor.selectLayer('camera-4')
    expect(editor.store.getState().cropping).toBe(false)
  })
})

describe('what the engine shows of a draft', () => {
  const draft = collection.scenes.reduce<SceneCollection>(
    (all, { id }) => renameScene(all, id, `${id} drafted`),
    collection,
  )
  const drafted = (onAir: Parameters<typeof withDraftOnPreview>[2], from = draft): string[] =>
    withDraftOnPreview(collection, from, onAir)
      .filter((scene) => !collection.scenes.includes(scene))
      .map(({ id }) => id)

  test('is the scene on preview and no other', () => {
    expect(drafted({ programSceneId: 'camera-1', previewSceneId: 'four-up' })).toEqual(['four-up'])
    expect(drafted({ programSceneId: 'camera-1', previewSceneId: null })).toEqual([])
  })

  test('is nothing of the scene on programme, even when it is on preview too', () => {
    expect(drafted({ programSceneId: 'four-up', previewSceneId: 'four-up' })).toEqual([])
  })

  test('keeps a scene that the draft has deleted, until that is saved', () => {
    const without = removeScene(draft, 'four-up')
    expect(drafted({ programSceneId: 'camera-1', previewSceneId: 'four-up' }, without)).toEqual([])
  })
})
