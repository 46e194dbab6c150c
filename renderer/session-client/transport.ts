import type { Down } from '#shared/protocol/down.ts'
import type { Up } from '#shared/protocol/up.ts'

/** Why a transport is down, as far as it can know. `unauthorised` = this browser has to be paired (again). */
export type LossReason = 'lost' | 'unauthorised' | 'revoked' | 'outdated' | 'shuttingDown'

export type TransportEvent =
  | { readonly type: 'open' }
  | { readonly type: 'frame'; readonly frame: Down }
  | { readonly type: 'closed'; readonly reason: LossReason }

/** The same validated frames over a WebSocket or a MessagePort. Reconnects by itself until closed. */
export interface FrameTransport {
  /** False when there is no open connection; the frame is then not kept. */
  readonly send: (frame: Up) => boolean
  readonly subscribe: (listener: (event: TransportEvent) => void) => () => void
  /** Tries again at once, after a person asked for it. */
  readonly reconnect: () => void
  readonly close: () => void
}
