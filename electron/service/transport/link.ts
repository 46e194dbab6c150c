import type { Actor } from '#shared/domain/session/actor.ts'
import type { Down } from '#shared/protocol/down.ts'
import type { Up } from '#shared/protocol/up.ts'

export type ByeReason = Extract<Down, { type: 'bye' }>['reason']

/** One connected client as an adapter (WebSocket or MessagePort) offers it to the hub, already authorised. */
export interface ClientLink {
  readonly actor: Actor
  /** Hands over one encoded frame; never blocks and never throws, also after the client has gone. */
  readonly send: (frame: string) => void
  /** Bytes handed over but not yet taken by the client: the hub coalesces and samples by it. */
  readonly backlogBytes: () => number
  /** Says `bye` with the reason, then closes. */
  readonly close: (reason: ByeReason, message: string) => void
}

/** What the hub wants to hear about a link. Frames are parsed and rate-checked before they get here. */
export interface LinkHandlers {
  readonly onFrame: (frame: Up) => void
  readonly onClose: () => void
}

/** The one place where clients of every transport meet. */
export interface Hub {
  readonly attach: (link: ClientLink) => LinkHandlers
}
