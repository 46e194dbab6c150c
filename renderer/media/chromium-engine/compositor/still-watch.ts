import type { InputKey } from './messages.ts'

const SIDE = 16

interface Seen {
  readonly generation: number
  print: Uint8ClampedArray | null
  stillLooks: number
}

/**
 * Tells pictures that keep coming from pictures that change: a camera whose driver hangs may repeat its last frame for
 * ever, while a living sensor always has some noise. Compares a very small copy; look once a second.
 */
export class StillWatch<Frame> {
  readonly #printOf: (frame: Frame) => Uint8ClampedArray
  readonly #seen = new Map<InputKey, Seen>()

  constructor(printOf: (frame: Frame) => Uint8ClampedArray) {
    this.#printOf = printOf
  }

  /** How many looks in a row found the picture of the last one; 0 = it changes, null = nothing to compare with yet. */
  look(input: InputKey, generation: number, frame: Frame): number | null {
    const before = this.#seen.get(input)
    const print = this.#printOf(frame)
    if (before?.generation !== generation || before.print === null) {
      this.#seen.set(input, { generation, print, stillLooks: 0 })
      return null
    }
    const known = before.print
    before.stillLooks = print.every((byte, index) => byte === known[index]) ? before.stillLooks + 1 : 0
    before.print = print
    return before.stillLooks
  }
}

/** Prints video frames: a very small copy of their pixels. */
export function smallPrinter(): (frame: VideoFrame) => Uint8ClampedArray {
  const context = new OffscreenCanvas(SIDE, SIDE).getContext('2d', { alpha: false, willReadFrequently: true })
  if (!context) throw new Error('This browser gives no 2D context to a worker')
  // Single pixels rather than means: noise must not be smoothed away.
  context.imageSmoothingEnabled = false
  return (frame) => {
    context.drawImage(frame, 0, 0, SIDE, SIDE)
    return context.getImageData(0, 0, SIDE, SIDE).data
  }
}
