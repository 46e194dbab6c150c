import type { EngineStore } from '../engine-store.ts'
import { MediaError } from '../media-error.ts'
import { MICROPHONE_SLOTS, MIXER_CHANNELS } from '../media-state.ts'
import type {
  AudioLevels,
  DeviceRef,
  Ducking,
  MicrophoneProcessing,
  MicrophoneSlot,
  MixerChannel,
} from '../media-state.ts'
import { AudioMixer } from './audio-mixer.ts'
import { captureMicrophone, stopAll } from './devices.ts'
import { applyProcessing, commonProcessing, processingOf } from './sound/microphone-processing.ts'
import { MusicPlayer } from './sound/music-player.ts'
import { SilenceWatch } from './sound/silence-watch.ts'
import { SourceKeeper } from './source-keeper.ts'
import type { SourceHooks } from './source-keeper.ts'

const MAX_GAIN = 4
const MAX_DELAY_MS = 500
const MAX_DUCK_DB = 40

interface Microphone {
  readonly keeper: SourceKeeper
  readonly silence: SilenceWatch
  track: MediaStreamTrack | null
}

/** Everything that sounds: the microphones, the music, the screen's sound, and the mix of them. */
export class SoundDesk {
  readonly mixer: AudioMixer
  readonly #store: EngineStore
  readonly #music: MusicPlayer
  readonly #microphones: Readonly<Record<MicrophoneSlot, Microphone>>
  /** As asked for; the state tells what the devices make of it. */
  #processing: MicrophoneProcessing
  #screenSounds = false

  constructor(store: EngineStore) {
    this.#store = store
    this.#processing = store.get().microphoneProcessing
    this.mixer = new AudioMixer({
      onOutput: (audioOutput) => store.set({ audioOutput }),
      onPeak: (channel, peak, durationMs) => {
        if (channel === 'microphone1') this.#watchSilence(1, peak, durationMs)
        if (channel === 'microphone2') this.#watchSilence(2, peak, durationMs)
      },
    })
    this.#music = new MusicPlayer({
      context: this.mixer.context,
      output: this.mixer.musicInput,
      onChange: (music) => store.set({ music }),
    })
    this.#microphones = { 1: this.#newMicrophone(1), 2: this.#newMicrophone(2) }
    for (const channel of MIXER_CHANNELS) {
      const { gain, muted } = store.get().mixer[channel]
      this.mixer.setGain(channel, gain)
      this.mixer.setMuted(channel, muted)
    }
    this.setDucking(store.get().ducking)
  }

  async openMicrophone(slot: MicrophoneSlot, device: DeviceRef): Promise<void> {
    const { keeper, silence } = this.#microphones[slot]
    silence.reset()
    await keeper.open(device)
  }

  closeMicrophone(slot: MicrophoneSlot): void {
    this.#microphones[slot].keeper.close()
  }

  retryMicrophone(slot: MicrophoneSlot): Promise<void> {
    return this.#microphones[slot].keeper.retry()
  }

  devicesChanged(): void {
    for (const slot of MICROPHONE_SLOTS) this.#microphones[slot].keeper.devicesChanged()
  }

  subscribeLevels(listener: (levels: AudioLevels) => void): () => void {
    return this.mixer.subscribeLevels(listener)
  }

  /** The sound of an open microphone as it comes from the device; null while there is none. */
  microphoneTrack(slot: MicrophoneSlot): MediaStreamTrack | null {
    return this.#microphones[slot].keeper.state.status === 'live' ? this.#microphones[slot].track : null
  }

  async setProcessing(processing: MicrophoneProcessing): Promise<void> {
    this.#processing = processing
    await Promise.all(
      MICROPHONE_SLOTS.map(async (slot) => {
        const { keeper, track } = this.#microphones[slot]
        const { state } = keeper
        if (state.status === 'closed') return
        if (state.status === 'live' && track && (await applyProcessing(track, processing))) return
        await keeper.open(state.device)
      }),
    )
    this.#reportProcessing()
  }

  setMusic(music: { readonly name: string; readonly file: Blob } | null): Promise<void> {
    return this.#music.set(music)
  }

  setMusicPlaying(playing: boolean): Promise<void> {
    return this.#music.setPlaying(playing)
  }

  /** Held back while the screen's sound is taken: it may be all that this machine plays, the monitor included. */
  setMusicMonitor(musicMonitor: boolean): void {
    this.mixer.setMusicMonitor(musicMonitor && !this.#screenSounds)
    this.#store.set({ musicMonitor })
  }

  setDucking({ enabled, depthDb }: Ducking): void {
    const clamped = Math.max(0, Math.min(MAX_DUCK_DB, depthDb))
    this.mixer.setDuckDepth(enabled ? clamped : 0)
    this.#store.set({ ducking: { enabled, depthDb: clamped } })
  }

  setGain(channel: MixerChannel, gain: number): void {
    const clamped = Math.max(0, Math.min(MAX_GAIN, gain))
    this.mixer.setGain(channel, clamped)
    this.#setChannel(channel, { gain: clamped })
  }

  setMuted(channel: MixerChannel, muted: boolean): void {
    this.mixer.setMuted(channel, muted)
    this.#setChannel(channel, { muted })
  }

  setDelay(ms: number): void {
    const audioDelayMs = Math.max(0, Math.min(MAX_DELAY_MS, ms))
    this.mixer.setDelay(audioDelayMs)
    this.#store.set({ audioDelayMs })
  }

  setScreenSound(stream: MediaStream | null): void {
    this.mixer.setStream('screen', stream)
    this.#screenSounds = stream !== null
    this.setMusicMonitor(this.#store.get().musicMonitor)
  }

  async dispose(): Promise<void> {
    for (const slot of MICROPHONE_SLOTS) this.#microphones[slot].keeper.close()
    this.#music.dispose()
    await this.mixer.dispose()
  }

  #setChannel(channel: MixerChannel, change: Partial<{ gain: number; muted: boolean }>): void {
    const { mixer } = this.#store.get()
    this.#store.set({ mixer: { ...mixer, [channel]: { ...mixer[channel], ...change } } })
  }

  #newMicrophone(slot: MicrophoneSlot): Microphone {
    const store = this.#store
    const keeper = new SourceKeeper({
      present: () => store.get().microphones,
      onChange: (state) => store.set({ microphoneSlots: { ...store.get().microphoneSlots, [slot]: state } }),
      open: (device, hooks) => this.#capture(slot, device, hooks),
    })
    return { keeper, silence: new SilenceWatch(), track: null }
  }

  async #capture(slot: MicrophoneSlot, device: DeviceRef, hooks: SourceHooks): Promise<() => void> {
    const channel = `microphone${slot}` as const
    const microphone = this.#microphones[slot]
    const stream = await captureMicrophone(device, this.#processing)
    const [track] = stream.getAudioTracks()
    if (!track) throw new MediaError('noFrames', `${device.label} has no sound`)
    track.addEventListener('ended', () =>
      hooks.lost(new MediaError('deviceGone', `${device.label} was unplugged`)),
    )
    const tellMuted = () => {
      if (microphone.track === track) microphone.keeper.warn(track.muted ? 'muted' : null)
    }
    track.addEventListener('mute', tellMuted)
    track.addEventListener('unmute', tellMuted)
    microphone.track = track
    this.mixer.setStream(channel, stream)
    hooks.live(null)
    tellMuted()
    this.#reportProcessing()
    return () => {
      if (microphone.track === track) {
        microphone.track = null
        this.mixer.setStream(channel, null)
      }
      stopAll(stream)
    }
  }

  /** The state says what the open microphones truly do, which a device may refuse. */
  #reportProcessing(): void {
    const tracks = MICROPHONE_SLOTS.flatMap((slot) => this.microphoneTrack(slot) ?? [])
    const real = tracks.map((track) => processingOf(track, this.#processing))
    this.#store.set({ microphoneProcessing: commonProcessing(real, this.#processing) })
  }

  /** A dead line is opened anew once, then stays noted until something comes. */
  #watchSilence(slot: MicrophoneSlot, peak: number, durationMs: number): void {
    const { keeper, silence, track } = this.#microphones[slot]
    const { gain, muted } = this.#store.get().mixer[`microphone${slot}`]
    const { state } = keeper
    // A fader at the bottom is silent by intent, and what the system holds back is noted as such.
    if (state.status !== 'live' || muted || gain === 0 || track?.muted === true) return
    switch (silence.report(peak, durationMs)) {
      case 'waiting':
        return
      case 'fine':
        if (state.warning === 'silent') keeper.warn(null)
        return
      case 'dead':
        keeper.warn('silent')
        return
      case 'deadReopen':
        keeper.warn('silent')
        keeper.open(state.device).catch(() => undefined)
        return
    }
  }
}
