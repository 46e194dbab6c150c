import { MediaError, toMediaError } from '../media-error.ts'
import type { RecordingState, RecordingSummary } from '../media-state.ts'
import type { RecordingSink } from '../port.ts'
import type { AudioMixer } from './audio-mixer.ts'
import type { CompositorClient } from './compositor-client.ts'
import type { FromCompositor } from './compositor/messages.ts'

type RecordingMessage = Extract<FromCompositor, { recordingId: number }>

/** How many bytes may wait for the sink before the encoders are held back. */
const SINK_BUFFER_BYTES = 8 * 1024 * 1024
/** A sink that takes nothing for so long while the file is being ended has failed. */
const END_TIMEOUT_MS = 60_000

const NOTHING: RecordingSummary = {
  durationMs: 0,
  bytes: 0,
  mimeType: 'video/mp4',
  videoFrames: 0,
  offeredFrames: 0,
  droppedFrames: 0,
}

interface Pending<Value> {
  readonly promise: Promise<Value>
  readonly resolve: (value: Value) => void
  readonly reject: (error: MediaError) => void
}

interface Current {
  readonly id: number
  readonly sound: MediaStreamTrack
  readonly started: Pending<void>
  /** The sink took the last byte and closed: only then the file is whole. */
  readonly closed: Pending<void>
  readonly ended: Pending<RecordingSummary>
}

/** Runs one recording at a time: wires sound, compositor and sink together and follows what becomes of it. */
export class Recording {
  readonly #compositor: CompositorClient
  readonly #mixer: AudioMixer
  readonly #onChange: (state: RecordingState) => void
  #state: RecordingState = { status: 'idle' }
  #current: Current | null = null
  #lastId = 0
  #endTimer: ReturnType<typeof setTimeout> | undefined

  constructor(compositor: CompositorClient, mixer: AudioMixer, onChange: (state: RecordingState) => void) {
    this.#compositor = compositor
    this.#mixer = mixer
    this.#onChange = onChange
  }

  get active(): boolean {
    return this.#current !== null
  }

  async start(sink: RecordingSink): Promise<void> {
    if (this.#current) throw new MediaError('busy', 'A recording is running')
    const id = (this.#lastId += 1)
    const track = this.#mixer.programTrack.clone()
    const current: Current = { id, sound: track, started: pending(), closed: pending(), ended: pending() }
    this.#current = current
    this.#set({ status: 'starting' })
    const { readable: sound } = new MediaStreamTrackProcessor({ track })
    const writable = this.#writableFor(sink, current)
    const { sampleRate } = this.#mixer
    this.#compositor.post({ type: 'startRecording', recordingId: id, sink: writable, sound, sampleRate }, [
      writable,
      sound,
    ])
    await current.started.promise
  }

  async stop(): Promise<RecordingSummary> {
    const current = this.#current
    if (!current) {
      throw this.#state.status === 'failed'
        ? this.#state.error
        : new MediaError('busy', 'No recording is running')
    }
    if (this.#state.status === 'recording') this.#set({ ...this.#state, status: 'stopping' })
    this.#compositor.post({ type: 'stopRecording', recordingId: current.id })
    this.#armEndTimer()
    return await current.ended.promise
  }

  handle(message: RecordingMessage): void {
    const current = this.#current
    if (current?.id !== message.recordingId) return
    switch (message.type) {
      case 'recordingStarted':
        this.#set({ status: 'recording', startedAtMs: Date.now(), ...NOTHING })
        current.started.resolve()
        break
      case 'recordingProgress':
        if (this.#state.status === 'recording') this.#set({ ...this.#state, ...message.summary })
        break
      case 'recordingEnded':
        void this.#finish(current, message.summary)
        break
      case 'recordingFailed':
        this.fail(new MediaError(message.reason, message.message))
        break
      default:
        throw new Error(`Unknown message ${JSON.stringify(message satisfies never)}`)
    }
  }

  /** Ends the current recording as failed; what the sink already took stays playable. */
  fail(error: MediaError): void {
    const current = this.#current
    if (!current) return
    this.#compositor.post({ type: 'stopRecording', recordingId: current.id })
    this.#release(current)
    this.#set({ status: 'failed', error })
    current.started.reject(error)
    current.ended.reject(error)
  }

  /** The compositor has handed over everything; what it wrote may still be on its way to the sink. */
  async #finish(current: Current, summary: RecordingSummary): Promise<void> {
    await current.closed.promise
    if (this.#current !== current) return
    this.#release(current)
    this.#set({ status: 'idle' })
    current.started.resolve()
    current.ended.resolve(summary)
  }

  #armEndTimer(): void {
    clearTimeout(this.#endTimer)
    this.#endTimer = setTimeout(
      () => this.fail(new MediaError('recordingSinkFailed', 'The file could not be ended in time')),
      END_TIMEOUT_MS,
    )
  }

  #release(current: Current): void {
    clearTimeout(this.#endTimer)
    current.sound.stop()
    this.#current = null
  }

  #writableFor(sink: RecordingSink, current: Current): WritableStream<Uint8Array<ArrayBuffer>> {
    const guarded = async (work: () => Promise<void>) => {
      try {
        await work()
      } catch (cause) {
        const { message } = toMediaError(cause)
        const error = new MediaError('recordingSinkFailed', message, { cause })
        if (this.#current === current) this.fail(error)
        throw error
      }
    }
    return new WritableStream<Uint8Array<ArrayBuffer>>(
      {
        write: async (chunk) => {
          try {
            await guarded(() => sink.write(chunk))
            if (this.#current === current && this.#state.status === 'stopping') this.#armEndTimer()
          } catch (error) {
            await sink.close().catch(() => undefined)
            throw error
          }
        },
        close: async () => {
          await guarded(() => sink.close())
          current.closed.resolve()
        },
        abort: () => sink.close().catch(() => undefined),
      },
      new ByteLengthQueuingStrategy({ highWaterMark: SINK_BUFFER_BYTES }),
    )
  }

  #set(state: RecordingState): void {
    this.#state = state
    this.#onChange(state)
  }
}

function pending<Value>(): Pending<Value> {
  const { promise, resolve, reject } = Promise.withResolvers<Value>()
  // Nobody may be waiting for this outcome; the state carries it too.
  promise.catch(() => undefined)
  return { promise, resolve, reject }
}
