import type { CanvasSize, LayerSource, Scene } from '#shared/domain/scenes/scene.ts'
import { FrameOutput } from './frame-output.ts'
import { FramePacer } from './frame-pacer.ts'
import type { FromCompositor, InputKey, ToCompositor } from './messages.ts'
import { ProgramPicture } from './program-picture.ts'
import { RecorderControl } from './recorder-control.ts'
import { paintScene } from './scene-painter.ts'
import type { PictureSupply } from './scene-painter.ts'
import { newSurface } from './surface.ts'
import { TextPainter } from './text-painter.ts'
import { VideoInputs } from './video-inputs.ts'

const REPORT_MS = 1000
/** Preview is drawn at half size: nobody sees it larger, and the program must never wait for it. */
const PREVIEW_SCALE = 0.5

/**
 * Composes program and preview at a steady cadence. Runs in a worker, whose timers keep going when the
 * window is covered or in the background.
 */
export class Compositor {
  readonly #post: (message: FromCompositor) => void
  readonly #inputs: VideoInputs
  readonly #images = new Map<string, ImageBitmap>()
  readonly #notices = new Map<InputKey, string>()
  readonly #picture: ProgramPicture
  readonly #previewSupply: PictureSupply
  readonly #program = newSurface()
  readonly #preview = newSurface()
  readonly #programOutput: FrameOutput
  readonly #previewOutput: FrameOutput
  readonly #pacer: FramePacer
  readonly #recorder: RecorderControl
  #previewScene: Scene | null = null
  #previewWanted = false
  #skippedFrames = 0
  #report = { sinceMs: 0, frames: 0, renderMs: 0 }

  constructor(start: Extract<ToCompositor, { type: 'start' }>, post: (message: FromCompositor) => void) {
    this.#post = post
    this.#inputs = new VideoInputs({
      live: (input, generation, width, height) =>
        post({ type: 'inputLive', input, generation, width, height }),
      ended: (input, generation) => post({ type: 'inputEnded', input, generation }),
    })
    const texts = new TextPainter()
    const supply: PictureSupply = {
      frameOf: (source) => this.#inputs.latest(inputOf(source)),
      imageOf: (assetId) => this.#images.get(assetId) ?? null,
      noticeOf: () => null,
      texts,
    }
    this.#previewSupply = {
      ...supply,
      noticeOf: (source) => this.#notices.get(inputOf(source)) ?? null,
      texts: new TextPainter(),
    }
    this.#resize(start.canvas)
    this.#programOutput = new FrameOutput(start.program)
    this.#previewOutput = new FrameOutput(start.preview)
    this.#pacer = new FramePacer(start.framesPerSecond, performance.now())
    this.#recorder = new RecorderControl({ post, framesPerSecond: start.framesPerSecond })
    this.#picture = new ProgramPicture({
      supply,
      intervalMs: this.#pacer.intervalMs,
      onTransitionEnded: (id) => post({ type: 'transitionEnded', id }),
    })
    this.#report.sinceMs = performance.now()
    this.#tick()
  }

  handle(message: Exclude<ToCompositor, { type: 'start' }>): void {
    switch (message.type) {
      case 'canvas':
        this.#resize(message.canvas)
        break
      case 'program':
        this.#picture.goTo(message.scene, message.transition)
        break
      case 'programEdited':
        this.#picture.edit(message.scene)
        break
      case 'preview':
        this.#previewScene = message.scene
        this.#previewWanted = message.wanted
        break
      case 'attach':
        this.#inputs.attach(message.input, message.generation, message.frames)
        break
      case 'detach':
        this.#inputs.detach(message.input, message.hold ? performance.now() : null)
        break
      case 'notice':
        if (message.text === null) this.#notices.delete(message.input)
        else this.#notices.set(message.input, message.text)
        break
      case 'image':
        this.#images.get(message.assetId)?.close()
        this.#images.delete(message.assetId)
        if (message.image) this.#images.set(message.assetId, message.image)
        break
      case 'wallCard':
        this.#picture.setWallCard(message.card)
        break
      case 'productCard':
        this.#picture.setProductCard(message.card)
        break
      case 'startRecording':
        void this.#recorder.start(message, this.#program.canvas)
        break
      case 'stopRecording':
        void this.#recorder.stop(message.recordingId)
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
        this.#inputs.letGo(nowMs)
        this.#composeProgram(nowMs)
        const inTime = () => this.#pacer.delayMs(performance.now()) > 0
        // A preview frame is left out when the program already used up its time, and a look at the inputs put off.
        if (this.#previewWanted && inTime()) this.#composePreview(nowMs)
        if (inTime()) this.#inputs.lookAtOne(nowMs)
      } catch (error) {
        this.#post({ type: 'failed', message: String(error) })
        return
      }
      this.#reportAt(nowMs)
    }
    setTimeout(this.#tick, this.#pacer.delayMs(performance.now()))
  }

  #composeProgram(nowMs: number): void {
    this.#picture.paint(this.#program, nowMs)
    const nowUs = Math.round(nowMs * 1000)
    const duration = Math.round(this.#pacer.intervalMs * 1000)
    const frame = new VideoFrame(this.#program.canvas, { timestamp: nowUs, duration, alpha: 'discard' })
    this.#recorder.offer(frame, nowUs)
    this.#programOutput.write(frame)
    this.#report.frames += 1
    this.#report.renderMs += performance.now() - nowMs
  }

  #composePreview(nowMs: number): void {
    paintScene(this.#preview, this.#previewScene, this.#previewSupply)
    this.#picture.paintProductCard(this.#preview, this.#previewScene)
    const timestamp = Math.round(nowMs * 1000)
    this.#previewOutput.write(new VideoFrame(this.#preview.canvas, { timestamp, alpha: 'discard' }))
  }

  #reportAt(nowMs: number): void {
    const { sinceMs, frames, renderMs } = this.#report
    if (nowMs - sinceMs < REPORT_MS) return
    const perSecond = (count: number) => Math.round((count * 10_000) / (nowMs - sinceMs)) / 10
    const counts = this.#inputs.takeCounts()
    this.#post({
      type: 'stats',
      framesPerSecond: perSecond(frames),
      renderMs: frames === 0 ? 0 : renderMs / frames,
      skippedFrames: this.#skippedFrames,
      inputFramesPerSecond: Object.fromEntries(
        counts.map(({ input, frames: came }) => [input, perSecond(came)]),
      ),
      stillSeconds: Object.fromEntries(
        counts.flatMap(({ input, stillLooks }) => (stillLooks === null ? [] : [[input, stillLooks]])),
      ),
    })
    this.#report = { sinceMs: nowMs, frames: 0, renderMs: 0 }
    this.#recorder.report()
  }

  #resize(canvas: CanvasSize): void {
    this.#program.canvas.width = canvas.width
    this.#program.canvas.height = canvas.height
    this.#preview.canvas.width = Math.round((canvas.width * PREVIEW_SCALE) / 2) * 2
    this.#preview.canvas.height = Math.round((canvas.height * PREVIEW_SCALE) / 2) * 2
  }
}

const inputOf = (source: Extract<LayerSource, { kind: 'camera' | 'screen' }>): InputKey =>
  source.kind === 'camera' ? source.slot : 'screen'
