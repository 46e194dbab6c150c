/** How far the sound may fall behind its own stamps before silence closes the hole, be it one or many small. */
const HOLE_US = 40_000
/** Without any sound for this long, silence keeps the audio track going, so that the file can be written. */
const STARVED_US = 1_000_000
/** While starved the track is kept this far behind the present, to leave room for sound that comes back. */
const STARVED_LAG_US = 200_000
const WINDOW_US = 5_000_000
/** After a break the first blocks come late in a bunch: nothing is concluded from them alone. */
const SETTLE_US = 1_000_000
/** How fast pictures follow the sound's clock: 2 ms a second, far above the drift of any sound card. */
const SLEW = 0.002
/** The first block may have come late, so that for the first seconds pictures approach the sound faster. */
const FIRST_SLEW = 0.05
const FIRST_US = 4_000_000
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
  /** What to subtract from a block's stamp to get its place on the line; null before the first block. */
  #stampOriginUs: number | null = null
  #leads: { atUs: number; leadUs: number }[] = []
  #settledAtUs: number
  #offsetUs = 0
  #firstUntilUs: number
  #lastPictureUs = 0
  #lastStampUs = -1

  constructor(startUs: number, sampleRate: number) {
    this.#startUs = startUs
    this.#sampleRate = sampleRate
    this.#lastAudioUs = startUs
    this.#lastPictureUs = startUs
    this.#settledAtUs = startUs + SETTLE_US
    this.#firstUntilUs = startUs + FIRST_US
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
    const elapsedUs = nowUs - this.#startUs
    const blockUs = (sampleCount / this.#sampleRate) * 1e6
    const first = this.#stampOriginUs === null
    const placeUs = first ? elapsedUs - blockUs : stampUs - (this.#stampOriginUs ?? 0) + this.#offsetUs
    const holeUs = placeUs - this.audioPositionUs
    const silence = first || holeUs > HOLE_US ? this.#samplesIn(holeUs) : 0
    if (silence > 0) this.#forgetLeads(nowUs)
    this.#samples += silence
    if (first) {
      this.#stampOriginUs = stampUs - this.audioPositionUs + this.#offsetUs
      this.#firstUntilUs = nowUs + FIRST_US
    }
    this.#samples += sampleCount
    this.#lastAudioUs = nowUs
    this.#noteLead(nowUs, this.audioPositionUs - elapsedUs)
    return silence
  }

  /** Called with every picture: how many samples of silence keep the audio track going, mostly 0. */
  starvedSamples(nowUs: number): number {
    if (nowUs - this.#lastAudioUs < STARVED_US) return 0
    const missingUs = nowUs - this.#startUs - STARVED_LAG_US - this.audioPositionUs
    const missing = this.#samplesIn(missingUs)
    if (missing === 0) return 0
    this.#samples += missing
    this.#stampOriginUs = null
    this.#forgetLeads(nowUs)
    return missing
  }

  /** At the end: how many samples of silence make the sound as long as the pictures, which end at `endUs` on the line. */
  samplesUntil(endUs: number): number {
    const missing = this.#samplesIn(endUs - this.audioPositionUs)
    this.#samples += missing
    return missing
  }

  /** The stamp of a picture drawn at `nowUs`; grows with every call. */
  picture(nowUs: number): number {
    const aimUs = this.#leads[0]?.leadUs
    if (aimUs !== undefined && nowUs >= this.#settledAtUs) {
      const first = nowUs < this.#firstUntilUs
      const reachUs = Math.min(nowUs - this.#lastPictureUs, LONGEST_STEP_US) * (first ? FIRST_SLEW : SLEW)
      const stepUs = Math.max(-reachUs, Math.min(reachUs, aimUs - this.#offsetUs))
      this.#offsetUs += stepUs
      // A first guess put right is no drift: where blocks are expected does not move with it.
      if (first && this.#stampOriginUs !== null) this.#stampOriginUs += stepUs
    }
    this.#lastPictureUs = nowUs
    const stamp = Math.round(nowUs - this.#startUs + this.#offsetUs)
    this.#lastStampUs = Math.max(stamp, this.#lastStampUs + 1)
    return this.#lastStampUs
  }

  #samplesIn(us: number): number {
    return Math.max(0, Math.round((us / 1e6) * this.#sampleRate))
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
