import type { CameraSlot, CanvasSize, Scene } from '#shared/domain/scenes/scene.ts'
import type { Transition } from '#shared/domain/scenes/transition.ts'
import type { ProductCard, RecordingSummary, WallCard } from '../../media-state.ts'

/** A moving picture the compositor can draw: a camera slot or the shared screen. */
export type InputKey = CameraSlot | 'screen'

/** A way from one scene to the next that takes time. `id` comes back when it is over. */
export interface TransitionOrder {
  readonly id: number
  readonly by: Exclude<Transition, { kind: 'cut' }>
}

/** From the engine to the compositor worker. `generation` tells apart successive openings of one input. */
export type ToCompositor =
  | {
      type: 'start'
      canvas: CanvasSize
      framesPerSecond: number
      program: WritableStream<VideoFrame>
      preview: WritableStream<VideoFrame>
    }
  | { type: 'canvas'; canvas: CanvasSize }
  /** Goes to a scene, ending what transition was on its way; null cuts. */
  | { type: 'program'; scene: Scene; transition: TransitionOrder | null }
  /** The scene on program was edited; a transition to it goes on. */
  | { type: 'programEdited'; scene: Scene }
  | { type: 'preview'; scene: Scene | null; wanted: boolean }
  | { type: 'attach'; input: InputKey; generation: number; frames: ReadableStream<VideoFrame> }
  /** `hold`: the last picture stays for a moment, for an input that was lost rather than taken away. */
  | { type: 'detach'; input: InputKey; hold: boolean }
  /** What preview says where an input has no picture. */
  | { type: 'notice'; input: InputKey; text: string | null }
  | { type: 'image'; assetId: string; image: ImageBitmap | null }
  | { type: 'wallCard'; card: WallCard | null }
  | { type: 'productCard'; card: ProductCard | null }
  | {
      type: 'startRecording'
      recordingId: number
      sink: WritableStream<Uint8Array<ArrayBuffer>>
      sound: ReadableStream<AudioData>
      sampleRate: number
    }
  | { type: 'stopRecording'; recordingId: number }

/** From the compositor worker to the engine. */
export type FromCompositor =
  /** The first frame of an input came, or its size changed. */
  | { type: 'inputLive'; input: InputKey; generation: number; width: number; height: number }
  | { type: 'inputEnded'; input: InputKey; generation: number }
  /** Once a second, for as long as the compositor is alive. */
  | {
      type: 'stats'
      framesPerSecond: number
      renderMs: number
      skippedFrames: number
      inputFramesPerSecond: Partial<Record<InputKey, number>>
      /** For how many looks in a row, one a second, a camera's pictures were the same; 0 = they change. */
      stillSeconds: Partial<Record<InputKey, number>>
    }
  | { type: 'transitionEnded'; id: number }
  | { type: 'recordingStarted'; recordingId: number }
  | { type: 'recordingProgress'; recordingId: number; summary: RecordingSummary }
  | { type: 'recordingEnded'; recordingId: number; summary: RecordingSummary }
  | {
      type: 'recordingFailed'
      recordingId: number
      reason: 'notSupported' | 'encoderFailed'
      message: string
    }
  | { type: 'failed'; message: string }
