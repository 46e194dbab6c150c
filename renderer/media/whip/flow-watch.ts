/** What one look at a sending connection shows. Counts grow from 0. */
export interface FlowSample {
  readonly atMs: number
  readonly videoBytes: number
  readonly videoFrames: number
  /** When (any clock) the other end last reported what arrived; null as long as it never has. */
  readonly reportedAt: number | null
  /** Checks of the path the other end has answered; null where that is unknown. */
  readonly pathAnswers: number | null
}

/** `opening`: nothing proves yet that media arrive. `stalled`: nothing was sent, or nothing acknowledged, for too long. */
export type Flow = 'opening' | 'flowing' | 'stalled'

/** An end that does not report (RTCP is its duty, yet some forget, or fall silent over an ICE restart) is believed by the path it keeps answering on. */
const REPORT_WAIT_MS = 5000
const NOTHING_SENT_MS = 5000
const NOTHING_REPORTED_MS = 15_000

/**
 * Decides from what is really sent and acknowledged whether media flow. That a connection is `connected` says only that
 * a path was found once; it is no evidence that pictures travel on it.
 */
export class FlowWatch {
  #first: FlowSample | null = null
  #last: FlowSample | null = null
  #sentAtMs = 0
  /** When the last report since the first look came; null before there was one. */
  #reportedAtMs: number | null = null
  #flowing = false

  add(sample: FlowSample): Flow {
    const first = (this.#first ??= sample)
    const last = this.#last
    this.#last = sample
    if (!last) {
      this.#sentAtMs = sample.atMs
      return 'opening'
    }
    const sending = sample.videoBytes > last.videoBytes && sample.videoFrames > last.videoFrames
    if (sending) this.#sentAtMs = sample.atMs
    if (sample.reportedAt !== null && sample.reportedAt !== last.reportedAt) this.#reportedAtMs = sample.atMs
    if (!this.#flowing) {
      this.#flowing = sending && (this.#reportedAtMs !== null || pathHolds(first, sample))
      return this.#flowing ? 'flowing' : 'opening'
    }
    const silent = this.#reportedAtMs !== null && sample.atMs - this.#reportedAtMs >= NOTHING_REPORTED_MS
    return silent || sample.atMs - this.#sentAtMs >= NOTHING_SENT_MS ? 'stalled' : 'flowing'
  }
}

function pathHolds(first: FlowSample, now: FlowSample): boolean {
  if (now.atMs - first.atMs < REPORT_WAIT_MS) return false
  return now.pathAnswers === null || first.pathAnswers === null || now.pathAnswers > first.pathAnswers
}
