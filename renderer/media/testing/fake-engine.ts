import { PORTRAIT_CANVAS } from '#shared/domain/scenes/scene.ts'
import { starterScenes } from '#shared/domain/scenes/templates.ts'
import { MediaError } from '../media-error.ts'
import type { MediaEngine, MediaState, OutputTarget, RecordingSink, SourceState, WallCard } from '../port.ts'

const CLOSED: SourceState = { status: 'closed' }

const INITIAL: MediaState = {
  cameras: [],
  microphones: [],
  deviceAccess: 'granted',
  cameraSlots: { 1: CLOSED, 2: CLOSED, 3: CLOSED, 4: CLOSED },
  screen: CLOSED,
  microphone: CLOSED,
  microphoneGain: 1,
  microphoneMuted: false,
  audioOutput: 'running',
  canvas: PORTRAIT_CANVAS,
  scenes: starterScenes(PORTRAIT_CANVAS, {
    'camera-1': '机位 1',
    'camera-2': '机位 2',
    'side-by-side': '双机同屏',
    'picture-in-picture': '画中画',
  }),
  programSceneId: null,
  previewSceneId: null,
  wallCard: null,
  recording: { status: 'idle' },
  outputs: [],
  failure: null,
}

/** What a test may do to the engine, and see of it, beside the port. */
export interface FakeEngine extends MediaEngine {
  readonly wall: (WallCard | null)[]
  readonly published: OutputTarget['kind'][]
  /** As a recording that makes this chunk. */
  readonly record: (text: string) => Promise<void>
  readonly breakRecording: (error: MediaError) => void
}

/** An engine without pictures or sound: it keeps the state as the port says, for tests without a browser. */
export function createFakeEngine(): FakeEngine {
  let state = INITIAL
  let sink: RecordingSink | null = null
  let bytes = 0
  let outputs = 0
  const listeners = new Set<() => void>()
  const wall: (WallCard | null)[] = []
  const published: OutputTarget['kind'][] = []
  const set = (change: Partial<MediaState>): void => {
    state = { ...state, ...change }
    for (const listener of listeners) listener()
  }
  const nothing = (): Promise<void> => Promise.resolve()
  const summary = () => ({ durationMs: 0, bytes, mimeType: 'video/mp4', videoFrames: 0, droppedFrames: 0 })

  return {
    kind: 'chromium',
    outputKinds: ['localRoom'],
    wall,
    published,
    getState: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    subscribeLevels: () => () => undefined,
    subscribeStats: () => () => undefined,
    refreshDevices: nothing,
    requestDeviceAccess: nothing,
    openCamera: nothing,
    closeCamera: nothing,
    retryCamera: nothing,
    openScreen: nothing,
    closeScreen: nothing,
    openMicrophone: nothing,
    closeMicrophone: nothing,
    retryMicrophone: nothing,
    setMicrophoneGain: (microphoneGain) => set({ microphoneGain }),
    setMicrophoneMuted: (microphoneMuted) => set({ microphoneMuted }),
    loadScenes: async (scenes) => set({ scenes }),
    setImageAsset: nothing,
    setPreview: (previewSceneId) => set({ previewSceneId }),
    take: (sceneId) => set({ programSceneId: sceneId ?? state.previewSceneId }),
    showWallCard: (card) => {
      wall.push(card)
      set({ wallCard: card })
    },
    hideWallCard: () => {
      wall.push(null)
      set({ wallCard: null })
    },
    attachView: () => () => undefined,
    attachCameraView: () => () => undefined,
    startRecording: async (wanted) => {
      if (sink) throw new MediaError('busy', 'A recording runs')
      sink = wanted
      bytes = 0
      set({ recording: { status: 'recording', startedAtMs: 0, ...summary() } })
    },
    stopRecording: async () => {
      await sink?.close()
      sink = null
      set({ recording: { status: 'idle' } })
      return summary()
    },
    record: async (text) => {
      const chunk = new TextEncoder().encode(text)
      bytes += chunk.byteLength
      await sink?.write(chunk)
    },
    breakRecording: (error) => {
      sink = null
      set({ recording: { status: 'failed', error } })
    },
    publishTo: async ({ kind }) => {
      const id = `${kind}-${(outputs += 1)}`
      published.push(kind)
      set({
        outputs: [...state.outputs, { id, kind, status: 'live', error: null, viewers: 0, connecting: 0 }],
      })
      return { id, stop: async () => set({ outputs: state.outputs.filter((output) => output.id !== id) }) }
    },
    dispose: nothing,
  }
}
