import type { EchoEstimate } from '../../port.ts'

/** Where loudspeakers of laptops and microphones for speech both do well. */
const FROM_HZ = 600
const TO_HZ = 3000
const CHIRP_SECONDS = 0.4
/** Each end swells and fades over so much of the chirp: no click, and a peak without side lobes. */
const EDGE = 0.15
/** Correlating at this rate is enough for 3 kHz and sixteen times cheaper than at 48 kHz. */
const ANALYSIS_HZ = 12_000
/** The peak of the correlation stands out from its mean by more than chance makes it (noise alone: 5 to 6). */
const PEAK_OVER_MEAN = 8
/** Quieter than this below what was played nobody would hear it. */
const INAUDIBLE_DB = -60

/** A tone sliding up through the range of speech, peaking at `amplitude` (linear). */
export function chirp(sampleRate: number, amplitude: number): Float32Array<ArrayBuffer> {
  const length = Math.round(CHIRP_SECONDS * sampleRate)
  return Float32Array.from({ length }, (_, index) => {
    const at = index / length
    const seconds = index / sampleRate
    const phase =
      2 * Math.PI * (FROM_HZ * seconds + ((TO_HZ - FROM_HZ) * seconds * seconds) / (2 * CHIRP_SECONDS))
    return amplitude * edge(at) * edge(1 - at) * Math.sin(phase)
  })
}

/**
 * Looks for `played` in `heard`, which was recorded from the moment of playing, both at `sampleRate` Hz: a matched
 * filter, that is their cross-correlation, divided by the energy of what was played. Its peak is the gain from
 * loudspeaker to microphone, its place the delay.
 */
export function findEcho(played: Float32Array, heard: Float32Array, sampleRate: number): EchoEstimate {
  const factor = Math.max(1, Math.round(sampleRate / ANALYSIS_HZ))
  const [pattern, recording] = [decimate(played, factor), decimate(heard, factor)]
  let energy = 0
  for (const sample of pattern) energy += sample * sample
  const places = recording.length - pattern.length + 1
  if (places <= 1 || energy === 0) return NOT_HEARD
  let [peak, peakAt, sum] = [0, 0, 0]
  for (let place = 0; place < places; place += 1) {
    let product = 0
    for (let index = 0; index < pattern.length; index += 1) {
      product += (pattern[index] ?? 0) * (recording[place + index] ?? 0)
    }
    const size = Math.abs(product) / energy
    sum += size
    if (size > peak) [peak, peakAt] = [size, place]
  }
  const echoDb = 20 * Math.log10(peak)
  if (peak < PEAK_OVER_MEAN * (sum / places) || echoDb < INAUDIBLE_DB) return NOT_HEARD
  return {
    echoDb: Math.round(echoDb * 10) / 10,
    delayMs: Math.round((peakAt * factor * 1000) / sampleRate),
  }
}

const NOT_HEARD: EchoEstimate = { echoDb: null, delayMs: null }

const edge = (at: number): number => (at >= EDGE ? 1 : (1 - Math.cos((Math.PI * at) / EDGE)) / 2)

/** Means of `factor` samples: a low-pass good enough below a quarter of the new rate. */
function decimate(samples: Float32Array, factor: number): Float32Array {
  return Float32Array.from({ length: Math.floor(samples.length / factor) }, (_, index) => {
    let sum = 0
    for (let offset = 0; offset < factor; offset += 1) sum += samples[index * factor + offset] ?? 0
    return sum / factor
  })
}
