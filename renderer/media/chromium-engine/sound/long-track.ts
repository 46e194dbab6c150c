import { fade, FADE_SECONDS } from './music-track.ts'
import type { MusicTrack } from './music-track.ts'

/** The end of a pass and the beginning of the next sound together for so long. */
const CROSSFADE_SECONDS = 2

interface Deck {
  readonly element: HTMLAudioElement
  readonly source: MediaElementAudioSourceNode
  readonly fader: GainNode
}

/** A file too long to hold decoded: read as it plays, by two players that hand over to each other at its end. */
export class LongTrack implements MusicTrack {
  readonly durationMs: number
  readonly #context: AudioContext
  readonly #url: string
  readonly #decks: readonly [Deck, Deck]
  readonly #output: GainNode
  #current: 0 | 1 = 0
  #playing = false
  #timer: ReturnType<typeof setTimeout> | undefined

  /** Takes over `url`, an object URL, and revokes it at the end. */
  constructor(context: AudioContext, url: string, durationMs: number) {
    this.#context = context
    this.#url = url
    this.durationMs = durationMs
    this.#output = new GainNode(context, { gain: 0 })
    this.#decks = [this.#newDeck(), this.#newDeck()]
    this.#decks[0].fader.gain.value = 1
  }

  get output(): AudioNode {
    return this.#output
  }

  async play(): Promise<void> {
    if (this.#playing) return
    clearTimeout(this.#timer)
    this.#playing = true
    try {
      await this.#decks[this.#current].element.play()
    } catch (error) {
      // A pause that overtook the start makes the element complain, and nobody else.
      if (!this.#playing) return
      this.#playing = false
      throw error
    }
    if (this.#playing) fade(this.#output.gain, 1, this.#context)
  }

  pause(): void {
    if (!this.#playing) return
    this.#playing = false
    fade(this.#output.gain, 0, this.#context)
    this.#timer = setTimeout(() => this.#stopElements(), FADE_SECONDS * 1000)
  }

  end(): void {
    this.pause()
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#stopElements()
      for (const { element, source } of this.#decks) {
        source.disconnect()
        element.removeAttribute('src')
        element.load()
      }
      this.#output.disconnect()
      URL.revokeObjectURL(this.#url)
    }, FADE_SECONDS * 1000)
  }

  #stopElements(): void {
    for (const { element } of this.#decks) element.pause()
  }

  #newDeck(): Deck {
    const element = new Audio(this.#url)
    element.preload = 'auto'
    const source = new MediaElementAudioSourceNode(this.#context, { mediaElement: element })
    const fader = new GainNode(this.#context, { gain: 0 })
    source.connect(fader).connect(this.#output)
    const passOnNearEnd = () => {
      const leftSeconds = element.duration - element.currentTime
      if (this.#playing && leftSeconds <= CROSSFADE_SECONDS)
        this.#passOn(element, Math.max(0.05, leftSeconds))
    }
    element.addEventListener('timeupdate', passOnNearEnd)
    element.addEventListener('ended', passOnNearEnd)
    return { element, source, fader }
  }

  #passOn(from: HTMLAudioElement, seconds: number): void {
    const [ending, next] =
      this.#current === 0 ? [this.#decks[0], this.#decks[1]] : [this.#decks[1], this.#decks[0]]
    if (ending.element !== from) return
    this.#current = this.#current === 0 ? 1 : 0
    next.element.currentTime = 0
    fade(ending.fader.gain, 0, this.#context, seconds)
    fade(next.fader.gain, 1, this.#context, seconds)
    // Refused only where the first pass was refused too, and that was told.
    next.element.play().catch(() => undefined)
  }
}
