import { MIXER_CHANNELS } from '../media-state.ts'
import type { AudioLevels, MediaState, MixerChannel } from '../media-state.ts'
// oxlint-disable-next-line import/default -- the query makes it the address of the built worklet
import duckerUrl from './sound/ducker.worklet.ts?worker&url'
import { LevelMeters, SILENCE } from './sound/level-meters.ts'
import { createLimiter } from './sound/limiter.ts'
import type { Limiter } from './sound/limiter.ts'

type AudioOutput = MediaState['audioOutput']

interface AudioMixerOptions {
  readonly onOutput: (output: AudioOutput) => void
  /** The loudest sample (linear) of a channel after its gain, for every `durationMs` of sound. */
  readonly onPeak?: (channel: MixerChannel, peak: number, durationMs: number) => void
}

interface Strip {
  readonly gain: GainNode
  readonly mute: GainNode
  source: AudioNode | null
}

const SAMPLE_RATE = 48_000
/**
 * Played to the loudspeaker so that it never falls silent. Chromium takes a context that plays nothing for
 * half a minute from the sound card's thread to a common timer, which loses sound on a busy machine. -160 dB.
 */
const INAUDIBLE = 1e-8
/** Long enough to be free of clicks, short enough to feel immediate. */
const RAMP_SECONDS = 0.015
/** A new delay is reached by gliding there: a jump would click. */
const GLIDE_SECONDS = 0.05
const MAX_DELAY_SECONDS = 0.5
const ASK_BACK_MS = 1000

/**
 * Mixes the program's sound:
 *
 *     channel → gain → (music: ducker) → mute → bus → limiter → delay → program
 *
 * Channels are measured before their mute, the program after the limiter and before the delay. Nothing of it is
 * played on this machine, so nothing can echo; the music alone is, where the host wants to hear it. The mix runs from
 * the start, silent or not, so that recordings and viewers always have a sound track.
 */
export class AudioMixer {
  readonly context: AudioContext
  readonly #program: MediaStreamAudioDestinationNode
  readonly #bus: GainNode
  readonly #limiter: Limiter
  readonly #delay: DelayNode
  readonly #monitor: GainNode
  readonly #strips: Readonly<Record<MixerChannel, Strip>>
  readonly #listeners = new Set<(levels: AudioLevels) => void>()
  readonly #options: AudioMixerOptions
  #ducker: AudioWorkletNode | null = null
  #duckDepthDb = 0
  #hasRun = false
  #askBack: ReturnType<typeof setInterval> | undefined
  #levels: AudioLevels = {
    microphone1: SILENCE,
    microphone2: SILENCE,
    music: SILENCE,
    screen: SILENCE,
    program: SILENCE,
  }

  constructor(options: AudioMixerOptions) {
    this.#options = options
    this.context = new AudioContext({ sampleRate: SAMPLE_RATE, latencyHint: 'interactive' })
    this.#program = new MediaStreamAudioDestinationNode(this.context, {
      channelCount: 2,
      channelCountMode: 'explicit',
    })
    this.#bus = new GainNode(this.context)
    this.#limiter = createLimiter(this.context)
    this.#delay = new DelayNode(this.context, { maxDelayTime: MAX_DELAY_SECONDS, delayTime: 0 })
    this.#bus.connect(this.#limiter.input)
    this.#limiter.output.connect(this.#delay).connect(this.#program)
    this.#monitor = new GainNode(this.context, { gain: 0 })
    this.#monitor.connect(this.context.destination)
    this.#strips = {
      microphone1: this.#newStrip(),
      microphone2: this.#newStrip(),
      music: this.#newStrip(),
      screen: this.#newStrip(),
    }
    this.#strips.music.mute.connect(this.#monitor)
    const hum = new ConstantSourceNode(this.context, { offset: INAUDIBLE })
    hum.connect(this.context.destination)
    hum.start()
    this.context.addEventListener('statechange', this.#reportOutput)
    for (const gesture of ['pointerdown', 'keydown'] as const) addEventListener(gesture, this.#resume)
    void this.#addWorklets()
    this.#resume()
  }

  get sampleRate(): number {
    return this.context.sampleRate
  }

  get programTrack(): MediaStreamAudioTrack {
    const [track] = this.#program.stream.getAudioTracks()
    if (!track) throw new Error('The mixer has no output track')
    return track
  }

  /** Where the music player plugs in. */
  get musicInput(): AudioNode {
    return this.#strips.music.gain
  }

  /** Plugs a captured stream into a channel in place of what was there; null leaves it silent. */
  setStream(channel: MixerChannel, stream: MediaStream | null): void {
    const strip = this.#strips[channel]
    strip.source?.disconnect()
    strip.source = stream && new MediaStreamAudioSourceNode(this.context, { mediaStream: stream })
    strip.source?.connect(strip.gain)
    this.#resume()
  }

  setGain(channel: MixerChannel, gain: number): void {
    this.#glide(this.#strips[channel].gain.gain, gain)
  }

  setMuted(channel: MixerChannel, muted: boolean): void {
    this.#glide(this.#strips[channel].mute.gain, muted ? 0 : 1)
  }

  /** How far the music gives way to a voice, in dB, positive; 0 = not at all. */
  setDuckDepth(depthDb: number): void {
    this.#duckDepthDb = depthDb
    const depth = this.#ducker?.parameters.get('depthDb')
    if (depth) depth.value = depthDb
  }

  setDelay(ms: number): void {
    this.#glide(this.#delay.delayTime, ms / 1000, GLIDE_SECONDS)
  }

  setMusicMonitor(on: boolean): void {
    this.#glide(this.#monitor.gain, on ? 1 : 0)
  }

  subscribeLevels(listener: (levels: AudioLevels) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async dispose(): Promise<void> {
    clearInterval(this.#askBack)
    for (const gesture of ['pointerdown', 'keydown'] as const) removeEventListener(gesture, this.#resume)
    this.context.removeEventListener('statechange', this.#reportOutput)
    this.#listeners.clear()
    if (this.context.state !== 'closed') await this.context.close()
  }

  /** Browsers hold sound back until the first touch of the page; capturing pages are mostly exempt. */
  #resume = () => {
    const { state } = this.context
    if (state !== 'running' && state !== 'closed') void this.context.resume().catch(() => undefined)
  }

  #reportOutput = () => {
    const running = this.context.state === 'running'
    this.#hasRun ||= running
    clearInterval(this.#askBack)
    // The system took it (another program, a lost sound card): nobody touches the page then, so it is asked back.
    if (!running && this.#hasRun) this.#askBack = setInterval(this.#resume, ASK_BACK_MS)
    this.#resume()
    this.#options.onOutput(running ? 'running' : this.#hasRun ? 'interrupted' : 'blocked')
  }

  /** Meters and ducking are comforts: where they cannot load, the sound still flows. */
  async #addWorklets(): Promise<void> {
    const meters = new LevelMeters(this.context, this.#program)
    try {
      await Promise.all([meters.load(), this.context.audioWorklet.addModule(duckerUrl)])
    } catch {
      return
    }
    if (this.context.state === 'closed') return
    const ducker = this.#addDucker()
    for (const channel of MIXER_CHANNELS) {
      const node = channel === 'music' ? ducker : this.#strips[channel].gain
      meters.add(node, (level, { peak, durationMs }) => {
        this.#levels = { ...this.#levels, [channel]: level }
        this.#options.onPeak?.(channel, peak, durationMs)
      })
    }
    meters.add(this.#limiter.output, (program) => {
      this.#levels = { ...this.#levels, program, limitedDb: this.#limiter.reductionDb() }
      for (const listener of this.#listeners) listener(this.#levels)
    })
  }

  /** Muted microphones do not reach it, so they leave the music alone. */
  #addDucker(): AudioNode {
    const ducker = new AudioWorkletNode(this.context, 'ducker', {
      numberOfInputs: 2,
      outputChannelCount: [2],
    })
    const { music, microphone1, microphone2 } = this.#strips
    microphone1.mute.connect(ducker, 0, 1)
    microphone2.mute.connect(ducker, 0, 1)
    music.gain.disconnect(music.mute)
    music.gain.connect(ducker).connect(music.mute)
    this.#ducker = ducker
    this.setDuckDepth(this.#duckDepthDb)
    return ducker
  }

  #newStrip(): Strip {
    const [gain, mute] = [new GainNode(this.context), new GainNode(this.context)]
    gain.connect(mute).connect(this.#bus)
    return { gain, mute, source: null }
  }

  #glide(param: AudioParam, to: number, seconds = RAMP_SECONDS): void {
    param.setTargetAtTime(to, this.context.currentTime, seconds)
  }
}
