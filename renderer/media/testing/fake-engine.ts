import { PORTRAIT_CANVAS } from '#shared/domain/scenes/scene.ts'
import { starterScenes } from '#shared/domain/scenes/templates.ts'
import { TEMPLATE_TEXTS } from '#shared/domain/scenes/testing/template-texts.ts'
import { EngineStore } from '../engine-store.ts'
import { MediaError } from '../media-error.ts'
import type { ChannelState, MediaState, MixerChannel, OutputKind, WallCard } from '../media-state.ts'
import type { EnhancementControl, MediaEngine, RecordingSink } from '../port.ts'

const QUIET = { error: null, attempt: 0, retryAtMs: null, viewers: 0, connecting: 0, stats: null } as const

const INITIAL: Partial<MediaState> = {
  deviceAccess: 'granted',
  audioOutput: 'running',
  scenes: starterScenes(PORTRAIT_CANVAS, TEMPLATE_TEXTS),
}

/** What a test may do to the engine, and see of it, beside the port. */
export interface FakeEngine extends MediaEngine {
  readonly wall: (WallCard | null)[]
  readonly published: OutputKind[]
  /** As a recording that makes this chunk. */
  readonly record: (text: string) => Promise<void>
  readonly breakRecording: (error: MediaError) => void
  /** As devices or network that change by themselves. */
  readonly befall: (change: Partial<MediaState>) => void
}

/** What only some engines have. */
interface FakeParts {
  readonly enhancement?: EnhancementControl | null
}

/** An engine without pictures or sound: it keeps the state as the port says, for tests without a browser. */
export function createFakeEngine({ enhancement = null }: FakeParts = {}): FakeEngine {
  const store = new EngineStore(INITIAL)
  let sink: RecordingSink | null = null
  let bytes = 0
  let outputs = 0
  const wall: (WallCard | null)[] = []
  const published: OutputKind[] = []
  const set = (change: Partial<MediaState>): void => store.set(change)
  const setChannel = (channel: MixerChannel, change: Partial<ChannelState>): void => {
    const { mixer } = store.get()
    set({ mixer: { ...mixer, [channel]: { ...mixer[channel], ...change } } })
  }
  const nothing = (): Promise<void> => Promise.resolve()
  const summary = () => ({
    durationMs: 0,
    bytes,
    mimeType: 'video/mp4',
    videoFrames: 0,
    offeredFrames: 0,
    droppedFrames: 0,
  })

  return {
    kind: 'chromium',
    outputKinds: ['localRoom', 'whip'],
    enhancement,
    network: null,
    soundCheck: null,
    wall,
    published,
    befall: set,
    getState: () => store.get(),
    subscribe: (listener) => store.subscribe(listener),
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
    setMicrophoneProcessing: async (microphoneProcessing) => set({ microphoneProcessing }),
    setMusic: async (music) =>
      set({ music: music ? { status: 'playing', name: music.name, durationMs: 0 } : { status: 'none' } }),
    setMusicPlaying: async (playing) => {
      const { music } = store.get()
      if (music.status !== 'none' && music.status !== 'failed')
        set({ music: { ...music, status: playing ? 'playing' : 'paused' } })
    },
    setMusicMonitor: (musicMonitor) => set({ musicMonitor }),
    setDucking: (ducking) => set({ ducking }),
    setChannelGain: (channel, gain) => setChannel(channel, { gain }),
    setChannelMuted: (channel, muted) => setChannel(channel, { muted }),
    setAudioDelay: (audioDelayMs) => set({ audioDelayMs }),
    loadScenes: async (scenes) => set({ scenes }),
    setImageAsset: nothing,
    setPreview: (previewSceneId) => set({ previewSceneId }),
    setTransition: (transition) => set({ transition }),
    take: (sceneId) => {
      const { previewSceneId, programSceneId } = store.get()
      if (sceneId !== undefined) set({ programSceneId: sceneId })
      else if (previewSceneId !== null)
        set({ programSceneId: previewSceneId, previewSceneId: programSceneId })
    },
    setProductCard: (productCard) => set({ productCard }),
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
      set({ outputs: [...store.get().outputs, { id, kind, status: 'live', ...QUIET }] })
      return {
        id,
        retryNow: () => undefined,
        stop: async () => set({ outputs: store.get().outputs.filter((output) => output.id !== id) }),
      }
    },
    dispose: nothing,
  }
}
