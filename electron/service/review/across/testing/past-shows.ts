import { join } from 'node:path'
import { GUEST } from '#shared/domain/fans/tier.ts'
import { SYSTEM } from '#shared/domain/session/actor.ts'
import { toRawEvent, type KnownEvent, type NewEvent } from '#shared/domain/session/event.ts'
import { evolveAll } from '#shared/domain/session/evolve.ts'
import { EMPTY_STATE } from '#shared/domain/session/state.ts'
import type { Library } from '#service/library/library.ts'
import { summaryOf } from '#service/session/summary.ts'
import { openSessionLogWriter } from '../../../log/log-writer.ts'

/** Something that happens so many minutes after a session begins. */
export type Happening = readonly [minute: number, event: NewEvent]

const MINUTE_MS = 60_000

export const enters = (minute: number, userId: string): Happening => [
  minute,
  { type: 'viewerEntered', body: { userId, userName: `名${userId}` } },
]
export const leaves = (minute: number, userId: string): Happening => [
  minute,
  { type: 'viewerLeft', body: { userId, userName: `名${userId}` } },
]
const messageOf = (userId: string, text: string, sentAtMs: number) => ({
  danmakuId: `d-${userId}-${sentAtMs}`,
  userId,
  userName: `名${userId}`,
  fan: GUEST,
  text,
  sentAtMs,
})
/** `fromMs`: when the session begins. */
export const asks = (
  minute: number,
  questionId: string,
  [userId, text]: readonly [string, string],
  fromMs: number,
): Happening => [
  minute,
  {
    type: 'questionOpened',
    body: {
      questionId,
      threadKey: questionId,
      intent: 'size',
      itemNumber: null,
      message: messageOf(userId, text, fromMs + minute * MINUTE_MS),
      markedByHand: false,
    },
  },
]
export const joins = (
  minute: number,
  questionId: string,
  [userId, text]: readonly [string, string],
  fromMs: number,
): Happening => [
  minute,
  {
    type: 'questionJoined',
    body: { questionId, message: messageOf(userId, text, fromMs + minute * MINUTE_MS) },
  },
]

export interface PastShow {
  readonly sessionId: string
  readonly fromMs: number
  readonly minutes?: number
  readonly kind?: 'show' | 'rehearsal'
  readonly wentLive?: boolean
  readonly happened?: readonly Happening[]
}

/** Writes the log of a session that is over, as the studio would have, and lists it in the library. */
export function pastShow(dataDir: string, library: Pick<Library, 'sessions'>, show: PastShow): void {
  const { sessionId, fromMs, minutes = 120, kind = 'show', wentLive = true, happened = [] } = show
  const all: Happening[] = [
    [
      0,
      {
        type: 'sessionCreated',
        body: { sessionId, title: `场次 ${sessionId}`, kind, mutedViewers: [], blockedWords: [] },
      },
    ],
    ...(wentLive ? [[0, { type: 'wentLive', body: {} }] satisfies Happening] : []),
    ...happened.toSorted(([left], [right]) => left - right),
    [minutes, { type: 'showEnded', body: { reason: 'host' } }],
  ]
  const events = all.map(([minute, event], index): KnownEvent => ({
    ...event,
    seq: index + 1,
    atMs: fromMs + minute * MINUTE_MS,
    version: 1,
    actor: SYSTEM,
  }))
  const log = openSessionLogWriter(join(dataDir, 'sessions', `${sessionId}.db`), { create: true })
  log.append(events.map((event) => ({ event: toRawEvent(event), commandId: null })))
  log.close()
  library.sessions.upsert(summaryOf(evolveAll(EMPTY_STATE, events)))
}
