import type { Machine } from '../health/machine.ts'
import type { Item } from '../run-sheet/item.ts'
import type { CameraSlot } from '../scenes/scene.ts'
import type { PictureLook } from './picture-look.ts'
import type { SoundVerdict } from './sound-verdict.ts'

/** Everything the check knows. Gathered by the host window, judged by `preflightOf`. */
export interface PreflightInputs {
  readonly nowMs: number
  readonly plannedMs: number
  readonly cameras: readonly CameraInput[]
  /** A shared screen can carry a show without a camera. */
  readonly screenLive: boolean
  readonly program: { readonly broken: boolean; readonly onAir: boolean; readonly fps: number | null }
  readonly microphone: MicrophoneInput
  readonly echo: Measured<{ /** 0 = as loud as played; null: not heard. */ readonly echoDb: number | null }>
  /** Null where nothing leaves the local network. */
  readonly uplink: {
    readonly neededKbps: number
    readonly measured: Measured<{ readonly kbps: number; /** 0 to 1. */ readonly packetLoss: number }>
  } | null
  readonly outputs: readonly OutputInput[]
  readonly audience: {
    readonly lan: boolean
    readonly moderators: number
    /** Whether the engine can send pictures to the local room. */
    readonly picture: boolean
  }
  readonly chat: readonly { readonly source: string; readonly state: string }[]
  readonly runSheet: readonly Item[]
  readonly itemOnAir: boolean
  /** What the recording writes, in kilobits a second; 0 when nothing is recorded. */
  readonly recordingKbps: number
  /** Null until the service has looked. */
  readonly machine: Machine | null
  /** How far the clock is ahead of a server's; null when none was asked. */
  readonly clockAheadMs: number | null
  /** Null where the machine does not tell. */
  readonly power: { readonly charging: boolean; /** 0 to 1. */ readonly level: number } | null
  readonly sleepBlocked: boolean
  readonly link: 'connected' | 'lost'
  readonly log: 'ok' | 'degraded'
}

export interface CameraInput {
  readonly slot: CameraSlot
  readonly name: string
  readonly status: 'opening' | 'live' | 'failed'
  /** It is in the scene that goes out first. */
  readonly onAir: boolean
  readonly fps: number | null
  readonly problem: string | null
  /** The engine's own word on it. */
  readonly warning: 'frozen' | 'muted' | 'silent' | null
  readonly look: PictureLook
}

export interface MicrophoneInput {
  readonly status: 'closed' | 'opening' | 'live' | 'failed'
  readonly problem: string | null
  readonly muted: boolean
  readonly sound: SoundVerdict
  /** The browser lets no sound through before the page is touched. */
  readonly blocked: boolean
}

/** One destination beside the local room, as whoever looks after outputs tells it. */
export interface OutputInput {
  readonly id: string
  readonly name: string
  readonly test: 'untested' | 'testing' | 'reachable' | 'refused' | 'unreachable'
  readonly problem: string | null
  /** When its token runs out and nobody renews it; null when unknown or renewed by itself. */
  readonly tokenExpiresAtMs: number | null
}

/** Something that is measured on request. `impossible`: this engine has no means. */
export type Measured<Value> =
  | { readonly state: 'impossible' | 'unmeasured' | 'measuring' | 'failed' }
  | ({ readonly state: 'measured' } & Value)
