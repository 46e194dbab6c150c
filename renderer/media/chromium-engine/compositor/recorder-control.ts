import type { FromCompositor, ToCompositor } from './messages.ts'
import { NoEncoderError, ProgramRecorder } from './program-recorder.ts'

interface RecorderControlOptions {
  readonly post: (message: FromCompositor) => void
  readonly framesPerSecond: number
}

interface CurrentRecording {
  readonly id: number
  /** Null while codecs are chosen and the file is opened. */
  recorder: ProgramRecorder | null
  stopWanted: boolean
}

/** Starts and ends the one recording of the program, and reports what becomes of it. */
export class RecorderControl {
  readonly #options: RecorderControlOptions
  #recording: CurrentRecording | null = null

  constructor(options: RecorderControlOptions) {
    this.#options = options
  }

  /** Offers the program picture of this moment; the caller keeps `frame`. */
  offer(frame: VideoFrame, nowUs: number): void {
    this.#recording?.recorder?.offer(frame, nowUs)
  }

  report(): void {
    const { recorder, id } = this.#recording ?? {}
    if (!recorder || id === undefined) return
    this.#options.post({ type: 'recordingProgress', recordingId: id, summary: recorder.summary })
  }

  async start(
    message: Extract<ToCompositor, { type: 'startRecording' }>,
    canvas: { readonly width: number; readonly height: number },
  ): Promise<void> {
    const { recordingId } = message
    const { post, framesPerSecond } = this.#options
    const recording: CurrentRecording = { id: recordingId, recorder: null, stopWanted: false }
    this.#recording = recording
    const fail = (error: unknown) => {
      if (this.#recording === recording) this.#recording = null
      const reason = error instanceof NoEncoderError ? 'notSupported' : 'encoderFailed'
      post({ type: 'recordingFailed', recordingId, reason, message: String(error) })
    }
    try {
      recording.recorder = await ProgramRecorder.start({
        canvas: { width: canvas.width, height: canvas.height },
        framesPerSecond,
        sampleRate: message.sampleRate,
        sound: message.sound,
        sink: message.sink,
        onStarted: () => post({ type: 'recordingStarted', recordingId }),
        onFailed: fail,
      })
      if (recording.stopWanted) await this.stop(recordingId)
    } catch (error) {
      fail(error)
    }
  }

  async stop(recordingId: number): Promise<void> {
    const recording = this.#recording
    if (recording?.id !== recordingId) return
    recording.stopWanted = true
    if (!recording.recorder) return
    this.#recording = null
    const { post } = this.#options
    try {
      const summary = await recording.recorder.stop()
      post({ type: 'recordingEnded', recordingId, summary })
    } catch (error) {
      post({ type: 'recordingFailed', recordingId, reason: 'encoderFailed', message: String(error) })
    }
  }
}
