import type { PixelSize } from '#shared/domain/scenes/layout.ts'
import type { AgoraApi, AgoraEvent } from '#shared/protocol/agora.ts'
import { MediaError, toMediaError } from '../media-error.ts'
import type { RecordingState, RecordingSummary } from '../media-state.ts'
import type { RecordingSink } from '../port.ts'
import { callError } from './codes.ts'

interface RecordingOptions {
  readonly api: AgoraApi<HTMLElement>
  readonly joined: () => { readonly channel: string; readonly uid: number } | null
  readonly size: () => PixelSize
  readonly onChange: (state: RecordingState) => void
}

/** What the recorder says of itself: RecorderState and RecorderReasonCode. */
interface RecorderWord {
  readonly state: number
  readonly reason: number
}

const [ERROR, START] = [-1, 2] as const
const START_MS = 10_000
const STOP_MS = 10_000
const CHUNK_BYTES = 1024 * 1024
const EMPTY: RecordingSummary = {
  durationMs: 0,
  bytes: 0,
  mimeType: 'video/mp4',
  videoFrames: 0,
  offeredFrames: 0,
  droppedFrames: 0,
}

/**
 * The SDK's own recorder. It writes an MP4 file of its own whose beginning is completed at the end, so the sink gets
 * the whole file, in order, when the recording is over; until then the file lies in the system's temporary folder.
 * Frames are not counted: the SDK does not tell them.
 */
export class Recording {
  readonly #options: RecordingOptions
  #sink: RecordingSink | null = null
  #startedAtMs = 0
  #summary = EMPTY
  #waiting: ((event: RecorderWord | null) => void) | null = null
  #ending: Promise<RecordingSummary> | null = null

  constructor(options: RecordingOptions) {
    this.#options = options
  }

  get active(): boolean {
    return this.#sink !== null
  }

  async start(sink: RecordingSink): Promise<void> {
    if (this.#sink) throw new MediaError('busy', 'A recording runs already')
    const { api, joined, size, onChange } = this.#options
    this.#sink = sink
    this.#summary = EMPTY
    this.#startedAtMs = Date.now()
    onChange({ status: 'starting' })
    const answer = this.#answer(START_MS)
    const code = api.startRecording(joined(), size())
    const said = code === 0 ? await answer : null
    if (said?.state === START) {
      this.#startedAtMs = Date.now()
      this.#tell('recording')
      return
    }
    this.#waiting = null
    this.#sink = null
    await api.discardRecording(false)
    const error =
      code === 0 ? recorderError(said?.reason ?? null) : callError(code, 'Recording', 'encoderFailed')
    onChange({ status: 'failed', error })
    throw error
  }

  async stop(): Promise<RecordingSummary> {
    if (!this.#sink) throw new MediaError('recordingSinkFailed', 'There is no recording')
    return await (this.#ending ??= this.#end(this.#sink, null))
  }

  handle(event: AgoraEvent): void {
    if (event.type === 'recorderInfo' && this.#sink && !this.#ending) {
      this.#summary = { ...this.#summary, durationMs: event.durationMs, bytes: event.bytes }
      this.#tell('recording')
    }
    if (event.type !== 'recorderState') return
    const waiting = this.#waiting
    if (waiting) {
      this.#waiting = null
      waiting(event)
    } else if (event.state === ERROR && this.#sink && !this.#ending) {
      this.#ending = this.#end(this.#sink, recorderError(event.reason))
      this.#ending.catch(() => undefined)
    }
  }

  /** Ends the file and hands it over; with `broken` what there is of it. */
  async #end(sink: RecordingSink, broken: MediaError | null): Promise<RecordingSummary> {
    const { api, onChange } = this.#options
    this.#tell('stopping')
    try {
      if (broken) api.stopRecording()
      else {
        const answer = this.#answer(STOP_MS)
        if (api.stopRecording() === 0) await answer
        this.#waiting = null
      }
      const bytes = await this.#handOver(sink)
      if (broken) throw broken
      if (bytes === 0) throw new MediaError('encoderFailed', 'The SDK recorded nothing')
      this.#summary = { ...this.#summary, bytes }
      await api.discardRecording(false)
      onChange({ status: 'idle' })
      return this.#summary
    } catch (cause) {
      const error = toMediaError(cause, 'recordingSinkFailed')
      // What could not be handed over stays where the SDK wrote it.
      await api.discardRecording(true)
      onChange({ status: 'failed', error })
      throw error
    } finally {
      this.#sink = null
      this.#ending = null
    }
  }

  async #handOver(sink: RecordingSink): Promise<number> {
    let offset = 0
    try {
      for (;;) {
        const chunk = await this.#options.api.readRecording(offset, CHUNK_BYTES)
        if (chunk.length === 0) return offset
        await sink.write(new Uint8Array(chunk))
        offset += chunk.length
      }
    } finally {
      await sink.close()
    }
  }

  /** The recorder's next word; null when it says nothing in time. */
  #answer(withinMs: number): Promise<RecorderWord | null> {
    return new Promise((resolve) => {
      const patience = setTimeout(() => {
        if (this.#waiting === answered) this.#waiting = null
        resolve(null)
      }, withinMs)
      const answered = (event: RecorderWord | null) => {
        clearTimeout(patience)
        resolve(event)
      }
      this.#waiting = answered
    })
  }

  #tell(status: 'recording' | 'stopping'): void {
    const durationMs = Math.max(this.#summary.durationMs, Date.now() - this.#startedAtMs)
    this.#summary = { ...this.#summary, durationMs }
    this.#options.onChange({ status, startedAtMs: this.#startedAtMs, ...this.#summary })
  }
}

/** RecorderReasonCode; null = it said nothing at all. */
function recorderError(reason: number | null): MediaError {
  switch (reason) {
    case null:
      return new MediaError('encoderFailed', 'The recorder does not answer')
    case 1:
      return new MediaError('recordingSinkFailed', 'The recorder cannot write its file')
    case 2:
      return new MediaError('noFrames', 'There is nothing to record')
    default:
      return new MediaError('encoderFailed', `The recorder stopped (reason ${reason})`)
  }
}
