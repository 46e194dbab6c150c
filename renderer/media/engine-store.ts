import { PORTRAIT_CANVAS } from '#shared/domain/scenes/scene.ts'
import type { ChannelState, MediaState, MicrophoneProcessing, SourceState } from './media-state.ts'

export const CLOSED: SourceState = { status: 'closed' }
const SPEECH: MicrophoneProcessing = {
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
}
const UNCHANGED: ChannelState = { gain: 1, muted: false }
/** Background music is background from the first note. */
const MUSIC_GAIN = 0.25

const INITIAL_STATE: MediaState = {
  cameras: [],
  microphones: [],
  deviceAccess: 'unknown',
  cameraSlots: { 1: CLOSED, 2: CLOSED, 3: CLOSED, 4: CLOSED },
  screen: CLOSED,
  microphoneSlots: { 1: CLOSED, 2: CLOSED },
  microphoneProcessing: SPEECH,
  mixer: {
    microphone1: UNCHANGED,
    microphone2: UNCHANGED,
    music: { gain: MUSIC_GAIN, muted: false },
    screen: UNCHANGED,
  },
  music: { status: 'none' },
  ducking: { enabled: true, depthDb: 12 },
  audioDelayMs: 0,
  musicMonitor: false,
  audioOutput: 'blocked',
  canvas: PORTRAIT_CANVAS,
  scenes: [],
  programSceneId: null,
  previewSceneId: null,
  transition: { kind: 'cut' },
  transitioning: false,
  wallCard: null,
  productCard: null,
  recording: { status: 'idle' },
  outputs: [],
  failure: null,
}

/** The state of one engine, shared by its parts, each of which writes its own fields only. */
export class EngineStore {
  readonly #listeners = new Set<() => void>()
  #state: MediaState

  constructor(initial: Partial<MediaState> = {}) {
    this.#state = { ...INITIAL_STATE, ...initial }
  }

  get(): MediaState {
    return this.#state
  }

  set(change: Partial<MediaState>): void {
    this.#state = { ...this.#state, ...change }
    for (const listener of this.#listeners) listener()
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  dispose(): void {
    this.#listeners.clear()
  }
}
