import type { InputKey } from './messages.ts'
import { smallPrinter, StillWatch } from './still-watch.ts'

/** So long the last picture of a lost input stays: a camera that comes back at once leaves no hole. */
const HOLD_MS = 2000
const LOOK_MS = 1000

interface Input {
  readonly generation: number
  readonly reader: ReadableStreamDefaultReader<VideoFrame>
  frame: VideoFrame | null
  framesSinceReport: number
  framesSinceLook: number
  lookedAtMs: number
  stillLooks: number | null
}

interface InputListener {
  live(input: InputKey, generation: number, width: number, height: number): void
  ended(input: InputKey, generation: number): void
}

/**
 * Keeps the newest frame of every input. Reading never waits for drawing: a newer frame replaces the one
 * before, which is closed at once, because cameras stop when their few frame buffers stay taken.
 */
export class VideoInputs {
  readonly #inputs = new Map<InputKey, Input>()
  readonly #held = new Map<InputKey, { readonly frame: VideoFrame; readonly untilMs: number }>()
  readonly #still = new StillWatch(smallPrinter())
  readonly #listener: InputListener

  constructor(listener: InputListener) {
    this.#listener = listener
  }

  attach(key: InputKey, generation: number, frames: ReadableStream<VideoFrame>): void {
    if (this.#inputs.has(key)) this.detach(key, performance.now())
    const input: Input = {
      generation,
      reader: frames.getReader(),
      frame: null,
      framesSinceReport: 0,
      framesSinceLook: 0,
      lookedAtMs: performance.now(),
      stillLooks: null,
    }
    this.#inputs.set(key, input)
    void this.#pump(key, input)
  }

  /** With the moment it was lost the last picture is held for a while; null takes it away now. */
  detach(key: InputKey, lostAtMs: number | null): void {
    const input = this.#inputs.get(key)
    this.#inputs.delete(key)
    if (lostAtMs === null) this.#drop(key)
    if (!input) return
    if (input.frame && lostAtMs !== null) {
      this.#drop(key)
      this.#held.set(key, { frame: input.frame, untilMs: lostAtMs + HOLD_MS })
    } else {
      input.frame?.close()
    }
    input.frame = null
    void input.reader.cancel().catch(() => undefined)
  }

  latest(key: InputKey): VideoFrame | null {
    return this.#inputs.get(key)?.frame ?? this.#held.get(key)?.frame ?? null
  }

  /** Takes away the pictures that were held long enough. */
  letGo(nowMs: number): void {
    for (const [key, { untilMs }] of this.#held) if (nowMs >= untilMs) this.#drop(key)
  }

  /** Looks whether the pictures of one camera still change: of that which was not looked at for longest. */
  lookAtOne(nowMs: number): void {
    for (const [key, input] of this.#inputs) {
      if (key === 'screen' || !input.frame || nowMs - input.lookedAtMs < LOOK_MS) continue
      input.lookedAtMs = nowMs
      // Without new frames there is nothing to compare; that no frames come is noticed elsewhere.
      if (input.framesSinceLook > 0) input.stillLooks = this.#still.look(key, input.generation, input.frame)
      input.framesSinceLook = 0
      return
    }
  }

  /** Frames that came from each input since the last call, and for how many looks they were the same. */
  takeCounts(): { input: InputKey; frames: number; stillLooks: number | null }[] {
    return [...this.#inputs].map(([key, input]) => {
      const frames = input.framesSinceReport
      input.framesSinceReport = 0
      return { input: key, frames, stillLooks: input.stillLooks }
    })
  }

  async #pump(key: InputKey, input: Input): Promise<void> {
    try {
      for (;;) {
        const { done, value } = await input.reader.read()
        if (done) break
        if (this.#inputs.get(key) !== input) {
          value.close()
          return
        }
        const changed =
          input.frame?.displayWidth !== value.displayWidth ||
          input.frame.displayHeight !== value.displayHeight
        input.frame?.close()
        input.frame = value
        input.framesSinceReport += 1
        input.framesSinceLook += 1
        this.#drop(key)
        if (changed) this.#listener.live(key, input.generation, value.displayWidth, value.displayHeight)
      }
    } catch {
      // A capture that breaks ends its stream; the engine decides what to do about it.
    }
    if (this.#inputs.get(key) !== input) return
    this.detach(key, performance.now())
    this.#listener.ended(key, input.generation)
  }

  #drop(key: InputKey): void {
    this.#held.get(key)?.frame.close()
    this.#held.delete(key)
  }
}
