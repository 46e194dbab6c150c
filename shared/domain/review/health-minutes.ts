import type { HealthSample } from '../health/health-sample.ts'
import type { ReviewMinute } from './review.ts'

type MinuteHealth = NonNullable<ReviewMinute['health']>

/** The worst of a minute, with one more sample in it. */
export function worse(before: MinuteHealth | null, sample: HealthSample): MinuteHealth {
  const { fps, skipped, recording, outputs, cpu } = sample
  const known = before ?? NOTHING
  return {
    fpsMin: least(known.fpsMin, [fps]),
    framesLost: known.framesLost + skipped + (recording?.dropped ?? 0),
    kbpsMin: least(
      known.kbpsMin,
      outputs.map(({ kbps }) => kbps),
    ),
    lossMax: most(
      known.lossMax,
      outputs.map(({ loss }) => loss),
    ),
    roundTripMsMax: most(
      known.roundTripMsMax,
      outputs.map(({ roundTripMs }) => roundTripMs),
    ),
    cpuMax: most(known.cpuMax, [cpu]),
  }
}

const NOTHING: MinuteHealth = {
  fpsMin: null,
  framesLost: 0,
  kbpsMin: null,
  lossMax: null,
  roundTripMsMax: null,
  cpuMax: null,
}

const least = (known: number | null, values: readonly (number | null)[]): number | null =>
  values.reduce((low, value) => (value === null ? low : Math.min(low ?? value, value)), known)

const most = (known: number | null, values: readonly (number | null)[]): number | null =>
  values.reduce((high, value) => (value === null ? high : Math.max(high ?? value, value)), known)
