import type { CameraSlot, CanvasSize, Scene } from '#shared/domain/scenes/scene.ts'
import type { RecordingSummary, WallCard } from '../../media-state.ts'

/** A moving picture the compositor can draw: a camera slot or the shared screen. */
export type InputKey = CameraSlot | 'screen'

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
  | { type: 'program'; scene: Scene | null }
  | { type: 'preview'; scene: Scene | null; wanted: boolean }
  | { type: 'attach'; input: InputKey; generation: number; frames: ReadableStream<VideoFrame> }
  | { type: 'detach'; input: InputKey }
  | { type: 'image'; assetId: string; image: ImageBitmap | null }
  | { type: 'wallCard'; card: WallCard | null }
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
  | {
      type: 'stats'
      framesPerSecond: number
      renderMs: number
      skippedFrames: number
      inputFramesPerSecond: Partial<Record<InputKey, number>>
    }
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
