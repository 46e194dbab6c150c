/** A live line always carries some noise; exact zeros for so long mean that nothing is at its other end. */
const DEAD_AFTER_MS = 5000

/** What to do about a line: nothing, note that it is dead, or note it and open the device anew. */
export type SilenceVerdict = 'fine' | 'waiting' | 'dead' | 'deadReopen'

/**
 * Tells a dead microphone from a quiet one. Time is counted in measured sound, so that a sleeping page accuses nobody.
 * A device is opened anew once only: some are exactly silent whenever nobody speaks, and opening costs a moment of
 * sound. After that the line stays noted until something is heard.
 */
export class SilenceWatch {
  #zeroMs = 0
  #reopened = false

  /** The loudest sample (linear) of the last `durationMs` of sound. */
  report(peak: number, durationMs: number): SilenceVerdict {
    if (peak > 0) {
      this.#zeroMs = 0
      return 'fine'
    }
    this.#zeroMs += durationMs
    if (this.#zeroMs < DEAD_AFTER_MS) return 'waiting'
    if (this.#reopened) return 'dead'
    this.#reopened = true
    return 'deadReopen'
  }

  /** The host opened a device. */
  reset(): void {
    this.#zeroMs = 0
    this.#reopened = false
  }
}
