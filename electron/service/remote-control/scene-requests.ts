import { z } from 'zod'

import { TRANSITION_MAX_MS, TRANSITION_MIN_MS } from '#shared/domain/scenes/transition.ts'
import type { RemoteLayer, RemoteState } from '#shared/protocol/remote.ts'
import { STATUS, type ObsData, type RequestResult } from './obs-protocol.ts'
import { act, fail, handle, handleInStudio, ok, type RequestHandler } from './request-handler.ts'
import { namedScenes, uuidOf, type NamedScene, type StudioNames } from './studio-names.ts'

const name = z.string().min(1)
const sceneKey = { sceneName: name.optional(), sceneUuid: name.optional() }
const sourceKey = { sourceName: name.optional(), sourceUuid: name.optional() }

/** The protocol's range, in ms; the studio's own is narrower, and what is beyond it ends there. */
const DURATION_MIN = 50
const DURATION_MAX = 20_000

/** The protocol counts scenes from the bottom of the list, and lists them in that order. */
export function sceneList(state: RemoteState): ObsData[] {
  const scenes = namedScenes(state)
  return scenes
    .map(({ name: sceneName, uuid }, index) => ({
      sceneName,
      sceneUuid: uuid,
      sceneIndex: scenes.length - 1 - index,
    }))
    .toReversed()
}

const sceneWith = (state: RemoteState, id: string | null): NamedScene | null =>
  namedScenes(state).find((scene) => scene.id === id) ?? null

/** The scene a request means, or the answer that there is none. */
function findScene(
  state: RemoteState,
  {
    sceneName,
    sceneUuid,
  }: { readonly sceneName?: string | undefined; readonly sceneUuid?: string | undefined },
): NamedScene | RequestResult {
  if (sceneName === undefined && sceneUuid === undefined) {
    return fail(STATUS.missingField, 'Say which scene: `sceneName` or `sceneUuid`.')
  }
  const found = namedScenes(state).find((scene) => scene.uuid === sceneUuid || scene.name === sceneName)
  return found ?? fail(STATUS.notFound, 'The studio has no such scene.')
}

const prefixed = (role: 'Program' | 'Preview', scene: NamedScene | null): ObsData => ({
  [`current${role}SceneName`]: scene?.name ?? null,
  [`current${role}SceneUuid`]: scene?.uuid ?? null,
})

const sceneAnswer = (role: 'Program' | 'Preview', scene: NamedScene | null): RequestResult =>
  scene
    ? ok({ sceneName: scene.name, sceneUuid: scene.uuid, ...prefixed(role, scene) })
    : fail(STATUS.invalidResourceState, `No scene is on ${role === 'Program' ? 'programme' : 'preview'}.`)

const transitionData = (names: StudioNames, { transition }: RemoteState): ObsData => {
  const { name: transitionName, uuid, kind } = names.transition(transition.kind)
  const isCut = kind === 'cut'
  return {
    transitionName,
    transitionUuid: uuid,
    transitionKind: `${kind}_transition`,
    transitionFixed: isCut,
    transitionDuration: isCut ? null : transition.durationMs,
    transitionConfigurable: false,
    transitionSettings: null,
  }
}

const layerName = (names: StudioNames, layer: RemoteLayer): string =>
  layer.name ?? names.inputOf({ name: layer.source })?.name ?? layer.source

function sceneItem(names: StudioNames, scene: NamedScene, layer: RemoteLayer, index: number): ObsData {
  const input = names.inputOf({ name: layer.source })
  return {
    sceneItemId: index + 1,
    sceneItemIndex: index,
    sceneItemEnabled: !layer.hidden,
    sceneItemLocked: true,
    sceneItemTransform: {},
    sceneItemBlendMode: 'OBS_BLEND_NORMAL',
    sourceName: layerName(names, layer),
    sourceUuid: input?.uuid ?? uuidOf('layer', `${scene.id}/${index}`),
    sourceType: 'OBS_SOURCE_TYPE_INPUT',
    inputKind: input?.kind ?? `huitou_${layer.source}`,
    isGroup: null,
  }
}

export const SCENE_REQUESTS: Readonly<Record<string, RequestHandler>> = {
  GetSceneList: handleInStudio({}, (_data, { state }) =>
    ok({
      ...prefixed('Program', sceneWith(state, state.programSceneId)),
      ...prefixed('Preview', sceneWith(state, state.previewSceneId)),
      scenes: sceneList(state),
    }),
  ),
  GetGroupList: handle({}, () => ok({ groups: [] })),
  GetCurrentProgramScene: handleInStudio({}, (_data, { state }) =>
    sceneAnswer('Program', sceneWith(state, state.programSceneId)),
  ),
  GetCurrentPreviewScene: handleInStudio({}, (_data, { state }) =>
    sceneAnswer('Preview', sceneWith(state, state.previewSceneId)),
  ),
  SetCurrentProgramScene: handleInStudio(sceneKey, (data, call) => {
    const scene = findScene(call.state, data)
    return 'code' in scene ? scene : act(call, { type: 'setProgram', sceneId: scene.id })
  }),
  SetCurrentPreviewScene: handleInStudio(sceneKey, (data, call) => {
    const scene = findScene(call.state, data)
    return 'code' in scene ? scene : act(call, { type: 'setPreview', sceneId: scene.id })
  }),
  GetSceneItemList: handleInStudio(sceneKey, (data, { state, studio }) => {
    const scene = findScene(state, data)
    if ('code' in scene) return scene
    const layers = state.scenes.find(({ id }) => id === scene.id)?.layers ?? []
    return ok({ sceneItems: layers.map((layer, index) => sceneItem(studio.names, scene, layer, index)) })
  }),
  GetSourceActive: handleInStudio(sourceKey, ({ sourceName, sourceUuid }, { state, studio: { names } }) => {
    const shows = (sceneId: string | null): boolean => {
      const scene = sceneWith(state, sceneId)
      if (!scene) return false
      if (scene.name === sourceName || scene.uuid === sourceUuid) return true
      const layers = state.scenes.find(({ id }) => id === sceneId)?.layers ?? []
      return layers.some((layer, index) => {
        const item = sceneItem(names, scene, layer, index)
        return !layer.hidden && (item['sourceName'] === sourceName || item['sourceUuid'] === sourceUuid)
      })
    }
    const videoActive = shows(state.programSceneId)
    return ok({ videoActive, videoShowing: videoActive || shows(state.previewSceneId) })
  }),
  GetSourceFilterList: handle(sourceKey, () => ok({ filters: [] })),

  GetTransitionKindList: handle({}, (_data, { studio }) =>
    ok({ transitionKinds: studio.names.transitions.map(({ kind }) => `${kind}_transition`) }),
  ),
  GetSceneTransitionList: handleInStudio({}, (_data, { state, studio: { names } }) => {
    const { transitionName, transitionUuid, transitionKind } = transitionData(names, state)
    return ok({
      currentSceneTransitionName: transitionName,
      currentSceneTransitionUuid: transitionUuid,
      currentSceneTransitionKind: transitionKind,
      // Like scenes, from the bottom of the list.
      transitions: names.transitions
        .map((transition) => ({
          transitionName: transition.name,
          transitionUuid: transition.uuid,
          transitionKind: `${transition.kind}_transition`,
          transitionFixed: transition.kind === 'cut',
          transitionConfigurable: false,
        }))
        .toReversed(),
    })
  }),
  GetCurrentSceneTransition: handleInStudio({}, (_data, { state, studio }) =>
    ok(transitionData(studio.names, state)),
  ),
  SetCurrentSceneTransition: handleInStudio({ transitionName: name }, ({ transitionName }, call) => {
    const { names, transitionMs } = call.studio
    const kind = names.transitionCalled(transitionName)
    if (!kind) return fail(STATUS.notFound, 'The studio has no such transition.')
    return act(call, { type: 'setTransition', kind, durationMs: kind === 'cut' ? 0 : transitionMs.current })
  }),
  SetCurrentSceneTransitionDuration: handleInStudio(
    { transitionDuration: z.number().min(DURATION_MIN).max(DURATION_MAX) },
    ({ transitionDuration }, call) => {
      const durationMs = Math.min(
        TRANSITION_MAX_MS,
        Math.max(TRANSITION_MIN_MS, Math.round(transitionDuration)),
      )
      const { kind } = call.state.transition
      call.studio.transitionMs.current = durationMs
      // A cut takes no time; the duration is for whichever transition is chosen next.
      return kind === 'cut' ? ok() : act(call, { type: 'setTransition', kind, durationMs })
    },
  ),
  TriggerStudioModeTransition: handleInStudio({}, (_data, call) =>
    call.state.previewSceneId === null
      ? fail(STATUS.invalidResourceState, 'No scene is on preview.')
      : act(call, { type: 'take' }),
  ),
  GetStudioModeEnabled: handle({}, () => ok({ studioModeEnabled: true })),
  SetStudioModeEnabled: handle({ studioModeEnabled: z.boolean() }, ({ studioModeEnabled }) =>
    studioModeEnabled
      ? ok()
      : fail(
          STATUS.notConfigurable,
          'The studio always has preview and programme; this cannot be switched off.',
        ),
  ),
}
