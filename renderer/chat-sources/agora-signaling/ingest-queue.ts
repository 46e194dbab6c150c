import { classify } from '#shared/domain/questions/classify.ts'
import type { CommandOutcome } from '#renderer/session-client/staff-client.ts'
import { INGEST_MAX } from '#shared/protocol/chat-source.ts'
import type { Up } from '#shared/protocol/up.ts'
import type { Timers } from '#renderer/timing/timers.ts'

export type OutsideMessage = Extract<Up, { type: 'ingest' }>['messages'][number]

/** Chat waits this long for company: one frame for a burst, and the host's own commands stay within their rate. */
const GATHER_MS = 50
/** A frame's JSON stays well under what the service takes (96 KB); a character has up to 3 bytes, an escaped one 6. */
const FRAME_CHARACTERS = 28_000
const WAITING_MAX = 20_000
/** So many frames may be on their way; a service that is busy or away is not buried. */
const UNDER_WAY_MAX = 4
const AGAIN_MS = 2_000
/** How far from the oldest on one is looked for that is no question. */
const LOOKED_AT = 200

interface Waiting {
  readonly order: number
  readonly message: OutsideMessage
}

/** Hands messages to the service in order of arrival: in bundles, again after a reconnect, none lost while there is room. */
export interface IngestQueue {
  readonly add: (message: OutsideMessage) => void
  /** Messages that found no room. Questions are the last to go. */
  readonly lost: () => number
  readonly close: () => void
}

export function createIngestQueue(
  send: (messages: OutsideMessage[]) => Promise<CommandOutcome>,
  timers: Timers,
): IngestQueue {
  /** In order of arrival, also when bundles come back in another order than they went. */
  let waiting: Waiting[] = []
  let arrivals = 0
  let underWay = 0
  let lost = 0
  let cancel: (() => void) | null = null
  let closed = false

  const plan = (ms: number): void => {
    cancel ??= timers.after(ms, () => {
      cancel = null
      flush()
    })
  }

  const flush = (): void => {
    while (waiting.length > 0 && underWay < UNDER_WAY_MAX) {
      const count = fitting(waiting)
      const bundle = waiting.slice(0, count)
      waiting = waiting.slice(count)
      underWay += 1
      void send(bundle.map(({ message }) => message)).then((outcome) => {
        underWay -= 1
        if (closed) return
        // Sent again under their own ids: what did arrive is recognised.
        if (!outcome.ok) waiting = [...bundle, ...waiting].toSorted((one, other) => one.order - other.order)
        if (waiting.length > 0) plan(outcome.ok ? 0 : AGAIN_MS)
      })
    }
  }

  const makeRoom = (): void => {
    if (waiting.length <= WAITING_MAX) return
    const idle = waiting
      .slice(0, LOOKED_AT)
      .findIndex(({ message }) => message.marked !== true && !classify(message.text).question)
    waiting.splice(Math.max(0, idle), 1)
    lost += 1
  }

  return {
    add: (message) => {
      if (closed) return
      arrivals += 1
      waiting.push({ order: arrivals, message })
      makeRoom()
      plan(GATHER_MS)
    },
    lost: () => lost,
    close: () => {
      closed = true
      cancel?.()
      waiting = []
    },
  }
}

function fitting(waiting: readonly Waiting[]): number {
  let characters = 0
  let count = 0
  for (const { message } of waiting.slice(0, INGEST_MAX)) {
    const { sourceMessageId, userId, userName, text } = message
    characters += sourceMessageId.length + userId.length + userName.length + text.length + 90
    if (count > 0 && characters > FRAME_CHARACTERS) break
    count += 1
  }
  return count
}
