const THRESHOLD_DB = -4
/** The steepest the node allows. */
const RATIO = 20
const ATTACK_SECONDS = 0.002
const RELEASE_SECONDS = 0.15
/** Up to here the last guard changes nothing. */
const GUARD_KNEE = 0.9
const GUARD_CEILING = 0.98
const GUARD_POINTS = 4097

export interface Limiter {
  readonly input: AudioNode
  readonly output: AudioNode
  /** By how much it holds the sound down now, in dB, positive. */
  readonly reductionDb: () => number
}

/**
 * Keeps the program below full scale, so that two voices over music never clip hard.
 *
 * A DynamicsCompressorNode at its steepest ratio without a knee, which leaves everything below -4 dBFS alone. The node
 * raises its output by a make-up gain it does not let one switch off (Web Audio API, "Computing the makeup gain":
 * (1 / gain at full scale) ** 0.6), which is taken back here. What its attack lets through is rounded off by a wave
 * shaper, whose curve ends below full scale and whose input is held to that curve by definition.
 */
export function createLimiter(context: BaseAudioContext): Limiter {
  const compressor = new DynamicsCompressorNode(context, {
    threshold: THRESHOLD_DB,
    knee: 0,
    ratio: RATIO,
    attack: ATTACK_SECONDS,
    release: RELEASE_SECONDS,
    channelCount: 2,
    channelCountMode: 'explicit',
  })
  const fullScaleDb = THRESHOLD_DB - THRESHOLD_DB / RATIO
  const withoutMakeup = new GainNode(context, { gain: 10 ** ((fullScaleDb * 0.6) / 20) })
  const guard = new WaveShaperNode(context, { curve: guardCurve() })
  compressor.connect(withoutMakeup).connect(guard)
  return { input: compressor, output: guard, reductionDb: () => Math.max(0, -compressor.reduction) }
}

/** Straight up to the knee, then bending towards the ceiling without reaching it. Covers -1 to 1. */
export function guardCurve(): Float32Array<ArrayBuffer> {
  const room = GUARD_CEILING - GUARD_KNEE
  return Float32Array.from({ length: GUARD_POINTS }, (_, index) => {
    const sample = (index / (GUARD_POINTS - 1)) * 2 - 1
    const size = Math.abs(sample)
    const kept = size <= GUARD_KNEE ? size : GUARD_KNEE + room * Math.tanh((size - GUARD_KNEE) / room)
    return Math.sign(sample) * kept
  })
}
