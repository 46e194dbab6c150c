import type { CanvasSize } from '#shared/domain/scenes/scene.ts'
import { MediaError } from '../media-error.ts'
import type { FromCompositor, InputKey, ToCompositor } from './compositor/messages.ts'
import { Heartbeat } from './heartbeat.ts'

type Handlers = {
  readonly [Type in FromCompositor['type']]: (message: Extract<FromCompositor, { type: Type }>) => void
}

/** The window's end of the compositor worker: starts it, hands it capture streams, holds its output tracks. */
export class CompositorClient {
  readonly programTrack: MediaStreamTrack
  readonly previewTrack: MediaStreamTrack
  readonly #worker: Worker
  readonly #heartbeat: Heartbeat

  /** Throws MediaError `notSupported` in a browser that cannot compose off the main thread. */
  constructor(canvas: CanvasSize, framesPerSecond: number, handlers: Handlers) {
    assertSupported()
    const program = new MediaStreamTrackGenerator({ kind: 'video' })
    const preview = new MediaStreamTrackGenerator({ kind: 'video' })
    this.programTrack = program
    this.previewTrack = preview
    this.#worker = new Worker(new URL('./compositor/compositor.worker.ts', import.meta.url), {
      type: 'module',
      name: 'compositor',
    })
    let failed = false
    const fail = (message: string) => {
      this.#heartbeat.stop()
      if (!failed) handlers.failed({ type: 'failed', message })
      failed = true
    }
    this.#heartbeat = new Heartbeat(() => {
      // What is left of it must not wake up later and go on beside its successor.
      this.#worker.terminate()
      fail('The compositor stopped answering')
    })
    this.#worker.addEventListener('message', ({ data }: MessageEvent<FromCompositor>) => {
      if (data.type === 'failed') fail(data.message)
      else if (data.type === 'stats') this.#heartbeat.beat()
      if (data.type !== 'failed') dispatch(handlers, data)
    })
    this.#worker.addEventListener('error', (event) => {
      fail(event.message || 'The compositor did not start')
    })
    const [programFrames, previewFrames] = [program.writable, preview.writable]
    this.post({ type: 'start', canvas, framesPerSecond, program: programFrames, preview: previewFrames }, [
      programFrames,
      previewFrames,
    ])
  }

  post(message: ToCompositor, transfer: Transferable[] = []): void {
    this.#worker.postMessage(message, transfer)
  }

  /** Feeds a captured track to the compositor; the frames go there without touching the main thread. */
  attach(input: InputKey, generation: number, track: MediaStreamVideoTrack): void {
    const { readable } = new MediaStreamTrackProcessor({ track, maxBufferSize: 2 })
    this.post({ type: 'attach', input, generation, frames: readable }, [readable])
  }

  dispose(): void {
    this.#heartbeat.stop()
    this.#worker.terminate()
    this.programTrack.stop()
    this.previewTrack.stop()
  }
}

function dispatch<Type extends FromCompositor['type']>(
  handlers: Handlers,
  message: Extract<FromCompositor, { type: Type }> & { type: Type },
): void {
  const handle: (message: Extract<FromCompositor, { type: Type }>) => void = handlers[message.type]
  handle(message)
}

function assertSupported(): void {
  const needed = ['MediaStreamTrackProcessor', 'MediaStreamTrackGenerator', 'OffscreenCanvas', 'VideoEncoder']
  const missing = needed.filter((name) => !(name in globalThis))
  if (missing.length > 0) {
    throw new MediaError('notSupported', `This browser lacks ${missing.join(', ')}`)
  }
}
