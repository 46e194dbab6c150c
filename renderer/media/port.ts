import type { CameraSlot, CanvasSize, Scene } from '#shared/domain/scenes/scene.ts'
import type { Signal } from '#shared/protocol/signal.ts'
import type { MediaError } from './media-error.ts'

/**
 * The studio's pictures and sound, whatever makes them. One adapter composes in Chromium; another drives
 * the native Agora SDK, whose views, cameras and transcoder live outside the page. So nothing here hands out
 * a MediaStream or a canvas: views are containers the engine fills, outputs are asked for by description.
 *
 * An engine is created outside React, lives until `dispose`, and is safe to attach and detach any number of
 * times. Methods reject with `MediaError` only.
 */
export interface MediaEngine {
  readonly kind: 'chromium' | 'agora'

  /** The current state. The same object until something changes, so it suits `useSyncExternalStore`. */
  getState(): MediaState
  /** Calls `listener` after every change of state. Returns the unsubscribe function. */
  subscribe(listener: () => void): () => void
  /** Loudness about 20 times a second, or never where it cannot be measured; apart from the state because it never rests. */
  subscribeLevels(listener: (levels: AudioLevels) => void): () => void
  /** How the composition keeps up, once a second. */
  subscribeStats(listener: (stats: ProgramStats) => void): () => void

  /** Reads the list of devices again; without permission their labels are empty. */
  refreshDevices(): Promise<void>
  /** Asks for camera and microphone permission, so that the devices can be named, then reads the list. */
  requestDeviceAccess(): Promise<void>

  /**
   * Puts a camera into a slot in place of what was there. Settles when the first picture has come, or rejects;
   * after a failure the slot keeps trying by itself until it is closed or given another camera.
   */
  openCamera(slot: CameraSlot, camera: DeviceRef): Promise<void>
  closeCamera(slot: CameraSlot): Promise<void>
  /** Tries a failed camera again now. */
  retryCamera(slot: CameraSlot): Promise<void>

  /** Shares a screen or window, which the user picks in the system's own dialog. */
  openScreen(): Promise<void>
  closeScreen(): Promise<void>

  /** Opens a microphone in place of the current one; gain and mute stay as they were. */
  openMicrophone(microphone: DeviceRef, processing?: MicrophoneProcessing): Promise<void>
  closeMicrophone(): Promise<void>
  /** Tries a failed microphone again now. */
  retryMicrophone(): Promise<void>
  /** Linear gain from 0 to 4, 1 = unchanged. */
  setMicrophoneGain(gain: number): void
  setMicrophoneMuted(muted: boolean): void

  /**
   * Gives the engine the show's scenes. All share one canvas, which is the size of the program; that size
   * cannot change while recording or publishing (`busy`). Scenes on program or preview are updated at once
   * where their id persists; where it went, the program keeps its picture and preview empties.
   */
  loadScenes(scenes: readonly Scene[]): Promise<void>
  /** Gives the picture of an `image` source; null forgets it. Until it is given the layer stays empty. */
  setImageAsset(assetId: string, image: Blob | null): Promise<void>
  /** Puts a scene on preview, or empties it. */
  setPreview(sceneId: string | null): void
  /** Cuts to a scene. Without an id it takes the preview, and what was on program goes to preview. */
  take(sceneId?: string): void

  /** Draws a question and its answer into the program until `untilMs`; a new card replaces the old. */
  showWallCard(card: WallCard): void
  hideWallCard(): void

  /**
   * Shows program or preview inside `container`, which the engine fills and cleans: one picture, contained,
   * without controls. Returns the detach function. Attaching again replaces what was there.
   */
  attachView(role: ViewRole, container: HTMLElement): () => void
  /** Shows the raw picture of one camera, for choosing and aiming it. */
  attachCameraView(slot: CameraSlot, container: HTMLElement): () => void

  /** Starts writing the program into `sink` as one crash-tolerant file. One recording at a time (`busy`). */
  startRecording(sink: RecordingSink): Promise<void>
  /** Ends the file and closes the sink. Rejects if the recording had failed or there is none. */
  stopRecording(): Promise<RecordingSummary>

  readonly outputKinds: readonly OutputTarget['kind'][]
  /** Sends the program somewhere. Settles when the output is set up; what follows is in `state.outputs`. */
  publishTo(target: OutputTarget): Promise<OutputHandle>

  /** Stops outputs, recording and devices, in that order. The engine is of no use afterwards. */
  dispose(): Promise<void>
}

export type ViewRole = 'program' | 'preview'

/** How to find a device again: ids change on replug, so label and group are kept beside them. */
export interface DeviceRef {
  readonly deviceId: string
  readonly label: string
  readonly groupId: string
}

export interface MicrophoneProcessing {
  readonly echoCancellation: boolean
  readonly noiseSuppression: boolean
  readonly autoGainControl: boolean
}

/** One source. `live` means that pictures (or sound) arrive, not merely that the device opened. */
export type SourceState =
  | { readonly status: 'closed' }
  | { readonly status: 'opening'; readonly device: DeviceRef }
  | { readonly status: 'live'; readonly device: DeviceRef; readonly format: SourceFormat | null }
  /** `retryAtMs` (epoch ms) is the next attempt by itself; null = it waits for the user or for a replug. */
  | {
      readonly status: 'failed'
      readonly device: DeviceRef
      readonly error: MediaError
      readonly retryAtMs: number | null
    }

export interface SourceFormat {
  readonly width: number
  readonly height: number
  readonly frameRate: number
}

export interface MediaState {
  readonly cameras: readonly DeviceRef[]
  readonly microphones: readonly DeviceRef[]
  readonly deviceAccess: 'unknown' | 'granted' | 'denied'
  readonly cameraSlots: Readonly<Record<CameraSlot, SourceState>>
  readonly screen: SourceState
  readonly microphone: SourceState
  readonly microphoneGain: number
  readonly microphoneMuted: boolean
  /** `blocked`: the browser lets no sound through before the user touches the page. */
  readonly audioOutput: 'running' | 'blocked'
  readonly canvas: CanvasSize
  readonly scenes: readonly Scene[]
  readonly programSceneId: string | null
  readonly previewSceneId: string | null
  readonly wallCard: WallCard | null
  readonly recording: RecordingState
  readonly outputs: readonly OutputState[]
  /** Set when the composition itself broke down; the engine must be made anew. */
  readonly failure: MediaError | null
}

/** What goes on the wall. Plain text; it is wrapped and cut to fit. `untilMs` is epoch ms of this machine. */
export interface WallCard {
  readonly id: string
  readonly askerName: string
  readonly question: string
  /** Null while the host answers aloud. */
  readonly answer: string | null
  readonly untilMs: number
}

/** Loudness in dBFS, at most 0 for anything that does not clip, -100 for silence. */
export interface AudioLevel {
  readonly peakDb: number
  readonly rmsDb: number
}

export interface AudioLevels {
  /** After gain, before mute, so that a muted microphone can still be seen to work. */
  readonly microphone: AudioLevel
  readonly program: AudioLevel
}

export interface ProgramStats {
  readonly framesPerSecond: number
  /** Mean time to draw one program frame, in ms. */
  readonly renderMs: number
  /** Frames of the cadence that were left out since the engine started, because drawing was late. */
  readonly skippedFrames: number
  readonly cameraFramesPerSecond: Readonly<Record<CameraSlot, number>>
}

/** Append-only: every chunk continues the file where the last ended. The next write waits for the last. */
export interface RecordingSink {
  write(chunk: Uint8Array<ArrayBuffer>): Promise<void>
  close(): Promise<void>
}

export type RecordingState =
  | { readonly status: 'idle' }
  | { readonly status: 'starting' }
  | ({ readonly status: 'recording' | 'stopping'; readonly startedAtMs: number } & RecordingSummary)
  | { readonly status: 'failed'; readonly error: MediaError }

export interface RecordingSummary {
  readonly durationMs: number
  readonly bytes: number
  readonly mimeType: string
  readonly videoFrames: number
  /** Frames left out because encoder or sink could not follow. */
  readonly droppedFrames: number
}

/** Carries signals between the host window and the viewers of the local room, through the service. */
export interface SignalChannel {
  send(peerId: string, signal: Signal): void
  subscribe(listener: (peerId: string, signal: Signal) => void): () => void
}

export type OutputTarget = {
  readonly kind: 'localRoom'
  readonly signals: SignalChannel
  /** Each viewer costs one more encoding; those over the limit are told that the room is full. */
  readonly maxViewers?: number
  readonly maxVideoKbps?: number
}

export interface OutputState {
  readonly id: string
  readonly kind: OutputTarget['kind']
  /** `live`: set up and taking viewers. */
  readonly status: 'live' | 'failed'
  readonly error: MediaError | null
  /** Viewers to whom media flows, and those still connecting. */
  readonly viewers: number
  readonly connecting: number
}

export interface OutputHandle {
  readonly id: string
  stop(): Promise<void>
}
