import type { InputKey } from './messages.ts'

interface Input {
  readonly generation: number
  readonly reader: ReadableStreamDefaultReader<VideoFrame>
  frame: VideoFrame | null
  framesSinceReport: number
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
  readonly #listener: InputListener

  constructor(listener: InputListener) {
    this.#listener = listener
  }

  attach(key: InputKey, generation: number, frames: ReadableStream<VideoFrame>): void {
    this.detach(key)
    const input: Input = { generation, reader: frames.getReader(), frame: null, framesSinceReport: 0 }
    this.#inputs.set(key, input)
    void this.#pump(key, input)
  }

  detach(key: InputKey): void {
    const input = this.#inputs.get(key)
    if (!input) return
    this.#inputs.delete(key)
    input.frame?.close()
    input.frame = null
    void input.reader.cancel().catch(() => undefined)
  }

  latest(key: InputKey): VideoFrame | null {
    return this.#inputs.get(key)?.frame ?? null
  }

  /** Frames that came from each input since the last call. */
  takeCounts(): [InputKey, number][] {
    return [...this.#inputs].map(([key, input]) => {
      const count = input.framesSinceReport
      input.framesSinceReport = 0
      return [key, count]
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
        if (changed) this.#listener.live(key, input.generation, value.displayWidth, value.displayHeight)
      }
    } catch {
      // A capture that breaks ends its stream; the engine decides what to do about it.
    }
    if (this.#inputs.get(key) !== input) return
    this.detach(key)
    this.#listener.ended(key, input.generation)
  }
}
