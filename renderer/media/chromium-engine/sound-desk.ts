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
import { SourceKeeper } from './source-keeper.ts'
import type { SourceHooks } from './source-keeper.ts'

const MAX_GAIN = 4
const MAX_DELAY_MS = 500

/** Everything that sounds: the microphones, the music, the screen's sound, and the mix of them. */
export class SoundDesk {
  readonly mixer: AudioMixer
  readonly #store: EngineStore
  readonly #keepers: Readonly<Record<MicrophoneSlot, SourceKeeper>>

  constructor(store: EngineStore) {
    this.#store = store
    this.mixer = new AudioMixer((audioOutput) => store.set({ audioOutput }))
    this.#keepers = { 1: this.#newKeeper(1), 2: this.#newKeeper(2) }
    for (const channel of MIXER_CHANNELS) {
      const { gain, muted } = store.get().mixer[channel]
      this.mixer.setGain(channel, gain)
      this.mixer.setMuted(channel, muted)
    }
  }

  keeper(slot: MicrophoneSlot): SourceKeeper {
    return this.#keepers[slot]
  }

  devicesChanged(): void {
    for (const slot of MICROPHONE_SLOTS) this.#keepers[slot].devicesChanged()
  }

  subscribeLevels(listener: (levels: AudioLevels) => void): () => void {
    return this.mixer.subscribeLevels(listener)
  }

  async setProcessing(microphoneProcessing: MicrophoneProcessing): Promise<void> {
    this.#store.set({ microphoneProcessing })
    await Promise.all(
      MICROPHONE_SLOTS.map(async (slot) => {
        const { state } = this.#keepers[slot]
        if (state.status !== 'closed') await this.#keepers[slot].open(state.device)
      }),
    )
  }

  async setMusic(music: { readonly name: string; readonly file: Blob } | null): Promise<void> {
    if (music) throw new MediaError('notSupported', 'Music cannot be played yet')
  }

  async setMusicPlaying(playing: boolean): Promise<void> {
    if (playing) throw new MediaError('notSupported', 'Music cannot be played yet')
  }

  setMusicMonitor(musicMonitor: boolean): void {
    this.#store.set({ musicMonitor })
  }

  setDucking(ducking: Ducking): void {
    this.#store.set({ ducking })
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
    this.#store.set({ audioDelayMs: Math.max(0, Math.min(MAX_DELAY_MS, ms)) })
  }

  setScreenSound(stream: MediaStream | null): void {
    this.mixer.setStream('screen', stream)
  }

  async dispose(): Promise<void> {
    for (const slot of MICROPHONE_SLOTS) this.#keepers[slot].close()
    await this.mixer.dispose()
  }

  #setChannel(channel: MixerChannel, change: Partial<{ gain: number; muted: boolean }>): void {
    const { mixer } = this.#store.get()
    this.#store.set({ mixer: { ...mixer, [channel]: { ...mixer[channel], ...change } } })
  }

  #newKeeper(slot: MicrophoneSlot): SourceKeeper {
    const store = this.#store
    return new SourceKeeper({
      present: () => store.get().microphones,
      onChange: (state) => store.set({ microphoneSlots: { ...store.get().microphoneSlots, [slot]: state } }),
      open: (device, hooks) => this.#capture(slot, device, hooks),
    })
  }

  async #capture(slot: MicrophoneSlot, device: DeviceRef, hooks: SourceHooks): Promise<() => void> {
    const channel = `microphone${slot}` as const
    const stream = await captureMicrophone(device, this.#store.get().microphoneProcessing)
    const [track] = stream.getAudioTracks()
    if (!track) throw new MediaError('noFrames', `${device.label} has no sound`)
    track.addEventListener('ended', () =>
      hooks.lost(new MediaError('deviceGone', `${device.label} was unplugged`)),
    )
    this.mixer.setStream(channel, stream)
    hooks.live(null)
    return () => {
      this.mixer.setStream(channel, null)
      stopAll(stream)
    }
  }
}
