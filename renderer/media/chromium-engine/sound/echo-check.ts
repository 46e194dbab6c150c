import { MediaError } from '../../media-error.ts'
import type { EchoEstimate, SoundCheck } from '../../port.ts'
import { chirp, findEcho } from './echo-analysis.ts'
import type { TappedBlock } from './sound-tap.worklet.ts'
// oxlint-disable-next-line import/default -- the query makes it the address of the built worklet
import soundTapUrl from './sound-tap.worklet.ts?worker&url'

/** Of full scale, -18 dB: to be noticed in a quiet room, startling nobody. */
const AMPLITUDE = 0.125
/** Wireless loudspeakers and microphones take up to half a second together. */
const LISTEN_SECONDS = 1.4
const LEAD_SECONDS = 0.1

interface EchoCheckOptions {
  readonly context: AudioContext
  readonly microphone: () => MediaStreamTrack | null
  /** The show is being recorded or sent: not a moment for chirps. */
  readonly onAir: () => boolean
}

/** Hears whether the loudspeaker of this machine comes back through the microphone, as that is set up now. */
export class EchoCheck implements SoundCheck {
  readonly #options: EchoCheckOptions
  #running = false

  constructor(options: EchoCheckOptions) {
    this.#options = options
  }

  async measureEcho(): Promise<EchoEstimate> {
    const { context, microphone, onAir } = this.#options
    if (this.#running || onAir()) throw new MediaError('busy', 'Not while recording, on air or measuring')
    const track = microphone()
    if (!track) throw new MediaError('deviceNotFound', 'No microphone is open')
    if (context.state !== 'running') throw new MediaError('audioBlocked', 'The sound output does not run')
    this.#running = true
    try {
      await context.audioWorklet.addModule(soundTapUrl)
      return await this.#listen(context, track)
    } catch (cause) {
      if (cause instanceof MediaError) throw cause
      throw new MediaError('engineFailed', 'The echo could not be measured', { cause })
    } finally {
      this.#running = false
    }
  }

  async #listen(context: AudioContext, track: MediaStreamTrack): Promise<EchoEstimate> {
    const { sampleRate } = context
    const played = chirp(sampleRate, AMPLITUDE)
    const buffer = new AudioBuffer({ length: played.length, sampleRate })
    buffer.copyToChannel(played, 0)
    const loudspeaker = new AudioBufferSourceNode(context, { buffer })
    loudspeaker.connect(context.destination)
    const source = new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([track]) })
    const tap = new AudioWorkletNode(context, 'sound-tap', { channelCount: 1, channelCountMode: 'explicit' })
    source.connect(tap).connect(context.destination)
    try {
      const startFrame = Math.round((context.currentTime + LEAD_SECONDS) * sampleRate)
      const heard = record(tap, startFrame, Math.round(LISTEN_SECONDS * sampleRate))
      loudspeaker.start(startFrame / sampleRate)
      return findEcho(played, await heard, sampleRate)
    } finally {
      loudspeaker.disconnect()
      source.disconnect()
      tap.disconnect()
      tap.port.close()
    }
  }
}

/** `length` frames of what the tap hears from `startFrame` of the context's clock on; gaps are silent. */
function record(tap: AudioWorkletNode, startFrame: number, length: number): Promise<Float32Array> {
  const heard = new Float32Array(length)
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new MediaError('noFrames', 'The microphone delivers nothing')),
      (LISTEN_SECONDS + LEAD_SECONDS) * 1000 + 5000,
    )
    tap.port.addEventListener('message', ({ data }: MessageEvent<TappedBlock>) => {
      const at = data.frame - startFrame
      if (at >= 0 && at + data.samples.length <= length) heard.set(data.samples, at)
      if (at < length - data.samples.length) return
      clearTimeout(timer)
      resolve(heard)
    })
    tap.port.start()
  })
}
