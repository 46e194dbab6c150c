import type { Logger } from 'pino'

import type { ShowOrder } from '#shared/domain/orders/show-order.ts'
import { SYSTEM } from '#shared/domain/session/actor.ts'
import { parseEvent, type KnownEvent } from '#shared/domain/session/event.ts'
import type { SessionState } from '#shared/domain/session/state.ts'
import { noticeSignals } from '#shared/domain/shout-outs/notice.ts'
import { dueShoutOuts } from '#shared/domain/shout-outs/schedule.ts'
import { arrivalSignals } from '#shared/domain/shout-outs/signals.ts'
import type { Signal } from '#shared/domain/shout-outs/shout-out.ts'
import { every, type Clock } from '../clock.ts'
import type { Library } from '../library/library.ts'
import { LogError } from '../log/log-error.ts'
import type { RunningSession } from '../session/running-session.ts'
import type { Studio } from '../session/studio.ts'
import { StorageError } from '../storage/storage-error.ts'
import { isLoyal, isLoyalStanding, knownFan } from './known-fan.ts'

/** Looking fans up takes at most this long before everybody else has their turn. */
const SLICE_MS = 4
const WATCH_CHECK_MS = 5_000
/** After a restart, who has spoken is read from the log; in a flood no further back than this. */
const LOOK_BACK_EVENTS = 10_000

type Reason = 'arrived' | 'spoke' | 'ordered' | 'watched'

interface Job {
  readonly userId: string
  readonly reason: Reason
  readonly atMs: number
  /** What was ordered; minutes watched. */
  readonly item: string | null
  readonly count: number | null
}

interface Stay {
  sinceMs: number | null
  watchedMs: number
}

export interface ShoutOutWatch {
  readonly close: () => void
}

/**
 * Turns what happens in a show into reasons to greet a fan. Strangers cost one look into memory; fans are looked up
 * outside of the commit, a few milliseconds at a time, so that a storm of them holds nothing up.
 */
export function watchShoutOuts(options: {
  readonly studio: Studio
  readonly library: Library
  readonly clock: Clock
  readonly logger: Logger
}): ShoutOutWatch {
  const { studio, library, clock, logger } = options
  let seen = emptyHanded()
  let jobs: Job[] = []
  let planned = false
  let closed = false

  const add = (userId: string, reason: Reason, about: Partial<Pick<Job, 'item' | 'count'>> = {}): void => {
    jobs.push({ userId, reason, atMs: clock.nowMs(), item: null, count: null, ...about })
    if (planned) return
    planned = true
    clock.setImmediate(work)
  }

  const work = (): void => {
    planned = false
    if (closed) return
    const session = studio.running()
    const untilMs = clock.nowMs() + SLICE_MS
    let done = 0
    while (done < jobs.length && (done === 0 || clock.nowMs() < untilMs)) {
      const job = jobs[done]
      done += 1
      if (job) look(session, job)
    }
    jobs = jobs.slice(done)
    void session.record(SYSTEM, null, (state) => dueShoutOuts(state, clock.nowMs()))
    if (jobs.length === 0) return
    planned = true
    clock.setImmediate(work)
  }

  const look = (session: RunningSession, job: Job): void => {
    const state = session.state()
    try {
      const known = knownFan(library, job.userId, state, job.atMs)
      if (!known) return
      const rules = state.shoutOuts.rules.tiers[known.fan.tier]
      const signals = signalsOf(job, () =>
        arrivalSignals(known, rules, { today: localDate(job.atMs), nowMs: job.atMs }),
      )
      void session.record(SYSTEM, null, (now) =>
        noticeSignals(now, known.fan, known.facts, signals, clock.nowMs()),
      )
    } catch (error) {
      // A greeting less, and the show goes on; the library tells the host elsewhere.
      if (!(error instanceof StorageError)) throw error
      logger.error({ err: error }, 'a fan could not be looked up')
    }
  }

  /** Once per show: whoever is here when it goes live, comes later, or is first heard of by a message. */
  const arrive = (userId: string): void => {
    if (seen.arrived.has(userId)) return
    seen.arrived.add(userId)
    add(userId, 'arrived')
  }

  const enter = (userId: string, atMs: number, live: boolean): void => {
    if (!isLoyal(library, userId)) return
    const stay = seen.stays.get(userId) ?? { sinceMs: null, watchedMs: 0 }
    stay.sinceMs ??= atMs
    seen.stays.set(userId, stay)
    if (live) arrive(userId)
  }

  const leave = (userId: string, atMs: number): void => {
    const stay = seen.stays.get(userId)
    if (!stay || stay.sinceMs === null) return
    stay.watchedMs += atMs - stay.sinceMs
    stay.sinceMs = null
  }

  const speak = (userId: string): void => {
    if (seen.spoke.has(userId)) return
    seen.spoke.add(userId)
    arrive(userId)
    add(userId, 'spoke')
  }

  /** Whoever has been here while the show was prepared begins to watch now. */
  const begin = (atMs: number): void => {
    const present = [...seen.stays].filter(([, { sinceMs }]) => sinceMs !== null)
    seen.stays = new Map(present.map(([userId]) => [userId, { sinceMs: atMs, watchedMs: 0 }]))
    for (const userId of seen.stays.keys()) arrive(userId)
  }

  /** Thanks come at once or not at all: an order that a late import brings is none that was just placed. */
  const order = ({ keys, fan, lines, placedAtMs, refunded }: ShowOrder, state: SessionState): void => {
    if (refunded || !isLoyalStanding(fan)) return
    if (clock.nowMs() - placedAtMs >= state.shoutOuts.rules.waitLastsMs) return
    // The key they are in the room under: what is muted is muted under that one.
    const buyer =
      keys.find((key) => state.mutedViewers.has(key)) ?? keys.find((key) => seen.stays.has(key)) ?? keys[0]
    if (buyer !== undefined) add(buyer, 'ordered', { item: lines[0]?.name || null })
  }

  const take = ({ type, body, atMs }: KnownEvent, state: SessionState): void => {
    const live = state.phase === 'live'
    if (type === 'sessionCreated') {
      seen = emptyHanded()
      jobs = []
    } else if (type === 'wentLive') begin(atMs)
    else if (type === 'viewerEntered') enter(body.userId, atMs, live)
    else if (type === 'viewerLeft') leave(body.userId, atMs)
    else if (type === 'danmakuReceived') {
      if (live && body.hidden === null && isLoyalStanding(body.fan)) speak(body.userId)
    } else if (type === 'orderPlaced' && live) order(body.order, state)
  }

  const lookAtWatching = (): void => {
    const { phase, shoutOuts } = studio.running().state()
    if (phase !== 'live') return
    for (const [userId, { sinceMs, watchedMs }] of seen.stays) {
      if (sinceMs === null || seen.watched.has(userId)) continue
      const minutes = Math.floor((watchedMs + clock.nowMs() - sinceMs) / 60_000)
      if (minutes < shoutOuts.rules.tiers[library.fans.standing(userId).tier].longWatchMinutes) continue
      seen.watched.add(userId)
      add(userId, 'watched', { count: minutes })
    }
  }

  /** A library that cannot be read costs greetings, never the commit that was on its way. */
  const guarded = (action: () => void): void => {
    try {
      action()
    } catch (error) {
      if (!(error instanceof StorageError) && !(error instanceof LogError)) throw error
      logger.error({ err: error }, 'shout-outs could not look at what happened')
    }
  }

  /** How long each fan had watched when the service stopped; who is still here enters once more. */
  const recallStays = ({ state, log }: RunningSession): void => {
    const { phase, seq, liveAtMs } = state()
    if (phase !== 'live' || liveAtMs === null) return
    const afterSeq = Math.max(0, seq - LOOK_BACK_EVENTS)
    const newest = (type: 'viewerEntered' | 'viewerLeft') => log.newestOf(type, afterSeq, LOOK_BACK_EVENTS)
    const events = [...newest('viewerEntered'), ...newest('viewerLeft')].toSorted((a, b) => a.seq - b.seq)
    for (const event of events.map(parseEvent)) {
      const atMs = Math.max(event.atMs, liveAtMs)
      if (event.type === 'viewerEntered') enter(event.body.userId, atMs, false)
      else if (event.type === 'viewerLeft') leave(event.body.userId, atMs)
    }
    const [last] = log.eventsAfter(seq - 1, 1)
    for (const userId of seen.stays.keys()) leave(userId, last?.atMs ?? liveAtMs)
  }

  guarded(() => {
    recall(studio.running(), seen)
    recallStays(studio.running())
  })
  const stopListening = studio.onCommit(({ state, events }) =>
    guarded(() => {
      for (const event of events) take(event, state)
    }),
  )
  const watchTimer = every(clock, WATCH_CHECK_MS, () => guarded(lookAtWatching))

  return {
    close: () => {
      closed = true
      watchTimer.cancel()
      stopListening()
    },
  }
}

const emptyHanded = () => ({
  /** Fans in the room and how long each has been there in this show, by viewer key. */
  stays: new Map<string, Stay>(),
  arrived: new Set<string>(),
  spoke: new Set<string>(),
  watched: new Set<string>(),
})

/** What a service that was restarted in the middle of a show must not take for the first time. */
function recall({ state, log }: RunningSession, seen: ReturnType<typeof emptyHanded>): void {
  const { phase, seq } = state()
  if (phase !== 'live') return
  const afterSeq = Math.max(0, seq - LOOK_BACK_EVENTS)
  for (const event of log.newestOf('danmakuReceived', afterSeq, LOOK_BACK_EVENTS).map(parseEvent)) {
    if (event.type === 'danmakuReceived') seen.spoke.add(event.body.userId)
  }
  for (const event of log.newestOf('shoutOutSignalled', afterSeq, LOOK_BACK_EVENTS).map(parseEvent)) {
    if (event.type !== 'shoutOutSignalled') continue
    seen.arrived.add(event.body.fan.userId)
    if (event.body.signals.some(({ kind }) => kind === 'longWatch')) seen.watched.add(event.body.fan.userId)
  }
}

function signalsOf(job: Job, arrival: () => Signal[]): Signal[] {
  const { atMs, count, item } = job
  switch (job.reason) {
    case 'arrived':
      return arrival()
    case 'spoke':
      return [{ kind: 'firstMessage', atMs, count, item }]
    case 'ordered':
      return [{ kind: 'orderPlaced', atMs, count, item }]
    case 'watched':
      return [{ kind: 'longWatch', atMs, count, item }]
    default:
      return job.reason satisfies never
  }
}

/** In the seller's own time zone. */
function localDate(atMs: number): string {
  const date = new Date(atMs)
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
