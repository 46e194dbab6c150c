import type { Up } from '#shared/protocol/up.ts'
import { PRESENCE_MAX } from '#shared/protocol/chat-source.ts'
import type { RtmEvent } from './rtm-client.ts'

type PresenceFrame = Omit<Extract<Up, { type: 'sourcePresence' }>, 'type' | 'source'>

/** Agora follows one by one up to about this many; of more we tell the count alone. */
const FOLLOWED_MAX = 20_000

/** Who is in the channel, and the frames that tell the service. */
export interface Viewers {
  /** Null while nothing is known. */
  readonly online: () => number | null
  readonly take: (event: Extract<RtmEvent, { type: 'everybody' | 'change' }>) => PresenceFrame[]
  /** Everybody once more, for a service that has forgotten. */
  readonly all: () => PresenceFrame[]
  readonly forget: () => void
}

export function createViewers(): Viewers {
  let present: Set<string> | null = null
  /** What Agora counts, where it does; a room of thousands is told in intervals. */
  let counted: number | null = null
  let round = 0

  const all = (): PresenceFrame[] => {
    if (present === null) return []
    round += 1
    const parts = chunks([...present])
    return parts.map((part, index) => ({
      entered: part.map(asViewer),
      left: [],
      snapshot: { round, last: index === parts.length - 1 },
    }))
  }

  return {
    online: () => counted ?? present?.size ?? null,
    take: (event) => {
      if (event.type === 'everybody') {
        present = new Set(event.userIds.slice(0, FOLLOWED_MAX))
        counted = event.userIds.length > FOLLOWED_MAX ? event.userIds.length : null
        return all()
      }
      const known = (present ??= new Set())
      counted = event.online
      const entered = event.entered.filter((userId) => known.size < FOLLOWED_MAX && !known.has(userId))
      const left = event.left.filter((userId) => known.has(userId))
      for (const userId of entered) known.add(userId)
      for (const userId of left) known.delete(userId)
      return [
        ...chunks(entered, false).map((part) => ({ entered: part.map(asViewer), left: [], snapshot: null })),
        ...chunks(left, false).map((part) => ({ entered: [], left: part, snapshot: null })),
      ]
    },
    all,
    forget: () => {
      present = null
      counted = null
    },
  }
}

const asViewer = (userId: string) => ({ userId, userName: userId })

function chunks(ids: string[], atLeastOne = true): string[][] {
  const parts: string[][] = []
  for (let from = 0; from < ids.length; from += PRESENCE_MAX) parts.push(ids.slice(from, from + PRESENCE_MAX))
  return parts.length === 0 && atLeastOne ? [[]] : parts
}
