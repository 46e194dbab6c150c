/**
 * Hands frames to a track generator. While the consumer has not taken the last one, new frames are dropped:
 * a late picture is worth less than a fresh one, and nothing may pile up.
 */
export class FrameOutput {
  readonly #writer: WritableStreamDefaultWriter<VideoFrame>
  #writing = false

  constructor(writable: WritableStream<VideoFrame>) {
    this.#writer = writable.getWriter()
    this.#writer.closed.catch(() => undefined)
  }

  /** Takes ownership of `frame`. Returns whether it was passed on. */
  write(frame: VideoFrame): boolean {
    if (this.#writing || (this.#writer.desiredSize ?? 0) <= 0) {
      frame.close()
      return false
    }
    this.#writing = true
    this.#writer
      .write(frame)
      .catch(() => frame.close())
      .finally(() => {
        this.#writing = false
      })
    return true
  }
}
