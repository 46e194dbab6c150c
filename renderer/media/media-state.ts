import type { CameraSlot, CanvasSize, Scene } from '#shared/domain/scenes/scene.ts'
import type { Transition } from '#shared/domain/scenes/transition.ts'
import type { MediaError } from './media-error.ts'

/** How to find a device again: ids change on replug, so label and group are kept beside them. */
export interface DeviceRef {
  readonly deviceId: string
  readonly label: string
  readonly groupId: string
}

export const MICROPHONE_SLOTS = [1, 2] as const
/** The host's microphone, and one for a guest or for the room. */
export type MicrophoneSlot = (typeof MICROPHONE_SLOTS)[number]

export const MIXER_CHANNELS = ['microphone1', 'microphone2', 'music', 'screen'] as const
/** What can be heard in the program; each has a gain and a mute of its own. */
export type MixerChannel = (typeof MIXER_CHANNELS)[number]

export interface MicrophoneProcessing {
  readonly echoCancellation: boolean
  readonly noiseSuppression: boolean
  readonly autoGainControl: boolean
}

/**
 * What is wrong with a source that is open: `silent` = a microphone whose line is dead, `frozen` = a camera whose
 * picture stands, `muted` = the device or the system holds it back (a switch on it, a shutter, a phone call).
 */
export type SourceWarning = 'silent' | 'frozen' | 'muted'

/** One source. `live` means that pictures (or sound) arrive, not merely that the device opened. */
export type SourceState =
  | { readonly status: 'closed' }
  | { readonly status: 'opening'; readonly device: DeviceRef }
  | {
      readonly status: 'live'
      readonly device: DeviceRef
      readonly format: SourceFormat | null
      readonly warning: SourceWarning | null
    }
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

export interface ChannelState {
  /** Linear, 0 to 4, 1 = unchanged. */
  readonly gain: number
  readonly muted: boolean
}

export type MusicState =
  | { readonly status: 'none' }
  | { readonly status: 'playing' | 'paused'; readonly name: string; readonly durationMs: number }
  | { readonly status: 'failed'; readonly name: string; readonly error: MediaError }

/** Lowers the music while somebody speaks. */
export interface Ducking {
  readonly enabled: boolean
  /** How much quieter, in dB, positive. */
  readonly depthDb: number
}

export interface MediaState {
  readonly cameras: readonly DeviceRef[]
  readonly microphones: readonly DeviceRef[]
  readonly deviceAccess: 'unknown' | 'granted' | 'denied'
  readonly cameraSlots: Readonly<Record<CameraSlot, SourceState>>
  readonly screen: SourceState
  readonly microphoneSlots: Readonly<Record<MicrophoneSlot, SourceState>>
  readonly microphoneProcessing: MicrophoneProcessing
  readonly mixer: Readonly<Record<MixerChannel, ChannelState>>
  readonly music: MusicState
  readonly ducking: Ducking
  /** By how much the sound is held back to meet the pictures, in ms. */
  readonly audioDelayMs: number
  /** The music is played on this machine too; never the microphones, so that nothing can echo. */
  readonly musicMonitor: boolean
  /**
   * `blocked`: the browser lets no sound through before the user touches the page. `interrupted`: the system took the
   * sound away mid-show; it is asked back all the time.
   */
  readonly audioOutput: 'running' | 'blocked' | 'interrupted'
  readonly canvas: CanvasSize
  readonly scenes: readonly Scene[]
  readonly programSceneId: string | null
  readonly previewSceneId: string | null
  /** What `take` without a scene does to get from program to preview. */
  readonly transition: Transition
  /** A transition is on its way; `programSceneId` names where it goes already. */
  readonly transitioning: boolean
  readonly wallCard: WallCard | null
  readonly productCard: ProductCard | null
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

/** The product on air as the picture shows it. Texts come ready for display, in the show's language. */
export interface ProductCard {
  readonly number: number
  readonly title: string
  readonly livePrice: string
  /** Struck through beside the live price; null when there is nothing to compare with. */
  readonly dailyPrice: string | null
  /** e.g. what is left, or that it is sold out; null to say nothing. */
  readonly stock: string | null
  readonly soldOut: boolean
}

/** Loudness in dBFS, at most 0 for anything that does not clip, -100 for silence. */
export interface AudioLevel {
  readonly peakDb: number
  readonly rmsDb: number
}

/** Channels are measured after gain and before mute, so that a muted microphone can still be seen to work. */
export type AudioLevels = Readonly<Record<MixerChannel | 'program', AudioLevel>> & {
  /** By how much the limiter holds the program down now, in dB, positive; absent where it cannot be known. */
  readonly limitedDb?: number
}

export interface ProgramStats {
  readonly framesPerSecond: number
  /** Mean time to draw one program frame, in ms. */
  readonly renderMs: number
  /** Frames of the cadence that were left out since the engine started, because drawing was late. */
  readonly skippedFrames: number
  readonly cameraFramesPerSecond: Readonly<Record<CameraSlot, number>>
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
  /** Frames in the file. */
  readonly videoFrames: number
  /** Frames handed to the encoder; a difference that stays are those it left out itself. */
  readonly offeredFrames: number
  /** Frames not even offered, because encoder or sink could not follow. */
  readonly droppedFrames: number
}

export type OutputKind = 'localRoom' | 'whip' | 'agora' | 'cdn'

export interface OutputState {
  readonly id: string
  readonly kind: OutputKind
  /**
   * `live`: media flows (the local room: it takes viewers). `reconnecting`: it was lost and is tried again by itself.
   * `failed`: it waits for a person, because trying again would end the same way.
   */
  readonly status: 'connecting' | 'live' | 'reconnecting' | 'failed'
  readonly error: MediaError | null
  /** Attempts since it was last live, and when (epoch ms) the next one is due. */
  readonly attempt: number
  readonly retryAtMs: number | null
  /** Viewers of the local room to whom media flows, and those still connecting; 0 for the others. */
  readonly viewers: number
  readonly connecting: number
  /** Null until measured, and while nothing flows. */
  readonly stats: OutputStats | null
}

/** How one output fares, about once a second. Null where this engine cannot know. */
export interface OutputStats {
  readonly videoKbps: number
  readonly audioKbps: number
  readonly framesPerSecond: number
  readonly roundTripMs: number | null
  /** Of the packets sent, the fraction that did not arrive: 0 to 1. */
  readonly packetLoss: number | null
  /** Agora's scale: 0 unknown, 1 excellent, 2 good, 3 poor, 4 bad, 5 very bad, 6 down. */
  readonly quality: 0 | 1 | 2 | 3 | 4 | 5 | 6 | null
  /** What keeps the encoder from its full quality; absent where it cannot be known. */
  readonly limitedBy?: 'none' | 'cpu' | 'bandwidth' | 'other'
  /** What the path is reckoned to carry; absent where it cannot be known. */
  readonly availableKbps?: number
}
