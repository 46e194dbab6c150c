/**
 * Keeps a steady cadence that does not drift: frame n is due at start + n × interval, whatever happened to
 * the frames before. Late frames are skipped, never caught up with.
 */
export class FramePacer {
  readonly intervalMs: number
  #startMs: number
  #lastIndex = -1

  constructor(framesPerSecond: number, startMs: number) {
    this.intervalMs = 1000 / framesPerSecond
    this.#startMs = startMs
  }

  /** Claims the frame that is due at `nowMs`; null when that one was drawn already. */
  claim(nowMs: number): { index: number; skipped: number } | null {
    const index = Math.floor((nowMs - this.#startMs) / this.intervalMs + 1e-6)
    if (index <= this.#lastIndex) return null
    const skipped = index - this.#lastIndex - 1
    this.#lastIndex = index
    return { index, skipped }
  }

  /** Milliseconds from `nowMs` until the next frame is due, 0 if it is already. */
  delayMs(nowMs: number): number {
    return Math.max(0, this.#startMs + (this.#lastIndex + 1) * this.intervalMs - nowMs)
  }
}
