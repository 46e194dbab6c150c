import { SoundDesk } from '#renderer/media/chromium-engine/sound-desk.ts'
import { MusicPlayer } from '#renderer/media/chromium-engine/sound/music-player.ts'
import { EngineStore } from '#renderer/media/engine-store.ts'
import { MIXER_CHANNELS } from '#renderer/media/media-state.ts'
import type { AudioLevels, MixerChannel } from '#renderer/media/media-state.ts'

const SAMPLE_RATE = 48_000

/** A mono WAV file (16 bit): `sampleAt` gives the sample (-1 to 1) for a time in seconds. */
function createWav(seconds: number, sampleAt: (atSeconds: number) => number): Blob {
  const length = Math.round(seconds * SAMPLE_RATE)
  const view = new DataView(new ArrayBuffer(44 + 2 * length))
  const text = (at: number, word: string) =>
    new TextEncoder().encode(word).forEach((byte, index) => view.setUint8(at + index, byte))
  text(0, 'RIFF')
  view.setUint32(4, 36 + 2 * length, true)
  text(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, SAMPLE_RATE, true)
  view.setUint32(28, 2 * SAMPLE_RATE, true)
  view.setUint16(32, 2, true)
  view.setUint16(34, 16, true)
  text(36, 'data')
  view.setUint32(40, 2 * length, true)
  for (let index = 0; index < length; index += 1) {
    const sample = Math.max(-1, Math.min(1, sampleAt(index / SAMPLE_RATE)))
    view.setInt16(44 + 2 * index, Math.round(sample * 32_767), true)
  }
  return new Blob([view.buffer], { type: 'audio/wav' })
}

/** A steady tone that ends where it began, so that looping it is seamless for whole hertz and whole seconds. */
const createTone = (seconds: number, hertz: number, amplitude: number): Blob =>
  createWav(seconds, (at) => amplitude * Math.sin(2 * Math.PI * hertz * at))

type Meter = MixerChannel | 'program'

/** The loudest and the softest level (rms, dBFS) of each meter over so many reports. */
function measure(
  engine: { subscribeLevels(listener: (levels: AudioLevels) => void): () => void },
  reports: number,
): Promise<Readonly<Record<Meter, { readonly min: number; readonly max: number; readonly peak: number }>>> {
  const meters: readonly Meter[] = [...MIXER_CHANNELS, 'program']
  const seen: AudioLevels[] = []
  return new Promise((resolve) => {
    const stop = engine.subscribeLevels((levels) => {
      if (seen.push(levels) < reports) return
      stop()
      const range = (meter: Meter) => ({
        min: Math.min(...seen.map((each) => each[meter].rmsDb)),
        max: Math.max(...seen.map((each) => each[meter].rmsDb)),
        peak: Math.max(...seen.map((each) => each[meter].peakDb)),
      })
      const [microphone1, microphone2, music, screen, program] = meters.map(range)
      if (!microphone1 || !microphone2 || !music || !screen || !program) throw new Error('No levels')
      resolve({ microphone1, microphone2, music, screen, program })
    })
  })
}

/** So many seconds of several tracks, recorded side by side on one clock. */
async function listenTo(tracks: readonly MediaStreamTrack[], seconds: number): Promise<Float32Array[]> {
  const context = new AudioContext({ sampleRate: SAMPLE_RATE })
  await context.resume()
  const code = `registerProcessor('listener', class extends AudioWorkletProcessor {
    process(inputs) {
      this.port.postMessage(inputs.map((input) => (input[0] ?? new Float32Array(128)).slice()))
      return true
    }
  })`
  await context.audioWorklet.addModule(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })))
  const listener = new AudioWorkletNode(context, 'listener', { numberOfInputs: tracks.length })
  tracks.forEach((track, index) => {
    const source = new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([track]) })
    source.connect(listener, 0, index)
  })
  listener.connect(context.destination)
  const heard = tracks.map(() => new Float32Array(seconds * SAMPLE_RATE))
  await new Promise<void>((resolve) => {
    let at = 0
    listener.port.addEventListener('message', ({ data }: MessageEvent<Float32Array[]>) => {
      if (at + 128 > seconds * SAMPLE_RATE) {
        resolve()
        return
      }
      data.forEach((block, index) => heard[index]?.set(block, at))
      at += 128
    })
    listener.port.start()
  })
  await context.close()
  return heard
}

/** By how many ms `late` comes after `early`, of two recordings of the same ticks; 0 to 600. */
function lagMs(early: Float32Array, late: Float32Array): number {
  const [a, b] = [envelope(early), envelope(late)]
  let [best, bestAt] = [-1, 0]
  for (let lag = 0; lag <= 600; lag += 1) {
    let product = 0
    for (let at = 0; at + lag < b.length; at += 1) product += (a[at] ?? 0) * (b[at + lag] ?? 0)
    if (product > best) [best, bestAt] = [product, lag]
  }
  return bestAt
}

/** Loudness per ms, less its mean. */
function envelope(samples: Float32Array): number[] {
  const perMs = SAMPLE_RATE / 1000
  const sums = Array.from({ length: Math.floor(samples.length / perMs) }, (_, at) =>
    samples.subarray(at * perMs, (at + 1) * perMs).reduce((sum, sample) => sum + Math.abs(sample), 0),
  )
  const mean = sums.reduce((sum, value) => sum + value, 0) / sums.length
  return sums.map((value) => value - mean)
}

/** Ticks at times that no lag below a second repeats, to be found again after a delay. */
function createTicks(context: AudioContext): MediaStream {
  const seconds = 7
  const buffer = new AudioBuffer({ length: seconds * SAMPLE_RATE, sampleRate: SAMPLE_RATE })
  const samples = buffer.getChannelData(0)
  for (const atSeconds of [0.1, 0.83, 1.97, 2.6, 3.91, 4.44, 5.75, 6.3]) {
    for (let index = 0; index < 0.02 * SAMPLE_RATE; index += 1) {
      samples[atSeconds * SAMPLE_RATE + index] = 0.5 * Math.sin((2 * Math.PI * 1000 * index) / SAMPLE_RATE)
    }
  }
  const source = new AudioBufferSourceNode(context, { buffer, loop: true })
  const destination = new MediaStreamAudioDestinationNode(context)
  source.connect(destination)
  source.start()
  return destination.stream
}

export const soundParts = {
  SoundDesk,
  EngineStore,
  MusicPlayer,
  createTone,
  createTicks,
  measure,
  listenTo,
  lagMs,
}

declare global {
  interface Window {
    desk: SoundDesk
    refuseMicrophones?: boolean
    microphoneTracks?: MediaStreamTrack[]
    /** How often a microphone was opened. */
    openings?: number
    /** Gives a dead line its first sound. */
    speak?: () => void
  }
}
