import type { AgoraApi } from '#shared/protocol/agora.ts'
import { MediaError } from '../media-error.ts'
import { callError } from './codes.ts'
import { keyOf, stillsOf, toComposition } from './composition.ts'
import type { CompositionPlan, Still } from './composition.ts'

interface CompositionDriverOptions {
  readonly api: AgoraApi<HTMLElement>
  readonly plan: () => CompositionPlan
  /** Draws a still as PNG, null where there is nothing to draw. */
  readonly paint: (still: Still) => Promise<Uint8Array | null>
  readonly framesPerSecond: number
  /** The composition cannot be brought about any more. */
  readonly broken: (error: MediaError) => void
}

const RETRY_MS = 1000
const MOST_RETRIES = 5
/** Changes that come together (a replugged camera, a card, a scene) make one update. */
const TOGETHER_MS = 20
/** VideoTranscoderError: the source is not captured yet; the file is not what it should be. */
const SOURCE_NOT_READY = 1
const [BAD_PATH, BAD_FORMAT] = [3, 4] as const

/**
 * Brings the native composition after the studio's: one update at a time, the newest wish wins, files are written
 * before they are named and removed after nothing names them. The SDK answers an update at once and complains later,
 * by an event; what it complains about is tried again a few times before the composition counts as broken.
 */
export class CompositionDriver {
  readonly #options: CompositionDriverOptions
  readonly #files = new Map<string, string>()
  #started = false
  #ended = false
  #working = false
  #wanted = false
  #retries = 0
  #last = ''
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(options: CompositionDriverOptions) {
    this.#options = options
  }

  /** Call whenever the plan may have changed. */
  changed(): void {
    if (this.#ended) return
    this.#wanted = true
    if (this.#working) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#work(), TOGETHER_MS)
  }

  /** The SDK could not compose a picture. */
  failed(error: number, imageUrl: string): void {
    if (this.#ended) return
    if (error === BAD_PATH || error === BAD_FORMAT) this.#forget(imageUrl)
    this.#retry(
      new MediaError('engineFailed', `The Agora composition failed (error ${error})`),
      // A camera that takes its time is no breakdown; its own keeper watches over it.
      error === SOURCE_NOT_READY,
    )
  }

  /** A source came to life or the plan took: earlier complaints are history. */
  recovered(): void {
    this.#retries = 0
  }

  end(): void {
    this.#ended = true
    clearTimeout(this.#timer)
    if (this.#started) this.#options.api.stopComposition()
    for (const path of this.#files.values()) this.#options.api.removeImage(path)
    this.#files.clear()
  }

  async #work(): Promise<void> {
    // The loop that runs sees the new wish.
    if (this.#working) return
    this.#working = true
    while (this.#wanted && !this.#ended) {
      this.#wanted = false
      const plan = this.#options.plan()
      await this.#write(stillsOf(plan))
      // Newer wishes may have come in meanwhile; then this one need not be shown any more.
      if (!this.#stale()) this.#send(plan)
    }
    this.#working = false
  }

  #stale(): boolean {
    return this.#wanted || this.#ended
  }

  #send(plan: CompositionPlan): void {
    const { api, framesPerSecond } = this.#options
    const composition = toComposition(plan, (still) => this.#files.get(keyOf(still)) ?? null, framesPerSecond)
    const text = JSON.stringify(composition)
    if (text === this.#last) return
    const code = this.#started ? api.updateComposition(composition) : api.startComposition(composition)
    if (code !== 0) {
      this.#retry(callError(code, 'Composing the program'), false)
      return
    }
    this.#started = true
    this.#last = text
    this.#removeUnused(new Set(stillsOf(plan).map(keyOf)))
  }

  async #write(stills: readonly Still[]): Promise<void> {
    const { api, paint } = this.#options
    for (const still of stills) {
      const key = keyOf(still)
      if (this.#files.has(key)) continue
      // A picture that cannot be drawn is left out; the program goes on without it.
      const png = await paint(still).catch(() => null)
      const path = png && api.writeImage(png)
      if (path !== null) this.#files.set(key, path)
    }
  }

  #removeUnused(used: ReadonlySet<string>): void {
    const kept = new Set([...this.#files].flatMap(([key, path]) => (used.has(key) ? [path] : [])))
    for (const [key, path] of this.#files) {
      if (used.has(key)) continue
      this.#files.delete(key)
      if (!kept.has(path)) this.#options.api.removeImage(path)
    }
  }

  #forget(imageUrl: string): void {
    for (const [key, path] of this.#files) if (path === imageUrl) this.#files.delete(key)
  }

  #retry(error: MediaError, patient: boolean): void {
    this.#last = ''
    this.#retries += 1
    if (this.#retries > MOST_RETRIES && !patient) {
      this.#options.broken(error)
      return
    }
    this.#wanted = true
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#work(), RETRY_MS)
  }
}
