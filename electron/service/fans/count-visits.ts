import type { KnownEvent } from '#shared/domain/session/event.ts'
import type { SessionState } from '#shared/domain/session/state.ts'
import type { Fans } from '../library/fans.ts'
import type { Commit } from '../session/session-writer.ts'

/** Counts visits of known viewers: once per show and fan, from the moment the show is live; never in a rehearsal. */
export interface VisitCounter {
  /** To be called with everything that was added to the session, in order. @throws StorageError */
  readonly follow: (commit: Commit) => void
}

/** A room rarely holds more; whoever is beyond is counted when they write. */
const PRESENT_MAX = 50_000

const FOLLOWED: ReadonlySet<KnownEvent['type']> = new Set<KnownEvent['type']>([
  'viewerEntered',
  'viewerLeft',
  'danmakuReceived',
  'wentLive',
])

export function countVisits(fans: Pick<Fans, 'recordVisit' | 'together'>): VisitCounter {
  let sessionId = ''
  /** Who is in the room before the show is live. */
  let waiting = new Set<string>()
  /** Known viewers whose visit counts already. */
  let counted = new Set<string>()

  const visit = (userKey: string, state: SessionState, atMs: number): void => {
    if (!counted.has(userKey) && fans.recordVisit(userKey, state.sessionId, atMs)) counted.add(userKey)
  }
  const follow = (event: KnownEvent, state: SessionState): void => {
    if (event.type === 'viewerEntered' || event.type === 'danmakuReceived') {
      const { userId } = event.body
      if (state.liveAtMs !== null && event.atMs >= state.liveAtMs) visit(userId, state, event.atMs)
      else if (waiting.size < PRESENT_MAX) waiting.add(userId)
    } else if (event.type === 'viewerLeft') {
      waiting.delete(event.body.userId)
    } else if (event.type === 'wentLive') {
      for (const userKey of waiting) visit(userKey, state, event.atMs)
      waiting = new Set()
    }
  }

  return {
    follow: ({ state, events }) => {
      if (state.sessionId !== sessionId) {
        sessionId = state.sessionId
        waiting = new Set()
        counted = new Set()
      }
      if (state.kind === 'rehearsal') return
      // One transaction: five hundred fans entering at once must not be five hundred waits for the disk.
      if (events.some(({ type }) => FOLLOWED.has(type)))
        fans.together(() => events.forEach((event) => follow(event, state)))
    },
  }
}
