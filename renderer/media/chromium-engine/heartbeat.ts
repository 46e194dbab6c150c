const LOOK_MS = 1000
/** Looks without a sign of life, one a second, after which the other side is taken for dead. */
const SILENT_LOOKS = 3
/** The first sign may take longer: code is loaded, and a machine that starts a show is busy. */
const FIRST_LOOKS = 15
/** A look that comes so late says that this side was held up, or the machine asleep; signs may be waiting unread. */
const LATE_MS = 500

/**
 * Notices when a worker falls silent that should be heard about once a second: hung rather than broken, so that it
 * cannot say so itself. Counts looks rather than time, so that a busy page or a sleeping machine is no alarm.
 */
export class Heartbeat {
  readonly #onSilent: () => void
  readonly #now: () => number
  readonly #timer: ReturnType<typeof setInterval>
  #silentLooks = 0
  #allowed = FIRST_LOOKS
  #lookedAtMs: number

  /** `onSilent` is called once. */
  constructor(onSilent: () => void, now: () => number = () => performance.now()) {
    this.#onSilent = onSilent
    this.#now = now
    this.#lookedAtMs = now()
    this.#timer = setInterval(this.#look, LOOK_MS)
  }

  beat(): void {
    this.#silentLooks = 0
    this.#allowed = SILENT_LOOKS
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  #look = (): void => {
    const nowMs = this.#now()
    const late = nowMs - this.#lookedAtMs > LOOK_MS + LATE_MS
    this.#lookedAtMs = nowMs
    this.#silentLooks = late ? 0 : this.#silentLooks + 1
    if (this.#silentLooks <= this.#allowed) return
    this.stop()
    this.#onSilent()
  }
}
