import type { CanvasSize, Scene } from '#shared/domain/scenes/scene.ts'
import type { WallCard } from '../../media-state.ts'
import { FrameOutput } from './frame-output.ts'
import { FramePacer } from './frame-pacer.ts'
import type { FromCompositor, ToCompositor } from './messages.ts'
import { NoEncoderError, ProgramRecorder } from './program-recorder.ts'
import { paintScene, paintWallCard, wallPlace } from './scene-painter.ts'
import type { PictureSupply } from './scene-painter.ts'
import { VideoInputs } from './video-inputs.ts'
import { drawWallCard, wallCardOpacity } from './wall-card-painter.ts'
import type { WallCardPicture } from './wall-card-painter.ts'

const REPORT_MS = 1000
/** Preview is drawn at half size: nobody sees it larger, and the program must never wait for it. */
const PREVIEW_SCALE = 0.5

type Surface = OffscreenCanvasRenderingContext2D

interface CurrentRecording {
  readonly id: number
  /** Null while codecs are chosen and the file is opened. */
  recorder: ProgramRecorder | null
  stopWanted: boolean
}

/**
 * Composes program and preview at a steady cadence. Runs in a worker, whose timers keep going when the
 * window is covered or in the background.
 */
export class Compositor {
  readonly #post: (message: FromCompositor) => void
  readonly #inputs: VideoInputs
  readonly #images = new Map<string, ImageBitmap>()
  readonly #supply: PictureSupply
  readonly #program: Surface
  readonly #preview: Surface
  readonly #programOutput: FrameOutput
  readonly #previewOutput: FrameOutput
  readonly #pacer: FramePacer
  readonly #framesPerSecond: number
  #programScene: Scene | null = null
  #previewScene: Scene | null = null
  #previewWanted = false
  #wall: { card: WallCard; sinceMs: number; picture: WallCardPicture | null } | null = null
  #recording: CurrentRecording | null = null
  #skippedFrames = 0
  #report = { sinceMs: 0, frames: 0, renderMs: 0 }

  constructor(start: Extract<ToCompositor, { type: 'start' }>, post: (message: FromCompositor) => void) {
    this.#post = post
    this.#inputs = new VideoInputs({
      live: (input, generation, width, height) =>
        post({ type: 'inputLive', input, generation, width, height }),
      ended: (input, generation) => post({ type: 'inputEnded', input, generation }),
    })
    this.#supply = {
      frameOf: (source) => this.#inputs.latest(source.kind === 'camera' ? source.slot : 'screen'),
      imageOf: (assetId) => this.#images.get(assetId) ?? null,
    }
    this.#program = newSurface()
    this.#preview = newSurface()
    this.#resize(start.canvas)
    this.#programOutput = new FrameOutput(start.program)
    this.#previewOutput = new FrameOutput(start.preview)
    this.#framesPerSecond = start.framesPerSecond
    this.#pacer = new FramePacer(start.framesPerSecond, performance.now())
    this.#report.sinceMs = performance.now()
    this.#tick()
  }

  handle(message: Exclude<ToCompositor, { type: 'start' }>): void {
    switch (message.type) {
      case 'canvas':
        this.#resize(message.canvas)
        break
      case 'program':
        this.#programScene = message.scene
        break
      case 'preview':
        this.#previewScene = message.scene
        this.#previewWanted = message.wanted
        break
      case 'attach':
        this.#inputs.attach(message.input, message.generation, message.frames)
        break
      case 'detach':
        this.#inputs.detach(message.input)
        break
      case 'image':
        this.#images.get(message.assetId)?.close()
        this.#images.delete(message.assetId)
        if (message.image) this.#images.set(message.assetId, message.image)
        break
      case 'wallCard':
        this.#wall = message.card && { card: message.card, sinceMs: Date.now(), picture: null }
        break
      case 'startRecording':
        void this.#startRecording(message)
        break
      case 'stopRecording':
        void this.#stopRecording(message.recordingId)
        break
      default:
        throw new Error(`Unknown message ${JSON.stringify(message satisfies never)}`)
    }
  }

  #tick = () => {
    const nowMs = performance.now()
    const due = this.#pacer.claim(nowMs)
    if (due) {
      this.#skippedFrames += due.skipped
      try {
        this.#composeProgram(nowMs)
        // A preview frame is left out when the program already used up its time.
        if (this.#previewWanted && this.#pacer.delayMs(performance.now()) > 0) this.#composePreview(nowMs)
      } catch (error) {
        this.#post({ type: 'failed', message: String(error) })
        return
      }
      this.#reportAt(nowMs)
    }
    setTimeout(this.#tick, this.#pacer.delayMs(performance.now()))
  }

  #composeProgram(nowMs: number): void {
    paintScene(this.#program, this.#programScene, this.#supply)
    this.#paintWall()
    const nowUs = Math.round(nowMs * 1000)
    const duration = Math.round(this.#pacer.intervalMs * 1000)
    const frame = new VideoFrame(this.#program.canvas, { timestamp: nowUs, duration, alpha: 'discard' })
    this.#recording?.recorder?.offer(frame, nowUs)
    this.#programOutput.write(frame)
    this.#report.frames += 1
    this.#report.renderMs += performance.now() - nowMs
  }

  #composePreview(nowMs: number): void {
    paintScene(this.#preview, this.#previewScene, this.#supply)
    const timestamp = Math.round(nowMs * 1000)
    this.#previewOutput.write(new VideoFrame(this.#preview.canvas, { timestamp, alpha: 'discard' }))
  }

  #paintWall(): void {
    const wall = this.#wall
    if (!wall) return
    const nowMs = Date.now()
    if (nowMs >= wall.card.untilMs) {
      this.#wall = null
      return
    }
    const place = wallPlace(this.#programScene, this.#program.canvas)
    const fits = wall.picture?.room.width === place.width && wall.picture.room.height === place.height
    wall.picture = fits ? wall.picture : drawWallCard(wall.card, place)
    if (!wall.picture) return
    const opacity = wallCardOpacity(wall.card, wall.sinceMs, nowMs)
    paintWallCard(this.#program, this.#programScene, wall.picture, opacity)
  }

  #reportAt(nowMs: number): void {
    const { sinceMs, frames, renderMs } = this.#report
    if (nowMs - sinceMs < REPORT_MS) return
    const perSecond = (count: number) => Math.round((count * 10_000) / (nowMs - sinceMs)) / 10
    this.#post({
      type: 'stats',
      framesPerSecond: perSecond(frames),
      renderMs: frames === 0 ? 0 : renderMs / frames,
      skippedFrames: this.#skippedFrames,
      inputFramesPerSecond: Object.fromEntries(
        this.#inputs.takeCounts().map(([key, count]) => [key, perSecond(count)]),
      ),
    })
    this.#report = { sinceMs: nowMs, frames: 0, renderMs: 0 }
    const { recorder, id } = this.#recording ?? {}
    if (recorder && id !== undefined) {
      this.#post({ type: 'recordingProgress', recordingId: id, summary: recorder.summary })
    }
  }

  async #startRecording(message: Extract<ToCompositor, { type: 'startRecording' }>): Promise<void> {
    const { recordingId } = message
    const recording: CurrentRecording = { id: recordingId, recorder: null, stopWanted: false }
    this.#recording = recording
    const fail = (error: unknown) => {
      if (this.#recording === recording) this.#recording = null
      const reason = error instanceof NoEncoderError ? 'notSupported' : 'encoderFailed'
      this.#post({ type: 'recordingFailed', recordingId, reason, message: String(error) })
    }
    try {
      const { width, height } = this.#program.canvas
      recording.recorder = await ProgramRecorder.start({
        canvas: { width, height },
        framesPerSecond: this.#framesPerSecond,
        sampleRate: message.sampleRate,
        sound: message.sound,
        sink: message.sink,
        onStarted: () => this.#post({ type: 'recordingStarted', recordingId }),
        onFailed: fail,
      })
      if (recording.stopWanted) await this.#stopRecording(recordingId)
    } catch (error) {
      fail(error)
    }
  }

  async #stopRecording(recordingId: number): Promise<void> {
    const recording = this.#recording
    if (recording?.id !== recordingId) return
    recording.stopWanted = true
    if (!recording.recorder) return
    this.#recording = null
    try {
      const summary = await recording.recorder.stop()
      this.#post({ type: 'recordingEnded', recordingId, summary })
    } catch (error) {
      this.#post({ type: 'recordingFailed', recordingId, reason: 'encoderFailed', message: String(error) })
    }
  }

  #resize(canvas: CanvasSize): void {
    this.#program.canvas.width = canvas.width
    this.#program.canvas.height = canvas.height
    this.#preview.canvas.width = Math.round((canvas.width * PREVIEW_SCALE) / 2) * 2
    this.#preview.canvas.height = Math.round((canvas.height * PREVIEW_SCALE) / 2) * 2
    // A new size resets the whole drawing state.
    this.#program.imageSmoothingQuality = 'medium'
    this.#preview.imageSmoothingQuality = 'medium'
    if (this.#wall) this.#wall.picture = null
  }
}

function newSurface(): Surface {
  const context = new OffscreenCanvas(2, 2).getContext('2d', { alpha: false })
  if (!context) throw new Error('This browser gives no 2D context to a worker')
  return context
}
