/** How far the sound may be from where it belongs, on either side, before silence or a cut puts it right. */
const TOLERANCE_US = 40_000
/** Without any sound for this long, silence keeps the audio track going, so that the file can be written. */
const STARVED_US = 1_000_000
/** While starved the track is kept this far behind the present, to leave room for sound that comes back. */
const STARVED_LAG_US = 200_000
const WINDOW_US = 5_000_000
/** How fast pictures follow the sound's clock: 2 ms a second, far above the drift of any sound card. */
const SLEW = 0.002
/** Pictures that were left out for long do not let the next one jump. */
const LONGEST_STEP_US = 100_000

/**
 * The time line of one recording. Sound leads: its position is the number of samples written, so it never
 * has seams; pictures are stamped on the same line.
 *
 * A block of sound is stamped when it is captured, whenever it arrives, and the smallest lateness ever seen ties its
 * stamps to the worker's clock. So its place is known, and by how much the track is ahead of it. Pictures follow that
 * lead slowly, which takes in a sound card that runs fast or slow. Where sound was lost, or comes late in a bunch
 * after a stop, the track is put right at once, by silence or by leaving blocks out: pictures and sound are never
 * further apart than the tolerance.
 *
 * All times in µs.
 */
export class RecordingClock {
  readonly #startUs: number
  readonly #sampleRate: number
  #samples = 0
  #lastAudioUs: number
  /** What to add to a block's stamp to have it by the worker's clock; null before the first block. */
  #skewUs: number | null = null
  /** The next block is the first one after nothing: it is placed exactly. */
  #fresh = true
  #leads: { atUs: number; leadUs: number }[] = []
  #offsetUs = 0
  #lastPictureUs = 0
  #lastStampUs = -1

  constructor(startUs: number, sampleRate: number) {
    this.#startUs = startUs
    this.#sampleRate = sampleRate
    this.#lastAudioUs = startUs
    this.#lastPictureUs = startUs
  }

  /** Where on the line the next sample goes. */
  get audioPositionUs(): number {
    return (this.#samples / this.#sampleRate) * 1e6
  }

  /**
   * A block of sound arrived at `nowUs`, stamped `stampUs` by its own clock. Returns how many samples of
   * silence have to go before it, or null when it belongs to a time already written and has to be left out.
   */
  audio(nowUs: number, stampUs: number, sampleCount: number): number | null {
    const blockUs = (sampleCount / this.#sampleRate) * 1e6
    this.#skewUs = Math.min(this.#skewUs ?? Infinity, nowUs - blockUs - stampUs)
    this.#lastAudioUs = nowUs
    const placeUs = stampUs + this.#skewUs - this.#startUs
    const leadUs = this.audioPositionUs - placeUs
    if (leadUs > this.#offsetUs + TOLERANCE_US) return null
    const lost = this.#fresh || leadUs < this.#offsetUs - TOLERANCE_US
    const silence = lost ? this.#samplesIn(this.#leadAfterSilence() - leadUs) : 0
    this.#fresh = false
    this.#samples += silence + sampleCount
    this.#noteLead(nowUs, leadUs + (silence / this.#sampleRate) * 1e6)
    return silence
  }

  /** Called with every picture: how many samples of silence keep the audio track going, mostly 0. */
  starvedSamples(nowUs: number): number {
    if (nowUs - this.#lastAudioUs < STARVED_US) return 0
    const missingUs = nowUs - this.#startUs - STARVED_LAG_US - this.audioPositionUs
    const missing = this.#samplesIn(missingUs)
    if (missing === 0) return 0
    this.#samples += missing
    this.#fresh = true
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
    if (aimUs !== undefined) {
      const reachUs = Math.min(nowUs - this.#lastPictureUs, LONGEST_STEP_US) * SLEW
      this.#offsetUs += Math.max(-reachUs, Math.min(reachUs, aimUs - this.#offsetUs))
    }
    this.#lastPictureUs = nowUs
    const stamp = Math.round(nowUs - this.#startUs + this.#offsetUs)
    this.#lastStampUs = Math.max(stamp, this.#lastStampUs + 1)
    return this.#lastStampUs
  }

  #samplesIn(us: number): number {
    return Math.max(0, Math.round((us / 1e6) * this.#sampleRate))
  }

  /**
   * Back to no lead at all, as far as that is near the pictures. Filling up to the pictures' own offset would let every
   * loss push both on together.
   */
  #leadAfterSilence(): number {
    const half = TOLERANCE_US / 2
    return Math.max(this.#offsetUs - half, Math.min(this.#offsetUs + half, 0))
  }

  /** Keeps the leads that may yet be the largest of the window, largest (and oldest) first. */
  #noteLead(atUs: number, leadUs: number): void {
    while (this.#leads.length > 0 && (this.#leads.at(-1)?.leadUs ?? 0) <= leadUs) this.#leads.pop()
    this.#leads.push({ atUs, leadUs })
    while ((this.#leads[0]?.atUs ?? atUs) < atUs - WINDOW_US) this.#leads.shift()
  }
}
