import { viewerKey } from '#shared/domain/danmaku/danmaku.ts'
import { SYSTEM } from '#shared/domain/session/actor.ts'
import type { NewEvent } from '#shared/domain/session/event.ts'
import type { OutsideViewer } from '#shared/protocol/chat-source.ts'
import { every, type Clock } from '../../clock.ts'
import type { RunningSession } from '../../session/running-session.ts'

/** Who loses the network for less than this has not left: one visit, not two. */
const ABSENT_AFTER_MS = 10_000
/** The link to the source may break: only after this long are its viewers no longer counted as watching. */
const UNKNOWN_AFTER_MS = 60_000
/** Viewers followed one by one; of a larger room the count alone is told. */
const FOLLOWED_MAX = 50_000
const STEP_MS = 100
const LOOK_EVERY_MS = 1_000
/** A snapshot of thousands reaches the log in steps of this many, with room for questions in between. */
const EVENTS_A_STEP = 500

/** Logs viewers of an outside source coming and going, as the local room's attendance does for its own. */
export interface OutsideAttendance {
  readonly change: (entered: readonly OutsideViewer[], left: readonly string[]) => void
  /** One part of everybody who is there; the last part settles who is not. */
  readonly snapshot: (round: number, part: readonly OutsideViewer[], last: boolean) => void
  /** Nobody tells us any more who is there. */
  readonly linkLost: () => void
  readonly linkBack: () => void
  /** The running session is another one: whoever is here has entered that one too. */
  readonly startOver: () => void
  readonly close: () => void
}

interface Present {
  readonly userName: string
  leavingAtMs: number | null
  round: number | null
}

export function createOutsideAttendance(
  source: string,
  running: () => RunningSession,
  clock: Clock,
): OutsideAttendance {
  const present = new Map<string, Present>()
  const waiting: NewEvent[] = []
  let lostAtMs: number | null = null
  let lookedAtMs = 0

  const note = (type: 'viewerEntered' | 'viewerLeft', userId: string, userName: string): void => {
    waiting.push({ type, body: { userId: viewerKey(source, userId), userName } })
  }
  const enter = ({ userId, userName }: OutsideViewer, round: number | null): void => {
    const known = present.get(userId)
    if (known) {
      known.leavingAtMs = null
      known.round = round
      return
    }
    if (present.size >= FOLLOWED_MAX) return
    present.set(userId, { userName, leavingAtMs: null, round })
    note('viewerEntered', userId, userName)
  }
  const write = (events: NewEvent[]): void => {
    void running().record(SYSTEM, null, (state) => (state.phase === 'ended' ? [] : events))
  }

  const letGo = (nowMs: number): void => {
    lookedAtMs = nowMs
    const unknown = lostAtMs !== null && nowMs - lostAtMs >= UNKNOWN_AFTER_MS
    for (const [userId, viewer] of present) {
      const gone = viewer.leavingAtMs !== null && nowMs - viewer.leavingAtMs >= ABSENT_AFTER_MS
      if (!gone && !unknown) continue
      present.delete(userId)
      note('viewerLeft', userId, viewer.userName)
    }
  }
  const timer = every(clock, STEP_MS, () => {
    const nowMs = clock.nowMs()
    if (nowMs - lookedAtMs >= LOOK_EVERY_MS) letGo(nowMs)
    if (waiting.length > 0) write(waiting.splice(0, EVENTS_A_STEP))
  })

  return {
    change: (entered, left) => {
      for (const viewer of entered) enter(viewer, null)
      for (const userId of left) {
        const known = present.get(userId)
        if (known) known.leavingAtMs ??= clock.nowMs()
      }
    },
    snapshot: (round, part, last) => {
      for (const viewer of part) enter(viewer, round)
      if (!last) return
      for (const viewer of present.values()) {
        if (viewer.round !== round) viewer.leavingAtMs ??= clock.nowMs()
      }
    },
    linkLost: () => {
      lostAtMs ??= clock.nowMs()
    },
    linkBack: () => {
      lostAtMs = null
    },
    startOver: () => {
      waiting.length = 0
      for (const [userId, { userName }] of present) note('viewerEntered', userId, userName)
    },
    close: () => {
      timer.cancel()
      for (const [userId, { userName }] of present) note('viewerLeft', userId, userName)
      present.clear()
      if (waiting.length > 0) write(waiting.splice(0))
    },
  }
}
