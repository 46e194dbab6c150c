import { viewerKey } from '#shared/domain/danmaku/danmaku.ts'
import type { Actor } from '#shared/domain/session/actor.ts'
import { LOCAL_ROOM } from '../chat-sources/local-room/local-room.ts'
import type { Clock, TimerHandle } from '../clock.ts'
import type { RunningSession } from './running-session.ts'

/** A phone that loses the network for less than this has not left: one visit, not two. */
const ABSENT_AFTER_MS = 10_000

/** Logs viewers of the local room coming and going: entries, distinct viewers and watch time come from it. */
export interface Attendance {
  readonly arrived: (viewer: Actor) => void
  readonly departed: (viewer: Actor) => void
  /** The running session is another one: whoever is here has entered that one too. */
  readonly startOver: () => void
  readonly close: () => void
}

export function createAttendance(running: () => RunningSession, clock: Clock): Attendance {
  const present = new Map<
    string,
    { readonly viewer: Actor; connections: number; leaving: TimerHandle | null }
  >()

  const record = (viewer: Actor, type: 'viewerEntered' | 'viewerLeft'): void => {
    const body = { userId: viewerKey(LOCAL_ROOM, viewer.id), userName: viewer.name }
    void running().record(viewer, null, (state) => (state.phase === 'ended' ? [] : [{ type, body }]))
  }

  return {
    arrived: (viewer) => {
      const known = present.get(viewer.id)
      if (known) {
        known.leaving?.cancel()
        known.leaving = null
        known.connections += 1
        return
      }
      present.set(viewer.id, { viewer, connections: 1, leaving: null })
      record(viewer, 'viewerEntered')
    },
    departed: (viewer) => {
      const known = present.get(viewer.id)
      if (!known) return
      known.connections -= 1
      if (known.connections > 0) return
      known.leaving = clock.setTimeout(() => {
        present.delete(viewer.id)
        record(viewer, 'viewerLeft')
      }, ABSENT_AFTER_MS)
    },
    startOver: () => {
      for (const { viewer } of present.values()) record(viewer, 'viewerEntered')
    },
    close: () => {
      for (const { viewer, leaving } of present.values()) {
        leaving?.cancel()
        record(viewer, 'viewerLeft')
      }
      present.clear()
    },
  }
}
