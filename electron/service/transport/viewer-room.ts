import type { Actor } from '#shared/domain/session/actor.ts'
import type { KnownEvent } from '#shared/domain/session/event.ts'
import { viewerKey } from '#shared/domain/danmaku/danmaku.ts'
import { askerIdsOf, isAskedBy } from '#shared/domain/questions/question.ts'
import type { SessionState } from '#shared/domain/session/state.ts'
import type { RoomLine } from '#shared/protocol/down.ts'
import type { Clock, TimerHandle } from '../clock.ts'
import { LOCAL_ROOM } from '../chat-sources/local-room/local-room.ts'
import type { RunningSession } from '../session/running-session.ts'
import type { Commit } from '../session/session-writer.ts'
import type { ClientLink } from './link.ts'
import { ownQuestionsOf, roomViewOf } from './room-view.ts'
import { encode } from './staff-link.ts'

/** A phone draws no more than this; the rest of a burst is counted. */
const LINES_PER_FRAME = 20
const FEED_EVERY_MS = 200
/** The room's numbers (online, likes) may wait this long; what is on the wall and on air never does. */
const NUMBERS_EVERY_MS = 500
const BEHIND_BYTES = 256 * 1024
const RECENT_LINES = 30

/** One phone, tab or overlay in the room. */
export interface ViewerLink {
  readonly link: ClientLink
  /** The link's actor under the name the viewer goes by now. */
  actor: Actor
  readonly userId: string
  /** Questions of this viewer, so that only they are looked through when something changes. */
  readonly questionIds: Set<string>
  greeted: boolean
}

/** Viewers of the local room and the overlay: they see the room, the chat, and what became of their own questions. */
export interface ViewerRoom {
  readonly join: (link: ClientLink) => ViewerLink
  readonly leave: (viewer: ViewerLink) => void
  readonly hello: (viewer: ViewerLink) => void
  readonly publish: (commit: Commit) => void
  readonly startOver: () => void
  readonly online: () => number
  /** Somebody came or went. */
  readonly refresh: () => void
  readonly close: () => void
}

export function createViewerRoom(running: () => RunningSession, clock: Clock): ViewerRoom {
  const members = new Set<ViewerLink>()
  let lines: { readonly line: RoomLine; readonly userId: string }[] = []
  let feedTimer: TimerHandle | null = null
  let numbersTimer: TimerHandle | null = null
  let shownRoom = ''

  const online = (): number => {
    const people = new Set<string>()
    for (const { link } of members) if (link.actor.role === 'viewer') people.add(link.actor.id)
    return people.size
  }

  const roomFrame = (): string => encode({ type: 'room', room: roomViewOf(running().state(), online()) })

  const sendRoom = (): void => {
    numbersTimer?.cancel()
    numbersTimer = null
    const frame = roomFrame()
    if (frame === shownRoom) return
    shownRoom = frame
    for (const member of members) if (member.greeted) member.link.send(frame)
  }
  const sendRoomSoon = (): void => {
    numbersTimer ??= clock.setTimeout(sendRoom, NUMBERS_EVERY_MS)
  }

  const sendOwnQuestions = (member: ViewerLink, state: SessionState): void => {
    const questions = ownQuestionsOf(state, member.userId, member.questionIds, running().log.danmaku)
    member.link.send(encode({ type: 'ownQuestions', questions }))
  }

  const flushFeed = (): void => {
    feedTimer = null
    const shown = lines.slice(-LINES_PER_FRAME)
    const skipped = lines.length - shown.length
    lines = []
    const writers = new Set(shown.map(({ userId }) => userId))
    const shared = encode({ type: 'roomFeed', lines: shown.map(({ line }) => line), skipped })
    for (const member of members) {
      if (!member.greeted || member.link.backlogBytes() > BEHIND_BYTES) continue
      member.link.send(
        writers.has(member.userId)
          ? encode({ type: 'roomFeed', lines: shown.map(asSeenBy(member)), skipped })
          : shared,
      )
    }
  }

  const greet = (member: ViewerLink): void => {
    const state = running().state()
    member.greeted = true
    member.questionIds.clear()
    for (const question of state.questions.values()) {
      if (isAskedBy(question, member.userId)) member.questionIds.add(question.questionId)
    }
    member.link.send(roomFrame())
    sendOwnQuestions(member, state)
    const recent = running()
      .log.chatBefore(null, RECENT_LINES)
      .filter((line) => line.hidden === null)
      .map(({ danmakuId, userName, text, userId }) => ({
        line: { danmakuId, userName, text, own: false },
        userId,
      }))
    member.link.send(encode({ type: 'roomFeed', lines: recent.map(asSeenBy(member)), skipped: 0 }))
  }

  const tellAskers = ({ state, events }: Commit): void => {
    const changed = events.flatMap(questionsIn).flatMap((questionId) => state.questions.get(questionId) ?? [])
    if (changed.length === 0) return
    const askers = new Set(changed.flatMap((question) => [...askerIdsOf(question)]))
    for (const member of members) {
      if (!member.greeted || !askers.has(member.userId)) continue
      for (const question of changed)
        if (isAskedBy(question, member.userId)) member.questionIds.add(question.questionId)
      sendOwnQuestions(member, state)
    }
  }

  return {
    join: (link) => {
      const viewer: ViewerLink = {
        link,
        actor: link.actor,
        userId: viewerKey(LOCAL_ROOM, link.actor.id),
        questionIds: new Set(),
        greeted: false,
      }
      members.add(viewer)
      return viewer
    },
    leave: (viewer) => void members.delete(viewer),
    hello: greet,
    publish: (commit) => {
      if (members.size === 0) return
      tellAskers(commit)
      for (const event of commit.events) {
        if (event.type === 'danmakuReceived' && event.body.hidden === null) {
          const { danmakuId, userName, text, userId } = event.body
          lines.push({ line: { danmakuId, userName, text, own: false }, userId })
        }
      }
      if (lines.length > 0) feedTimer ??= clock.setTimeout(flushFeed, FEED_EVERY_MS)
      if (commit.events.some((event) => SHOWN_AT_ONCE.has(event.type))) sendRoom()
      else if (commit.events.some((event) => event.type === 'likesAdded')) sendRoomSoon()
    },
    startOver: () => {
      lines = []
      shownRoom = ''
      for (const member of members) if (member.greeted) greet(member)
    },
    online,
    refresh: sendRoomSoon,
    close: () => {
      feedTimer?.cancel()
      numbersTimer?.cancel()
    },
  }
}

const SHOWN_AT_ONCE: ReadonlySet<string> = new Set([
  'sessionRenamed',
  'wentLive',
  'showEnded',
  'itemPutOnAir',
  'itemTakenOffAir',
  'itemChanged',
  'stockAdjusted',
  'runSheetLoaded',
  'orderPlaced',
  'orderRefunded',
  'wallPinned',
  'wallCleared',
])

const asSeenBy =
  (member: ViewerLink) =>
  ({ line, userId }: { readonly line: RoomLine; readonly userId: string }): RoomLine =>
    userId === member.userId ? { ...line, own: true } : line

function questionsIn(event: KnownEvent): string[] {
  if (event.type === 'questionMerged') return [event.body.questionId, event.body.intoQuestionId]
  return 'questionId' in event.body ? [event.body.questionId] : []
}
