import type { SessionState } from '#shared/domain/session/state.ts'
import { toSnapshot } from '#shared/domain/session/state.ts'
import { toRawEvent, type KnownEvent, type RawEvent } from '#shared/domain/session/event.ts'
import type { ChatLine, Down, Present } from '#shared/protocol/down.ts'
import { TAIL_MAX_EVENTS } from '#shared/protocol/limits.ts'
import { every, type Clock, type TimerHandle } from '../clock.ts'
import type { RunningSession } from '../session/running-session.ts'
import type { Commit } from '../session/session-writer.ts'
import type { ClientLink } from './link.ts'
import { createStaffLink, encode, type Position, type StaffLink } from './staff-link.ts'

/** Chat is flushed at once when the last flush is this long ago, else together: ten frames a second at most. */
const FEED_EVERY_MS = 100
const REVIVE_EVERY_MS = 100
const RECENT_CHAT_LINES = 200

/** Host windows and consoles: all of them see the whole session. */
export interface StaffRoom {
  readonly join: (link: ClientLink) => StaffLink
  readonly leave: (staff: StaffLink) => void
  readonly hello: (staff: StaffLink, held: Position) => void
  readonly publish: (commit: Commit) => void
  /** The running session is another one: everyone starts from its snapshot. */
  readonly startOver: () => void
  readonly broadcast: (frame: Down) => void
  readonly present: () => Present[]
  readonly hosts: () => readonly StaffLink[]
  readonly close: () => void
}

export function createStaffRoom(running: () => RunningSession, clock: Clock): StaffRoom {
  const members = new Set<StaffLink>()
  let feed: ChatLine[] = []
  let feedTimer: TimerHandle | null = null
  let lastFeedMs = 0

  const now = (): Position => positionOf(running().state())

  const flushFeed = (): void => {
    feedTimer?.cancel()
    feedTimer = null
    lastFeedMs = clock.nowMs()
    const { sessionId } = running().state()
    const lines = feed
    feed = []
    const shared = encode({ type: 'feed', sessionId, lines, skipped: 0 })
    for (const member of members) member.sendFeed(sessionId, lines, shared)
  }

  const reviveTimer = every(clock, REVIVE_EVERY_MS, () => {
    for (const member of members) member.revive((at) => framesFrom(running(), at), now())
  })

  const startOver = (): void => {
    feed = []
    for (const member of members) member.greet(framesFrom(running(), NOWHERE), now())
  }

  return {
    join: (link) => {
      const staff = createStaffLink(link, clock.nowMs)
      members.add(staff)
      return staff
    },
    leave: (staff) => void members.delete(staff),
    hello: (staff, held) => staff.greet(framesFrom(running(), held), now()),
    publish: ({ state, events }) => {
      if (members.size === 0 || events.every(({ type }) => type === 'healthSampled')) return
      const at = positionOf(state)
      const frame = eventsFrame(state, events.map(toRawEvent))
      for (const member of members) member.sendState(frame, at)

      for (const event of events) if (event.type === 'danmakuReceived') feed.push(chatLineOf(event))
      if (feed.length === 0) return
      const dueInMs = lastFeedMs + FEED_EVERY_MS - clock.nowMs()
      if (dueInMs <= 0) flushFeed()
      else feedTimer ??= clock.setTimeout(flushFeed, dueInMs)
    },
    startOver,
    broadcast: (frame) => {
      const text = encode(frame)
      for (const member of members) member.link.send(text)
    },
    present: () => presentOf(members),
    hosts: () => [...members].filter((member) => member.link.actor.role === 'host'),
    close: () => {
      reviveTimer.cancel()
      feedTimer?.cancel()
    },
  }
}

const NOWHERE: Position = { sessionId: null, seq: 0 }

const positionOf = (state: SessionState): Position => ({ sessionId: state.sessionId, seq: state.seq })

const chatLineOf = (event: Extract<KnownEvent, { type: 'danmakuReceived' }>): ChatLine => ({
  ...event.body,
  seq: event.seq,
  atMs: event.atMs,
})

/** Danmaku travel in the feed, the count keeps the client's total exact; health samples are sent on request alone. */
function eventsFrame(state: SessionState, events: readonly RawEvent[]): string {
  return encode({
    type: 'events',
    sessionId: state.sessionId,
    toSeq: state.seq,
    danmaku: state.totals.danmaku,
    events: events.filter(({ type }) => type !== 'danmakuReceived' && type !== 'healthSampled'),
  })
}

/** What brings a client from where it stands to now: the tail of the log, or a snapshot when that is too long. */
function framesFrom(session: RunningSession, held: Position): string[] {
  const state = session.state()
  const missing = state.seq - held.seq
  const tailServes =
    held.sessionId === state.sessionId && missing >= 0 && missing <= TAIL_MAX_EVENTS && !session.isHolding()
  if (tailServes) {
    const tail = session.log.eventsAfter(held.seq, missing)
    return [eventsFrame(state, tail), recentChatFrame(session, held.seq)]
  }
  return [encode({ type: 'snapshot', state: toSnapshot(state) }), recentChatFrame(session, 0)]
}

/** The chat since `afterSeq`, the newest lines of it shown and the rest counted. */
function recentChatFrame(session: RunningSession, afterSeq: number): string {
  const { sessionId } = session.state()
  const lines = session.log.chatBefore(null, RECENT_CHAT_LINES).filter((line) => line.seq > afterSeq)
  const skipped =
    afterSeq > 0 && lines.length === RECENT_CHAT_LINES ? countBetween(session, afterSeq, lines[0]?.seq) : 0
  return encode({ type: 'feed', sessionId, lines, skipped })
}

function countBetween(
  session: RunningSession,
  afterSeq: number,
  beforeSeq = Number.MAX_SAFE_INTEGER,
): number {
  const between = session.log.eventsAfter(afterSeq, TAIL_MAX_EVENTS)
  return between.filter((event) => event.seq < beforeSeq && event.type === 'danmakuReceived').length
}

/** One entry for each person, however many windows they have open; a window that looks at a thread wins. */
function presentOf(members: Iterable<StaffLink>): Present[] {
  const people = new Map<string, Present>()
  for (const { link, lookingAt } of members) {
    const before = people.get(link.actor.id)
    people.set(link.actor.id, { actor: link.actor, lookingAt: lookingAt ?? before?.lookingAt ?? null })
  }
  return [...people.values()]
}
