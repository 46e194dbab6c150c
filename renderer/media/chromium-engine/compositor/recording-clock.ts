/** A hole in the sound longer than this is filled with silence at once; stamps alone jitter by 3 ms. */
const GAP_US = 20_000
/** Without any sound for this long, silence keeps the audio track going, so that the file can be written. */
const STARVED_US = 1_000_000
/** While starved the track is kept this far behind the present, to leave room for sound that comes back. */
const STARVED_LAG_US = 200_000
const WINDOW_US = 5_000_000
/** After a break the first blocks come late in a bunch: nothing is concluded from them alone. */
const SETTLE_US = 1_000_000
/** How fast the picture follows the sound's clock: 5 ms a second, far above any real drift. */
const SLEW = 0.005
/** Pictures that were left out for long do not let the next one jump. */
const LONGEST_STEP_US = 100_000

/**
 * The time line of one recording. Sound leads: its position is the number of samples written, so it never
 * has seams; pictures are stamped on the same line. Both come with the worker's clock, which runs slightly
 * differently from the sound card's. The difference is the largest lead of the sound within a few seconds
 * (late arrival only ever makes the lead smaller), and picture stamps follow it slowly.
 *
 * All times in µs.
 */
export class RecordingClock {
  readonly #startUs: number
  readonly #sampleRate: number
  #samples = 0
  #lastAudioUs: number
  #expectedStampUs: number | null = null
  #leads: { atUs: number; leadUs: number }[] = []
  #settledAtUs: number
  #offsetUs = 0
  #lastPictureUs = 0
  #lastStampUs = -1

  constructor(startUs: number, sampleRate: number) {
    this.#startUs = startUs
    this.#sampleRate = sampleRate
    this.#lastAudioUs = startUs
    this.#lastPictureUs = startUs
    this.#settledAtUs = startUs + SETTLE_US
  }

  /** Where on the line the next sample goes. */
  get audioPositionUs(): number {
    return (this.#samples / this.#sampleRate) * 1e6
  }

  /**
   * A block of sound arrived at `nowUs`, stamped `stampUs` by its own clock. Returns how many samples of
   * silence have to go before it.
   */
  audio(nowUs: number, stampUs: number, sampleCount: number): number {
    const blockUs = (sampleCount / this.#sampleRate) * 1e6
    const elapsedUs = nowUs - this.#startUs
    const gapUs =
      this.#expectedStampUs === null
        ? elapsedUs - blockUs - this.audioPositionUs
        : stampUs - this.#expectedStampUs > GAP_US
          ? stampUs - this.#expectedStampUs
          : 0
    const silence = Math.max(0, Math.round((gapUs / 1e6) * this.#sampleRate))
    if (silence > 0) this.#forgetLeads(nowUs)
    this.#samples += silence + sampleCount
    this.#expectedStampUs = stampUs + blockUs
    this.#lastAudioUs = nowUs
    this.#noteLead(nowUs, this.audioPositionUs - elapsedUs)
    return silence
  }

  /** Called with every picture: how many samples of silence keep the audio track going, mostly 0. */
  starvedSamples(nowUs: number): number {
    if (nowUs - this.#lastAudioUs < STARVED_US) return 0
    const missingUs = nowUs - this.#startUs - STARVED_LAG_US - this.audioPositionUs
    const missing = Math.floor((missingUs / 1e6) * this.#sampleRate)
    if (missing <= 0) return 0
    this.#samples += missing
    this.#expectedStampUs = null
    this.#forgetLeads(nowUs)
    return missing
  }

  /** The stamp of a picture drawn at `nowUs`; grows with every call. */
  picture(nowUs: number): number {
    const aimUs = this.#leads[0]?.leadUs
    if (aimUs !== undefined && nowUs >= this.#settledAtUs) {
      const reachUs = Math.min(nowUs - this.#lastPictureUs, LONGEST_STEP_US) * SLEW
      this.#offsetUs += Math.max(-reachUs, Math.min(reachUs, aimUs - this.#offsetUs))
    }
    this.#lastPictureUs = nowUs
    const stamp = Math.round(nowUs - this.#startUs + this.#offsetUs)
    this.#lastStampUs = Math.max(stamp, this.#lastStampUs + 1)
    return this.#lastStampUs
  }

  #forgetLeads(nowUs: number): void {
    this.#leads = []
    this.#settledAtUs = nowUs + SETTLE_US
  }

  /** Keeps the leads that may yet be the largest of the window, largest (and oldest) first. */
  #noteLead(atUs: number, leadUs: number): void {
    while (this.#leads.length > 0 && (this.#leads.at(-1)?.leadUs ?? 0) <= leadUs) this.#leads.pop()
    this.#leads.push({ atUs, leadUs })
    while ((this.#leads[0]?.atUs ?? atUs) < atUs - WINDOW_US) this.#leads.shift()
  }
}
