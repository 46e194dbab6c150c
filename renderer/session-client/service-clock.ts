/**
 * The service's time as this device knows it. Deadlines are the service's; a tablet whose own clock is minutes off
 * must count down the same seconds, so every pong and welcome corrects the offset (Cristian's algorithm: half the
 * round trip is taken for the way back, and the sample with the shortest round trip wins).
 */
export interface ServiceClock {
  readonly nowMs: () => number
  /** One look at the service's time. `roundTripMs` is null when nobody knows how long it was on its way. */
  readonly sample: (serverNowMs: number, roundTripMs: number | null) => void
}

/** After this many samples an old best one is let go, so that a clock that is set or drifts is followed. */
const SAMPLES_REMEMBERED = 12

export function createServiceClock(deviceNowMs: () => number = Date.now): ServiceClock {
  let samples: { readonly offsetMs: number; readonly roundTripMs: number }[] = []
  let offsetMs = 0
  return {
    nowMs: () => deviceNowMs() + offsetMs,
    sample: (serverNowMs, roundTripMs) => {
      if (roundTripMs === null) {
        // Better than nothing, and worse than any measured one.
        if (samples.length === 0) offsetMs = serverNowMs - deviceNowMs()
        return
      }
      const sample = { offsetMs: serverNowMs + roundTripMs / 2 - deviceNowMs(), roundTripMs }
      samples = [...samples.slice(1 - SAMPLES_REMEMBERED), sample]
      offsetMs = samples.reduce((best, other) =>
        other.roundTripMs <= best.roundTripMs ? other : best,
      ).offsetMs
    },
  }
}
