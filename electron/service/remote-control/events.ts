import type { RemoteChannel, RemoteLevels, RemoteState } from '#shared/protocol/remote.ts'
import { REMOTE_CHANNELS } from '#shared/protocol/remote.ts'
import { volumeData } from './input-requests.ts'
import { SUBSCRIPTION, type ObsData, type ObsEvent } from './obs-protocol.ts'
import { sceneList } from './scene-requests.ts'
import { namedScenes, type NamedScene, type StudioNames } from './studio-names.ts'

type Recording = RemoteState['recording']

const SILENT = { gain: 1, muted: false }

/** What clients know before any host window has told anything. */
export const NOTHING_YET: RemoteState = {
  canvas: { width: 720, height: 1280 },
  framesPerSecond: 30,
  scenes: [],
  programSceneId: null,
  previewSceneId: null,
  transition: { kind: 'cut', durationMs: 0 },
  transitioning: false,
  mixer: { microphone1: SILENT, microphone2: SILENT, music: SILENT, screen: SILENT },
  recording: { phase: 'idle', file: null },
  reconnecting: false,
}

export const EXIT_STARTED: ObsEvent = { type: 'ExitStarted', intent: SUBSCRIPTION.general }

/** What clients hear of a change of the studio, in the order in which the protocol's own server tells it. */
export function eventsBetween(before: RemoteState, after: RemoteState, names: StudioNames): ObsEvent[] {
  return [
    ...sceneListEvents(before, after),
    ...transitionChoice(before, after, names),
    ...switching(before, after, names),
    ...REMOTE_CHANNELS.flatMap((channel) => mixerEvents(before, after, channel, names)),
    ...recordEvents(before.recording, after.recording),
  ]
}

function sceneListEvents(before: RemoteState, after: RemoteState): ObsEvent[] {
  const was = namedScenes(before)
  const is = namedScenes(after)
  const event = (type: string, data: ObsData): ObsEvent => ({ type, intent: SUBSCRIPTION.scenes, data })
  const body = ({ name, uuid }: NamedScene): ObsData => ({ sceneName: name, sceneUuid: uuid, isGroup: false })
  const created = is.filter(({ id }) => !was.some((scene) => scene.id === id))
  const removed = was.filter(({ id }) => !is.some((scene) => scene.id === id))
  const renamed = is.flatMap((scene) => {
    const former = was.find(({ id }) => id === scene.id)
    if (!former || former.name === scene.name) return []
    return [{ sceneUuid: scene.uuid, oldSceneName: former.name, sceneName: scene.name }]
  })
  const moved = is.map(({ id }) => id).join('\n') !== was.map(({ id }) => id).join('\n')
  return [
    ...created.map((scene) => event('SceneCreated', body(scene))),
    ...removed.map((scene) => event('SceneRemoved', body(scene))),
    ...renamed.map((change) => event('SceneNameChanged', change)),
    ...(moved || renamed.length > 0 ? [event('SceneListChanged', { scenes: sceneList(after) })] : []),
  ]
}

function transitionChoice(before: RemoteState, after: RemoteState, names: StudioNames): ObsEvent[] {
  const { kind, durationMs } = after.transition
  const { name, uuid } = names.transition(kind)
  const intent = SUBSCRIPTION.transitions
  return [
    ...(kind === before.transition.kind
      ? []
      : [
          {
            type: 'CurrentSceneTransitionChanged',
            intent,
            data: { transitionName: name, transitionUuid: uuid },
          },
        ]),
    ...(kind === 'cut' || durationMs === before.transition.durationMs
      ? []
      : [
          {
            type: 'CurrentSceneTransitionDurationChanged',
            intent,
            data: { transitionDuration: durationMs },
          },
        ]),
  ]
}

/** Going from one scene to another: a transition begins, the scenes change, it ends; a cut is all of it at once. */
function switching(before: RemoteState, after: RemoteState, names: StudioNames): ObsEvent[] {
  const program = sceneOf(after, after.programSceneId)
  const preview = sceneOf(after, after.previewSceneId)
  const switched = after.programSceneId !== before.programSceneId
  const isCut = switched && !before.transitioning && !after.transitioning
  const { name, uuid } = names.transition(isCut ? 'cut' : after.transition.kind)
  const transition = (type: string): ObsEvent => ({
    type,
    intent: SUBSCRIPTION.transitions,
    data: { transitionName: name, transitionUuid: uuid },
  })
  const scene = (type: string, { name: sceneName, uuid: sceneUuid }: NamedScene): ObsEvent => ({
    type,
    intent: SUBSCRIPTION.scenes,
    data: { sceneName, sceneUuid },
  })
  const began = switched || (after.transitioning && !before.transitioning)
  const ended = !after.transitioning && (before.transitioning || switched)
  return [
    ...(began ? [transition('SceneTransitionStarted')] : []),
    ...(switched && program ? [scene('CurrentProgramSceneChanged', program)] : []),
    ...(after.previewSceneId !== before.previewSceneId && preview
      ? [scene('CurrentPreviewSceneChanged', preview)]
      : []),
    ...(ended ? [transition('SceneTransitionVideoEnded'), transition('SceneTransitionEnded')] : []),
  ]
}

const sceneOf = (state: RemoteState, id: string | null): NamedScene | null =>
  namedScenes(state).find((scene) => scene.id === id) ?? null

function mixerEvents(
  before: RemoteState,
  after: RemoteState,
  channel: RemoteChannel,
  names: StudioNames,
): ObsEvent[] {
  const { name: inputName, uuid: inputUuid } = names.channelInput(channel)
  const was = before.mixer[channel]
  const { gain, muted } = after.mixer[channel]
  const event = (type: string, data: ObsData): ObsEvent => ({
    type,
    intent: SUBSCRIPTION.inputs,
    data: { inputName, inputUuid, ...data },
  })
  return [
    ...(muted === was.muted ? [] : [event('InputMuteStateChanged', { inputMuted: muted })]),
    ...(gain === was.gain ? [] : [event('InputVolumeChanged', volumeData(gain))]),
  ]
}

const PHASES = ['idle', 'starting', 'recording', 'saving'] as const

const RECORD_STATES: Readonly<Record<Recording['phase'], string>> = {
  starting: 'OBS_WEBSOCKET_OUTPUT_STARTING',
  recording: 'OBS_WEBSOCKET_OUTPUT_STARTED',
  saving: 'OBS_WEBSOCKET_OUTPUT_STOPPING',
  idle: 'OBS_WEBSOCKET_OUTPUT_STOPPED',
}

/** Every step that lies between, though a report may have skipped some: buttons light up by them. */
function recordEvents(before: Recording, after: Recording): ObsEvent[] {
  const outputPath = after.file ?? before.file
  const tell = (phase: Recording['phase']): ObsEvent => ({
    type: 'RecordStateChanged',
    intent: SUBSCRIPTION.outputs,
    data: {
      outputActive: phase === 'recording',
      outputState: RECORD_STATES[phase],
      outputPath: phase === 'idle' ? outputPath : null,
    },
  })
  // A recording that could not be begun was never there.
  if (before.phase === 'starting' && after.phase === 'idle') return [tell('idle')]
  const events: ObsEvent[] = []
  for (let at = PHASES.indexOf(before.phase); PHASES[at] !== after.phase;) {
    at = (at + 1) % PHASES.length
    events.push(tell(PHASES[at] ?? after.phase))
  }
  return events
}

/** Going live and ending are one step each in the log; clients expect both halves. */
export function streamEvents(live: boolean): ObsEvent[] {
  const tell = (outputState: string, outputActive: boolean): ObsEvent => ({
    type: 'StreamStateChanged',
    intent: SUBSCRIPTION.outputs,
    data: { outputActive, outputState },
  })
  return live
    ? [tell('OBS_WEBSOCKET_OUTPUT_STARTING', false), tell('OBS_WEBSOCKET_OUTPUT_STARTED', true)]
    : [tell('OBS_WEBSOCKET_OUTPUT_STOPPING', false), tell('OBS_WEBSOCKET_OUTPUT_STOPPED', false)]
}

/** Levels as the protocol wants them: per channel of sound, mean and peak after fader and mute, and peak before. */
export function meterEvent(levels: RemoteLevels, { mixer }: RemoteState, names: StudioNames): ObsEvent {
  return {
    type: 'InputVolumeMeters',
    intent: SUBSCRIPTION.inputVolumeMeters,
    data: {
      inputs: REMOTE_CHANNELS.map((channel) => {
        const { name, uuid } = names.channelInput(channel)
        const { rms, peak } = levels[channel]
        const { gain, muted } = mixer[channel]
        const heard = muted ? 0 : 1
        const beforeFader = gain > 0 ? peak / gain : 0
        return {
          inputName: name,
          inputUuid: uuid,
          inputLevelsMul: [[rms * heard, peak * heard, beforeFader]],
        }
      }),
    },
  }
}
