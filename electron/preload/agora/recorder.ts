import { AGORA_SOURCE } from '#shared/protocol/agora.ts'
import type { AgoraCode } from '#shared/protocol/agora.ts'
import type { AgoraEvents } from './events.ts'
import type { RtcEngine } from './sdk.ts'
import type { TempFiles } from './temp-files.ts'

const [RTC, PREVIEW] = [0, 1] as const
const MP4 = 1
const SOUND_AND_PICTURE = 3
/** The SDK stops by itself after two minutes unless told otherwise. */
const MAX_DURATION_MS = 24 * 60 * 60 * 1000
const INFO_EVERY_MS = 1000
const ERR_INVALID_STATE = -8

type MediaRecorder = ReturnType<RtcEngine['createMediaRecorder']>

interface Running {
  readonly recorder: MediaRecorder
  readonly path: string
}

/** One recording at a time, into a file of its own. */
export class AgoraRecorder {
  readonly #files: TempFiles
  readonly #events: AgoraEvents
  #running: Running | null = null

  constructor(files: TempFiles, events: AgoraEvents) {
    this.#files = files
    this.#events = events
  }

  start(
    engine: RtcEngine,
    joined: { readonly channel: string; readonly uid: number } | null,
    size: { readonly width: number; readonly height: number },
  ): AgoraCode {
    if (this.#running) return ERR_INVALID_STATE
    const recorder = engine.createMediaRecorder({
      channelId: joined?.channel ?? '',
      uid: joined?.uid ?? 0,
      type: joined ? RTC : PREVIEW,
    })
    const path = this.#files.newRecording()
    this.#running = { recorder, path }
    recorder.setMediaRecorderObserver(this.#events.recorder)
    const code = recorder.startRecording({
      storagePath: path,
      containerFormat: MP4,
      streamType: SOUND_AND_PICTURE,
      maxDurationMs: MAX_DURATION_MS,
      recorderInfoUpdateInterval: INFO_EVERY_MS,
      width: size.width,
      height: size.height,
      fps: 30,
      sample_rate: 48_000,
      channel_num: 2,
      videoSourceType: AGORA_SOURCE.transcoded,
    })
    if (code !== 0) {
      engine.destroyMediaRecorder(recorder)
      this.#running = null
    }
    return code
  }

  stop(): AgoraCode {
    return this.#running ? this.#running.recorder.stopRecording() : ERR_INVALID_STATE
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    if (!this.#running) throw new Error('There is no recording')
    return await this.#files.read(this.#running.path, offset, length)
  }

  async discard(engine: RtcEngine | null, keepFile: boolean): Promise<void> {
    const running = this.#running
    this.#running = null
    if (!running) return
    engine?.destroyMediaRecorder(running.recorder)
    if (!keepFile) await this.#files.remove(running.path)
  }

  forget(): void {
    this.#running = null
  }
}
