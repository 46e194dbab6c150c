import { MIXER_CHANNELS } from '../media-state.ts'
import type { AudioLevel, AudioLevels, MixerChannel } from '../media-state.ts'
import levelMeterUrl from './level-meter.worklet.ts?worker&url'

const SAMPLE_RATE = 48_000
const SILENCE: AudioLevel = { peakDb: -100, rmsDb: -100 }
/**
 * Played to the loudspeaker so that it never falls silent. Chromium takes a context that plays nothing for
 * half a minute from the sound card's thread to a common timer, which loses sound on a busy machine. -160 dB.
 */
const INAUDIBLE = 1e-8
/** Long enough to be free of clicks, short enough to feel immediate. */
const RAMP_SECONDS = 0.015

interface Strip {
  readonly gain: GainNode
  readonly mute: GainNode
  source: AudioNode | null
}

/**
 * Mixes the program's sound: each channel → gain → mute → program. It is never played on this machine, so
 * nothing can echo. The mix runs from the start, silent or not, so that recordings and viewers always have
 * a sound track.
 */
export class AudioMixer {
  readonly #context: AudioContext
  readonly #program: MediaStreamAudioDestinationNode
  readonly #bus: GainNode
  readonly #strips: Readonly<Record<MixerChannel, Strip>>
  readonly #listeners = new Set<(levels: AudioLevels) => void>()
  readonly #onOutput: (output: 'running' | 'blocked') => void
  #levels: AudioLevels = {
    microphone1: SILENCE,
    microphone2: SILENCE,
    music: SILENCE,
    screen: SILENCE,
    program: SILENCE,
  }

  constructor(onOutput: (output: 'running' | 'blocked') => void) {
    this.#onOutput = onOutput
    this.#context = new AudioContext({ sampleRate: SAMPLE_RATE, latencyHint: 'interactive' })
    this.#program = new MediaStreamAudioDestinationNode(this.#context, {
      channelCount: 2,
      channelCountMode: 'explicit',
    })
    this.#bus = new GainNode(this.#context)
    this.#bus.connect(this.#program)
    this.#strips = {
      microphone1: this.#newStrip(),
      microphone2: this.#newStrip(),
      music: this.#newStrip(),
      screen: this.#newStrip(),
    }
    const hum = new ConstantSourceNode(this.#context, { offset: INAUDIBLE })
    hum.connect(this.#context.destination)
    hum.start()
    this.#context.addEventListener('statechange', this.#reportOutput)
    for (const gesture of ['pointerdown', 'keydown'] as const) addEventListener(gesture, this.#resume)
    void this.#addMeters()
    this.#resume()
  }

  get sampleRate(): number {
    return this.#context.sampleRate
  }

  get programTrack(): MediaStreamAudioTrack {
    const [track] = this.#program.stream.getAudioTracks()
    if (!track) throw new Error('The mixer has no output track')
    return track
  }

  /** Plugs a captured stream into a channel in place of what was there; null leaves it silent. */
  setStream(channel: MixerChannel, stream: MediaStream | null): void {
    const strip = this.#strips[channel]
    strip.source?.disconnect()
    strip.source = stream && new MediaStreamAudioSourceNode(this.#context, { mediaStream: stream })
    strip.source?.connect(strip.gain)
    this.#resume()
  }

  setGain(channel: MixerChannel, gain: number): void {
    this.#strips[channel].gain.gain.setTargetAtTime(gain, this.#context.currentTime, RAMP_SECONDS)
  }

  setMuted(channel: MixerChannel, muted: boolean): void {
    this.#strips[channel].mute.gain.setTargetAtTime(muted ? 0 : 1, this.#context.currentTime, RAMP_SECONDS)
  }

  subscribeLevels(listener: (levels: AudioLevels) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async dispose(): Promise<void> {
    for (const gesture of ['pointerdown', 'keydown'] as const) removeEventListener(gesture, this.#resume)
    this.#context.removeEventListener('statechange', this.#reportOutput)
    this.#listeners.clear()
    if (this.#context.state !== 'closed') await this.#context.close()
  }

  /** Browsers hold sound back until the first touch of the page; capturing pages are mostly exempt. */
  #resume = () => {
    if (this.#context.state === 'suspended') void this.#context.resume().catch(() => undefined)
  }

  #reportOutput = () => this.#onOutput(this.#context.state === 'running' ? 'running' : 'blocked')

  async #addMeters(): Promise<void> {
    try {
      await this.#context.audioWorklet.addModule(levelMeterUrl)
    } catch {
      // The meters are a comfort: where they cannot load, the sound still flows and no level is reported.
      return
    }
    for (const channel of MIXER_CHANNELS) this.#addMeter(this.#strips[channel].gain, channel)
    this.#addMeter(this.#bus, 'program')
  }

  #newStrip(): Strip {
    const [gain, mute] = [new GainNode(this.#context), new GainNode(this.#context)]
    gain.connect(mute).connect(this.#bus)
    return { gain, mute, source: null }
  }

  #addMeter(node: AudioNode, key: keyof AudioLevels): void {
    if (this.#context.state === 'closed') return
    const meter = new AudioWorkletNode(this.#context, 'level-meter')
    meter.port.addEventListener('message', ({ data }: MessageEvent<[number, number]>) => {
      this.#levels = { ...this.#levels, [key]: { peakDb: toDb(data[0]), rmsDb: toDb(data[1]) } }
      if (key === 'program') for (const listener of this.#listeners) listener(this.#levels)
    })
    meter.port.start()
    // A meter passes on silence; being connected is what makes it run.
    node.connect(meter).connect(this.#program)
  }
}

/** dBFS of a linear amplitude, not below -100. */
function toDb(amplitude: number): number {
  return Math.max(-100, 20 * Math.log10(amplitude))
}
