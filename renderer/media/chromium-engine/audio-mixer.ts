import type { AudioLevel, AudioLevels } from '../port.ts'
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

/**
 * Mixes the program's sound: microphone → gain → mute → program. It is never played on this machine, so
 * nothing can echo. The mix runs from the start, silent or not, so that recordings and viewers always have
 * a sound track.
 */
export class AudioMixer {
  readonly #context: AudioContext
  readonly #program: MediaStreamAudioDestinationNode
  readonly #bus: GainNode
  readonly #gain: GainNode
  readonly #mute: GainNode
  readonly #listeners = new Set<(levels: AudioLevels) => void>()
  readonly #onOutput: (output: 'running' | 'blocked') => void
  #microphone: MediaStreamAudioSourceNode | null = null
  #levels: AudioLevels = { microphone: SILENCE, program: SILENCE }

  constructor(onOutput: (output: 'running' | 'blocked') => void) {
    this.#onOutput = onOutput
    this.#context = new AudioContext({ sampleRate: SAMPLE_RATE, latencyHint: 'interactive' })
    this.#program = new MediaStreamAudioDestinationNode(this.#context, {
      channelCount: 2,
      channelCountMode: 'explicit',
    })
    this.#bus = new GainNode(this.#context)
    this.#gain = new GainNode(this.#context)
    this.#mute = new GainNode(this.#context)
    this.#gain.connect(this.#mute).connect(this.#bus).connect(this.#program)
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

  setMicrophone(stream: MediaStream | null): void {
    this.#microphone?.disconnect()
    this.#microphone = stream && new MediaStreamAudioSourceNode(this.#context, { mediaStream: stream })
    this.#microphone?.connect(this.#gain)
    this.#resume()
  }

  setGain(gain: number): void {
    this.#gain.gain.setTargetAtTime(gain, this.#context.currentTime, RAMP_SECONDS)
  }

  setMuted(muted: boolean): void {
    this.#mute.gain.setTargetAtTime(muted ? 0 : 1, this.#context.currentTime, RAMP_SECONDS)
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
    this.#addMeter(this.#gain, 'microphone')
    this.#addMeter(this.#bus, 'program')
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
