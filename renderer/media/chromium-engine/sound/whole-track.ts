import { fade, FADE_SECONDS } from './music-track.ts'
import type { MusicTrack } from './music-track.ts'

/** A decoded file in memory: it loops without a gap, to the sample. */
export class WholeTrack implements MusicTrack {
  readonly durationMs: number
  readonly #context: AudioContext
  readonly #buffer: AudioBuffer
  readonly #fader: GainNode
  #playing: { readonly node: AudioBufferSourceNode; readonly startedAtSeconds: number } | null = null
  #offsetSeconds = 0

  constructor(context: AudioContext, buffer: AudioBuffer) {
    this.#context = context
    this.#buffer = buffer
    this.durationMs = Math.round(buffer.duration * 1000)
    this.#fader = new GainNode(context, { gain: 0 })
  }

  get output(): AudioNode {
    return this.#fader
  }

  async play(): Promise<void> {
    if (this.#playing) return
    const node = new AudioBufferSourceNode(this.#context, { buffer: this.#buffer, loop: true })
    node.connect(this.#fader)
    node.start(0, this.#offsetSeconds)
    this.#playing = { node, startedAtSeconds: this.#context.currentTime }
    fade(this.#fader.gain, 1, this.#context)
  }

  pause(): void {
    if (!this.#playing) return
    const { node, startedAtSeconds } = this.#playing
    const playedSeconds = this.#context.currentTime - startedAtSeconds
    this.#offsetSeconds = (this.#offsetSeconds + playedSeconds) % this.#buffer.duration
    this.#playing = null
    fade(this.#fader.gain, 0, this.#context)
    node.addEventListener('ended', () => node.disconnect())
    node.stop(this.#context.currentTime + FADE_SECONDS)
  }

  end(): void {
    const fader = this.#fader
    if (!this.#playing) {
      fader.disconnect()
      return
    }
    this.#playing.node.addEventListener('ended', () => fader.disconnect())
    this.pause()
  }
}
