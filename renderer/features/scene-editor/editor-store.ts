import { createStore, type StoreApi } from 'zustand/vanilla'

import { editScene } from '#shared/domain/scenes/edit-collection.ts'
import { endGesture, record, redo, startHistory, undo, type History } from '#shared/domain/scenes/history.ts'
import type { SceneCollection } from '#shared/domain/scenes/scene-collection.ts'
import type { Scene, SceneLayer } from '#shared/domain/scenes/scene.ts'

/** A draft of the scenes, what of it is in hand, and the way back. */
export interface EditorState {
  readonly history: History<SceneCollection>
  /** The scenes as they are in use; the draft is unsaved while it is another object. */
  readonly saved: SceneCollection
  readonly sceneId: string
  readonly layerId: string | null
  /** The handles cut the picture instead of resizing it. */
  readonly cropping: boolean
}

export interface Editor {
  readonly store: StoreApi<EditorState>
  readonly draft: () => SceneCollection
  readonly scene: () => Scene
  /** Takes a step. Steps of one `gesture` are undone together. */
  readonly change: (next: SceneCollection, gesture?: string) => void
  /** Takes a step in the scene that is open. */
  readonly changeScene: (edit: (scene: Scene) => Scene, gesture?: string) => void
  readonly endGesture: () => void
  readonly undo: () => void
  readonly redo: () => void
  readonly openScene: (sceneId: string) => void
  readonly selectLayer: (layerId: string | null) => void
  readonly setCropping: (on: boolean) => void
  /** The draft is what is in use now. */
  readonly markSaved: (saved: SceneCollection) => void
}

export const isDirty = ({ history, saved }: EditorState): boolean => history.present !== saved

/** The scene that is open; the first when that has gone. */
export function sceneOf({ history, sceneId }: EditorState): Scene {
  const { scenes } = history.present
  const scene = scenes.find(({ id }) => id === sceneId) ?? scenes[0]
  if (!scene) throw new Error('A collection has at least one scene')
  return scene
}

export const layerOf = (state: EditorState): SceneLayer | null =>
  sceneOf(state).layers.find(({ id }) => id === state.layerId) ?? null

/** `sceneId`: the scene to begin with. */
export function createEditor(collection: SceneCollection, sceneId: string | null): Editor {
  const store = createStore<EditorState>(() => ({
    history: startHistory(collection),
    saved: collection,
    sceneId: sceneId ?? collection.scenes[0]?.id ?? '',
    layerId: null,
    cropping: false,
  }))
  const { getState, setState } = store
  const draft = (): SceneCollection => getState().history.present
  const scene = (): Scene => sceneOf(getState())

  /** What is in hand may have gone with the step. */
  const move = (history: History<SceneCollection>): void => {
    setState((before) => {
      const after = { ...before, history }
      const open = sceneOf(after)
      const selected = open.layers.some(({ id }) => id === before.layerId)
      return {
        history,
        sceneId: open.id,
        layerId: selected ? before.layerId : null,
        cropping: selected && before.cropping,
      }
    })
  }
  const change = (next: SceneCollection, gesture?: string): void =>
    move(record(getState().history, next, gesture ?? null))

  return {
    store,
    draft,
    scene,
    change,
    changeScene: (edit, gesture) => change(editScene(draft(), scene().id, edit), gesture),
    endGesture: () => setState(({ history }) => ({ history: endGesture(history) })),
    undo: () => move(undo(getState().history)),
    redo: () => move(redo(getState().history)),
    openScene: (id) => setState({ sceneId: id, layerId: null, cropping: false }),
    selectLayer: (layerId) =>
      setState((before) => ({ layerId, cropping: before.cropping && before.layerId === layerId })),
    setCropping: (cropping) => setState({ cropping }),
    markSaved: (saved) => setState({ saved }),
  }
}
