import type { MediaError } from '../media-error.ts'

/** How a WHIP destination fares. */
export interface WhipState {
  readonly status: 'connecting' | 'live' | 'reconnecting' | 'failed'
  readonly error: MediaError | null
  /** Attempts since it was last live; the one under way, or due at `retryAtMs`, is counted. */
  readonly attempt: number
  /** When (epoch ms) the next attempt is due; null while one is under way. */
  readonly retryAtMs: number | null
  /** Null unless media flow. */
  readonly stats: WhipStats | null
}

export interface WhipStats {
  readonly videoKbps: number
  readonly audioKbps: number
  readonly framesPerSecond: number
  readonly roundTripMs: number | null
  /** 0 to 1, as the other end last reported. */
  readonly packetLoss: number | null
  /** What keeps the encoder from its full quality. */
  readonly limitedBy: 'none' | 'cpu' | 'bandwidth' | 'other' | null
  /** What the browser reckons the path carries. */
  readonly availableKbps: number | null
}
