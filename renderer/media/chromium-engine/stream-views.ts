/** Shows one stream in any number of containers, and follows when the stream is replaced. */
export class StreamViews {
  readonly #videos = new Map<HTMLElement, HTMLVideoElement>()
  readonly #onCount: () => void
  #stream: MediaStream | null = null

  constructor(onCount: () => void = () => undefined) {
    this.#onCount = onCount
  }

  get count(): number {
    return this.#videos.size
  }

  setStream(stream: MediaStream | null): void {
    this.#stream = stream
    for (const video of this.#videos.values()) show(video, stream)
  }

  /** Fills `container` with the picture. The returned function takes it out again; calling it twice is harmless. */
  attach(container: HTMLElement): () => void {
    const video = document.createElement('video')
    video.muted = true
    video.autoplay = true
    video.playsInline = true
    video.disablePictureInPicture = true
    video.style.cssText = 'display:block;width:100%;height:100%;object-fit:contain'
    show(video, this.#stream)
    container.replaceChildren(video)
    const before = this.#videos.get(container)
    if (before) show(before, null)
    this.#videos.set(container, video)
    this.#onCount()
    return () => {
      if (this.#videos.get(container) !== video) return
      this.#videos.delete(container)
      show(video, null)
      video.remove()
      this.#onCount()
    }
  }
}

function show(video: HTMLVideoElement, stream: MediaStream | null): void {
  video.srcObject = stream
  // A refused or interrupted play resolves itself when the next stream or the element's autoplay comes.
  if (stream) video.play().catch(() => undefined)
}
