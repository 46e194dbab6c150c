import type { ChatLine, Down } from '#shared/protocol/down.ts'
import type { ClientLink } from './link.ts'

/** A client this far behind (bytes not yet taken) gets nothing new until it has caught up. */
const BEHIND_BYTES = 1024 * 1024
const CAUGHT_UP_BYTES = 64 * 1024
/** A client that has not caught up for this long is let go; it comes back by itself and gets a snapshot. */
const BEHIND_FOR_MS = 30_000
/** More chat than this in one frame is not read by anyone: the rest is counted, not sent. */
const LINES_PER_FRAME = 30

/** Where a client stands in a session; the hub can bring it from there to now. */
export interface Position {
  readonly sessionId: string | null
  readonly seq: number
}

/** One host window or console, with what it has been sent. Slow ones are coalesced, never waited for. */
export interface StaffLink {
  readonly link: ClientLink
  lookingAt: string | null
  /** After the client's hello: everything from here on is sent. */
  readonly greet: (frames: readonly string[], at: Position) => void
  /** State-bearing frames: in order, never sampled. A client that is behind gets their effect when it is revived. */
  readonly sendState: (frame: string, at: Position) => void
  /** New chat; `shared` is the frame for everyone who takes all of it. */
  readonly sendFeed: (sessionId: string, lines: readonly ChatLine[], shared: string) => void
  readonly send: (frame: Down) => void
  /** Brings a client that was behind up to date once it takes frames again, or lets it go. */
  readonly revive: (bringFrom: (at: Position) => readonly string[], now: Position) => void
}

export const encode = (frame: Down): string => JSON.stringify(frame)

export function createStaffLink(link: ClientLink, nowMs: () => number): StaffLink {
  let position: Position | null = null
  let behindSinceMs: number | null = null
  let skipped = 0

  const isBehind = (): boolean => {
    if (behindSinceMs === null && link.backlogBytes() > BEHIND_BYTES) behindSinceMs = nowMs()
    return behindSinceMs !== null
  }

  return {
    link,
    lookingAt: null,
    greet: (frames, at) => {
      behindSinceMs = null
      skipped = 0
      position = at
      for (const frame of frames) link.send(frame)
    },
    sendState: (frame, at) => {
      if (position === null || isBehind()) return
      link.send(frame)
      position = at
    },
    sendFeed: (sessionId, lines, shared) => {
      if (position === null) return
      if (isBehind()) {
        skipped += lines.length
        return
      }
      if (skipped === 0 && lines.length <= LINES_PER_FRAME) return link.send(shared)
      const shown = lines.slice(-LINES_PER_FRAME)
      link.send(
        encode({ type: 'feed', sessionId, lines: shown, skipped: skipped + lines.length - shown.length }),
      )
      skipped = 0
    },
    send: (frame) => link.send(encode(frame)),
    revive: (bringFrom, now) => {
      if (position === null || !isBehind() || behindSinceMs === null) return
      if (link.backlogBytes() <= CAUGHT_UP_BYTES) {
        behindSinceMs = null
        for (const frame of bringFrom(position)) link.send(frame)
        position = now
      } else if (nowMs() - behindSinceMs > BEHIND_FOR_MS) {
        link.close('tooSlow', 'this client takes frames more slowly than the show makes them')
      }
    },
  }
}
