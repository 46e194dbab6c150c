import type { AgoraApi, AgoraEvent } from '#shared/protocol/agora.ts'
import type { EngineStore } from '../engine-store.ts'
import { MediaError } from '../media-error.ts'
import type {
  AudioLevel,
  AudioLevels,
  ChannelState,
  Ducking,
  MicrophoneProcessing,
  MixerChannel,
} from '../media-state.ts'
import { callError, expectDone } from './codes.ts'

const MAX_GAIN = 4
const MAX_DELAY_MS = 500
const SILENCE: AudioLevel = { peakDb: -100, rmsDb: -100 }
const LOUDEST = 255
/** Speech has short pauses; the music waits for a real one before it comes back. */
const DUCK_HOLD_MS = 800
const MUSIC_START_MS = 5000
const [PLAYING, PAUSED, STOPPED, FAILED] = [710, 711, 713, 714] as const

/**
 * The native sound: one microphone, the music, and how loud they are. The SDK mixes, cancels echo and controls gain
 * by itself; of the processing only the noise suppression can be switched.
 */
export class Sound {
  readonly #api: AgoraApi<HTMLElement>
  readonly #store: EngineStore
  readonly #listeners = new Set<(levels: AudioLevels) => void>()
  #ducked = false
  #metered = false
  #musicOutcome: ((error: MediaError | null) => void) | null = null
  #release: ReturnType<typeof setTimeout> | undefined

  constructor(api: AgoraApi<HTMLElement>, store: EngineStore) {
    this.#api = api
    this.#store = store
  }

  /** The SDK forgets volumes with its device; call after the microphone was opened. */
  applyMicrophone(): void {
    const { microphone1 } = this.#store.get().mixer
    this.#api.setMicrophoneVolume(percent(microphone1.gain))
    this.#api.setMicrophoneMuted(microphone1.muted)
    this.#api.setNoiseSuppression(this.#store.get().microphoneProcessing.noiseSuppression)
  }

  /** Outside a channel the microphone is measured by a test of its own, which must be over inside one. */
  setMeter(on: boolean): void {
    if (on === this.#metered) return
    this.#metered = on
    this.#api.meterMicrophone(on)
  }

  subscribeLevels(listener: (levels: AudioLevels) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async setProcessing(microphoneProcessing: MicrophoneProcessing): Promise<void> {
    const code = this.#api.setNoiseSuppression(microphoneProcessing.noiseSuppression)
    expectDone(code, 'Noise suppression', 'notSupported')
    this.#store.set({
      microphoneProcessing: { ...microphoneProcessing, echoCancellation: true, autoGainControl: true },
    })
  }

  async setMusic(music: { readonly name: string; readonly file: Blob } | null): Promise<void> {
    if (!music) {
      this.#api.stopMusic()
      this.#store.set({ music: { status: 'none' } })
      return
    }
    const { name } = music
    const file = new Uint8Array(await music.file.arrayBuffer())
    const outcome = new Promise<MediaError | null>((resolve) => {
      const patience = setTimeout(
        () => resolve(new MediaError('formatRefused', `${name} does not begin to play`)),
        MUSIC_START_MS,
      )
      this.#musicOutcome = (error) => {
        clearTimeout(patience)
        resolve(error)
      }
    })
    this.#store.set({ music: { status: 'paused', name, durationMs: 0 } })
    const code = this.#api.startMusic(name, file)
    // Played here it would come back through the microphone; for headphones it can be switched on.
    this.#api.setMusicMonitor(this.#store.get().musicMonitor)
    this.#applyMusic()
    const error = code === 0 ? await outcome : callError(code, `Playing ${name}`, 'formatRefused')
    this.#musicOutcome = null
    if (!error) return
    this.#store.set({ music: { status: 'failed', name, error } })
    throw error
  }

  setMusicMonitor(musicMonitor: boolean): void {
    this.#store.set({ musicMonitor })
    if (this.#store.get().music.status !== 'none') this.#api.setMusicMonitor(musicMonitor)
  }

  async setMusicPlaying(playing: boolean): Promise<void> {
    const { music } = this.#store.get()
    if (music.status !== 'playing' && music.status !== 'paused') return
    expectDone(this.#api.pauseMusic(!playing), 'The music')
    this.#store.set({ music: { ...music, status: playing ? 'playing' : 'paused' } })
  }

  setDucking(ducking: Ducking): void {
    this.#store.set({ ducking })
    this.#applyMusic()
  }

  setGain(channel: MixerChannel, gain: number): void {
    this.#setChannel(channel, { gain: Math.max(0, Math.min(MAX_GAIN, gain)) })
  }

  setMuted(channel: MixerChannel, muted: boolean): void {
    this.#setChannel(channel, { muted })
  }

  setDelay(ms: number): void {
    const audioDelayMs = Math.max(0, Math.min(MAX_DELAY_MS, Math.round(ms)))
    this.#api.setAudioDelay(audioDelayMs)
    this.#store.set({ audioDelayMs })
  }

  handle(event: AgoraEvent): void {
    if (event.type === 'volume') this.#volume(event.volume, event.voice)
    if (event.type === 'musicState') this.#musicState(event.state, event.reason)
  }

  end(): void {
    clearTimeout(this.#release)
    if (this.#store.get().music.status !== 'none') this.#api.stopMusic()
    this.#listeners.clear()
  }

  #setChannel(channel: MixerChannel, change: Partial<ChannelState>): void {
    const { mixer } = this.#store.get()
    this.#store.set({ mixer: { ...mixer, [channel]: { ...mixer[channel], ...change } } })
    if (channel === 'microphone1') this.applyMicrophone()
    if (channel === 'music') this.#applyMusic()
  }

  #volume(volume: number, voice: boolean): void {
    const db = volume <= 0 ? -100 : 20 * Math.log10(Math.min(volume, LOUDEST) / LOUDEST)
    const { mixer } = this.#store.get()
    const own: AudioLevel = { peakDb: db, rmsDb: db }
    const levels: AudioLevels = {
      microphone1: own,
      microphone2: SILENCE,
      music: SILENCE,
      screen: SILENCE,
      program: mixer.microphone1.muted ? SILENCE : own,
    }
    for (const listener of this.#listeners) listener(levels)
    if (voice && !mixer.microphone1.muted) this.#duck()
  }

  #duck(): void {
    clearTimeout(this.#release)
    this.#release = setTimeout(() => {
      this.#ducked = false
      this.#applyMusic()
    }, DUCK_HOLD_MS)
    if (this.#ducked) return
    this.#ducked = true
    this.#applyMusic()
  }

  #applyMusic(): void {
    const { music, mixer, ducking } = this.#store.get()
    if (music.status !== 'playing' && music.status !== 'paused') return
    const lowered = this.#ducked && ducking.enabled ? 10 ** (-ducking.depthDb / 20) : 1
    const gain = mixer.music.muted ? 0 : mixer.music.gain * lowered
    // The SDK plays no music louder than its file.
    this.#api.setMusicVolume(Math.min(100, percent(gain)))
  }

  #musicState(state: number, reason: number): void {
    const { music } = this.#store.get()
    if (music.status === 'none') return
    const { name } = music
    switch (state) {
      case PLAYING:
      case PAUSED: {
        const status = state === PLAYING ? ('playing' as const) : ('paused' as const)
        this.#store.set({ music: { status, name, durationMs: Math.max(0, this.#api.musicDurationMs()) } })
        this.#musicOutcome?.(null)
        return
      }
      case FAILED: {
        const error = new MediaError('formatRefused', `${name} cannot be played (reason ${reason})`)
        this.#store.set({ music: { status: 'failed', name, error } })
        this.#musicOutcome?.(error)
        return
      }
      case STOPPED:
        return
      default:
    }
  }
}

const percent = (gain: number): number => Math.round(gain * 100)
