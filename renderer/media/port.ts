import type { CameraSlot, Scene } from '#shared/domain/scenes/scene.ts'
import type { Transition } from '#shared/domain/scenes/transition.ts'
import type { Signal } from '#shared/protocol/signal.ts'
import type {
  AudioLevels,
  DeviceRef,
  Ducking,
  MediaState,
  MicrophoneProcessing,
  MicrophoneSlot,
  MixerChannel,
  OutputKind,
  ProductCard,
  ProgramStats,
  RecordingSummary,
  WallCard,
} from './media-state.ts'

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

  /** Opens a microphone in place of what was in the slot; gain and mute stay as they were. */
  openMicrophone(slot: MicrophoneSlot, microphone: DeviceRef): Promise<void>
  closeMicrophone(slot: MicrophoneSlot): Promise<void>
  /** Tries a failed microphone again now. */
  retryMicrophone(slot: MicrophoneSlot): Promise<void>
  /** Applies to both microphones; those that are open are opened anew where the platform needs it. */
  setMicrophoneProcessing(processing: MicrophoneProcessing): Promise<void>
  /**
   * Plays a sound file into the program, over and over, in place of what was there; null ends it. Rejects with
   * `formatRefused` for what is no sound file.
   */
  setMusic(music: { readonly name: string; readonly file: Blob } | null): Promise<void>
  setMusicPlaying(playing: boolean): Promise<void>
  /** Lets the host hear the music (for headphones); off at first. */
  setMusicMonitor(on: boolean): void
  setDucking(ducking: Ducking): void
  /** Linear gain from 0 to 4, 1 = unchanged. */
  setChannelGain(channel: MixerChannel, gain: number): void
  setChannelMuted(channel: MixerChannel, muted: boolean): void
  /** Holds the sound back by 0 to 500 ms, for pictures that come later than the sound. */
  setAudioDelay(ms: number): void

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
  setTransition(transition: Transition): void
  /**
   * Without a scene: goes to the preview by the set transition, and what was on program goes to preview. With one:
   * cuts straight to it. A take during a transition ends that one at once.
   */
  take(sceneId?: string): void

  /** Draws a question and its answer into the program until `untilMs`; a new card replaces the old. */
  showWallCard(card: WallCard): void
  hideWallCard(): void
  /** What `product` layers show; null leaves them empty. */
  setProductCard(card: ProductCard | null): void

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

  readonly outputKinds: readonly OutputKind[]
  /** Sends the program somewhere. Settles when the output is set up; what follows is in `state.outputs`. */
  publishTo(target: OutputTarget): Promise<OutputHandle>

  /** Beauty and picture repair; null where this engine has none. */
  readonly enhancement: EnhancementControl | null
  /** Measures before the show; null where this engine has no probe of its own. */
  readonly network: NetworkCheck | null
  /** Listens to the room before the show; null where this engine cannot. */
  readonly soundCheck: SoundCheck | null

  /** Stops outputs, recording and devices, in that order. The engine is of no use afterwards. */
  dispose(): Promise<void>
}

export type ViewRole = 'program' | 'preview'

/** Append-only: every chunk continues the file where the last ended. The next write waits for the last. */
export interface RecordingSink {
  write(chunk: Uint8Array<ArrayBuffer>): Promise<void>
  close(): Promise<void>
}

/** Carries signals between the host window and the viewers of the local room, through the service. */
export interface SignalChannel {
  send(peerId: string, signal: Signal): void
  subscribe(listener: (peerId: string, signal: Signal) => void): () => void
}

export type OutputTarget =
  | {
      readonly kind: 'localRoom'
      readonly signals: SignalChannel
      /** Each viewer costs one more encoding; those over the limit are told that the room is full. */
      readonly maxViewers?: number
      readonly maxVideoKbps?: number
    }
  /** RFC 9725. The token goes to that origin alone. */
  | {
      readonly kind: 'whip'
      readonly url: string
      readonly bearerToken: string | null
      readonly maxVideoKbps?: number
      readonly simulcast?: boolean
    }
  | {
      readonly kind: 'agora'
      readonly channel: string
      readonly uid: number
      /** Asked for at every join and renewal; rejects with MediaError. */
      readonly token: () => Promise<string>
    }
  /** A CDN the Agora channel is pushed on to; needs a live `agora` output. */
  | { readonly kind: 'cdn'; readonly url: string }

export interface OutputHandle {
  readonly id: string
  /** Tries again now instead of at `retryAtMs`; also after `failed`. */
  retryNow(): void
  /** Never rejects; whatever state the output is in, nothing of it is left afterwards. */
  stop(): Promise<void>
}

export interface Enhancement {
  /** 0 = off to 1. */
  readonly smooth: number
  readonly whiten: number
  readonly lowLight: boolean
  readonly denoise: boolean
  readonly color: boolean
  readonly background: 'none' | 'blur'
}

export interface EnhancementControl {
  /** The positions this engine can enhance. */
  readonly cameraSlots: readonly CameraSlot[]
  set(enhancement: Enhancement): Promise<void>
  /** Shows the pictures without enhancement for as long as it is on, for comparison. */
  showOriginal(on: boolean): Promise<void>
}

export interface UplinkEstimate {
  readonly kbps: number
  /** 0 to 1. */
  readonly packetLoss: number
  readonly jitterMs: number
  readonly roundTripMs: number
}

export interface NetworkCheck {
  /** Takes up to half a minute; not while an output is live (`busy`). */
  probeUplink(): Promise<UplinkEstimate>
  /** Lets the host hear himself come back; not while an output is live (`busy`). Returns how to end it. */
  startEchoTest(): Promise<() => Promise<void>>
}

export interface EchoEstimate {
  /** How loud the loudspeaker comes back through the microphone: 0 dB = as loud as it was played. Null: not heard. */
  readonly echoDb: number | null
  /** From playing to hearing, the devices' own delays included; null when not heard. */
  readonly delayMs: number | null
}

export interface SoundCheck {
  /**
   * Plays a short soft chirp on the loudspeaker and looks for it in microphone 1, as that is set up now. Takes about
   * two seconds. Rejects with `busy` while recording or on air, `deviceNotFound` without a live microphone,
   * `audioBlocked` while the browser lets no sound through.
   */
  measureEcho(): Promise<EchoEstimate>
}
