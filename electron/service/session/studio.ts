import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Logger } from 'pino'

import { SYSTEM } from '#shared/domain/session/actor.ts'
import type { KnownEvent } from '#shared/domain/session/event.ts'
import type { SessionState } from '#shared/domain/session/state.ts'
import type { LogHealth } from '#shared/protocol/down.ts'
import { GUEST, type FanStanding } from '#shared/domain/fans/tier.ts'
import { createListeners } from '#shared/lib/listeners.ts'
import { every, type Clock } from '../clock.ts'
import { countVisits } from '../fans/count-visits.ts'
import { keepRules } from '../assistant/unattended-settings.ts'
import { adoptSessions } from '../library/adopt-sessions.ts'
import type { Library } from '../library/library.ts'
import { LogError } from '../log/log-error.ts'
import { openSessionLogWriter } from '../log/log-writer.ts'
import { salvageSessionLog } from '../log/salvage.ts'
import { StorageError } from '../storage/storage-error.ts'
import { knownFan, type KnownFan } from '../shout-outs/known-fan.ts'
import { keepShoutOutRules, shoutOutRulesOf } from '../shout-outs/shout-out-settings.ts'
import { openRunningSession, type RunningSession } from './running-session.ts'
import { newSessionId } from './session-id.ts'
import type { Commit } from './session-writer.ts'
import { summaryOf } from './summary.ts'

/** A session that nobody has touched for this long is over, whatever its log says; the studio crashed or was left. */
const ABANDONED_AFTER_MS = 12 * 3_600_000
const SUMMARY_EVERY_MS = 5_000

/** The studio's sessions: exactly one is open at any time, and it survives a crash of the service. */
export interface Studio {
  readonly running: () => RunningSession
  /** Ends a session that is only being prepared and opens a new one. Refused while a show is live. */
  readonly newSession: (title: string, kind: 'show' | 'rehearsal') => Promise<boolean>
  readonly onCommit: (listener: (commit: Commit) => void) => () => void
  readonly onHealth: (listener: (health: LogHealth) => void) => () => void
  /** The running session has been replaced by another. */
  readonly onSwitch: (listener: () => void) => () => void
  readonly close: () => boolean
}

export interface StudioOptions {
  readonly dataDir: string
  readonly library: Library
  readonly clock: Clock
  readonly random: () => number
  readonly logger: Logger
  /** Title of a session that nobody has named yet. */
  readonly defaultTitle: string
  readonly language: 'zh-CN' | 'en'
}

export async function openStudio(options: StudioOptions): Promise<Studio> {
  const { dataDir, library, clock, logger } = options
  const sessionsDir = join(dataDir, 'sessions')
  mkdirSync(sessionsDir, { recursive: true })
  const commits = createListeners<Commit>()
  const healths = createListeners<LogHealth>()
  const switches = createListeners<void>()

  /** A show never stops for the library: what it holds of a session can be had from the log again. */
  const withLibrary = (action: () => void): void => {
    try {
      action()
    } catch (error) {
      if (!(error instanceof StorageError)) throw error
      logger.error({ err: error }, 'the library could not be updated')
    }
  }
  const keepSummary = (): void => {
    const summary = summaryOf(session.state())
    // Between opening a log and its first event there is no session to list yet.
    if (summary.sessionId !== '') withLibrary(() => library.sessions.upsert(summary))
  }

  const visits = countVisits(library.fans)
  const onCommit = (commit: Commit): void => {
    commits.emit(commit)
    withLibrary(() => visits.follow(commit))
    withLibrary(() => keepForNextShow(library, commit.events))
    if (commit.events.some((event) => CHANGES_THE_LIST.has(event.type))) keepSummary()
    withLibrary(() => keepRunSheet(library, commit))
  }

  const open = (sessionId: string, create: boolean): RunningSession => {
    const log = openSessionLogWriter(join(sessionsDir, `${sessionId}.db`), { create, nowMs: clock.nowMs })
    try {
      return openRunningSession({ log, clock, standingOf, fanOf, onCommit, onHealth: healths.emit })
    } catch (error) {
      // Before a damaged file is moved away nobody may hold it open.
      log.close()
      throw error
    }
  }

  /** A danmaku is taken in even when the library cannot be read: its writer then counts as a guest. */
  const standingOf = (userId: string): FanStanding => {
    try {
      return library.fans.standing(userId)
    } catch (error) {
      if (!(error instanceof StorageError)) throw error
      return GUEST
    }
  }

  const fanOf = (userId: string, state: SessionState): KnownFan | null => {
    try {
      return knownFan(library, userId, state, clock.nowMs())
    } catch (error) {
      if (!(error instanceof StorageError)) throw error
      return null
    }
  }

  const create = async (title: string, kind: 'show' | 'rehearsal'): Promise<RunningSession> => {
    const sessionId = newSessionId(clock.nowMs(), options.random)
    const created = open(sessionId, true)
    session = created
    const carriedOver = kind === 'show' ? library.runSheets.last() : []
    await created.record(SYSTEM, null, () => [
      {
        type: 'sessionCreated',
        body: {
          sessionId,
          title,
          kind,
          mutedViewers: library.moderation.mutedViewers(),
          blockedWords: library.moderation.blockedWords(),
          shoutOutRules: shoutOutRulesOf(library.settings, options.language),
        },
      },
      ...(carriedOver.length > 0
        ? [{ type: 'runSheetLoaded' as const, body: { items: carriedOver, from: 'lastShow' as const } }]
        : []),
    ])
    return created
  }

  /** The session of before a crash or restart, if it is worth going on with. */
  const reopenUnfinished = async (): Promise<RunningSession | null> => {
    const unfinished = library.sessions.unfinished()
    if (!unfinished) return null
    try {
      session = open(unfinished.sessionId, false)
    } catch (error) {
      if (!(error instanceof LogError)) throw error
      logger.error(
        { err: error, sessionId: unfinished.sessionId },
        'the last session cannot be opened; a new one is begun',
      )
      library.sessions.upsert({
        ...unfinished,
        phase: 'ended',
        endedAtMs: unfinished.endedAtMs ?? clock.nowMs(),
      })
      if (error.kind === 'damaged') salvageSessionLog(join(sessionsDir, `${unfinished.sessionId}.db`))
      return null
    }
    const state = session.state()
    const [last] = session.log.eventsAfter(state.seq - 1, 1)
    const stale = clock.nowMs() - (last?.atMs ?? 0) > ABANDONED_AFTER_MS
    if (state.phase !== 'ended' && !stale) {
      if (last) await tellResumed(session, last.atMs)
      return session
    }
    if (state.phase !== 'ended') await end(session, 'abandoned')
    session.close()
    return null
  }

  /** Who was there when the service went has not been seen leaving: what is told later ends their visits here. */
  const tellResumed = (resumed: RunningSession, awaySinceMs: number) =>
    resumed.record(SYSTEM, null, ({ phase, totals }) =>
      phase === 'live' || totals.entries > 0 ? [{ type: 'serviceResumed', body: { awaySinceMs } }] : [],
    )

  const end = (ending: RunningSession, reason: 'abandoned' | 'replayed') =>
    ending.record(SYSTEM, null, (state) =>
      state.phase === 'ended' ? [] : [{ type: 'showEnded', body: { reason } }],
    )

  const { adopted, unreadable } = adoptSessions(library.sessions, sessionsDir)
  if (adopted.length > 0) logger.warn({ adopted }, 'shows that the library did not know are listed again')
  if (unreadable.length > 0) logger.error({ unreadable }, 'logs that cannot be read; see huitou verify')

  let session!: RunningSession
  session = (await reopenUnfinished()) ?? (await create(options.defaultTitle, 'show'))
  keepSummary()
  const summaryTimer = every(clock, SUMMARY_EVERY_MS, keepSummary)

  return {
    running: () => session,
    newSession: async (title, kind) => {
      if (session.state().phase === 'live') return false
      const before = session
      await end(before, 'abandoned')
      keepSummary()
      await create(title, kind)
      before.close()
      keepSummary()
      switches.emit()
      return true
    },
    onCommit: commits.add,
    onHealth: healths.add,
    onSwitch: switches.add,
    close: () => {
      summaryTimer.cancel()
      keepSummary()
      return session.close()
    },
  }
}

const CHANGES_THE_LIST: ReadonlySet<string> = new Set([
  'sessionCreated',
  'sessionRenamed',
  'wentLive',
  'showEnded',
])

/** The next show begins with the sheet this one ends with. Rehearsals and replays have sheets of their own. */
function keepRunSheet(library: Library, { state, events }: Commit): void {
  const isOver = events.some(({ type, body }) => type === 'showEnded' && body.reason !== 'replayed')
  if (isOver && state.kind === 'show') library.runSheets.keepLast(state.runSheet)
}

/** What is blocked, and which rules are set, in one show holds in the next: the library remembers it. */
function keepForNextShow(library: Library, events: readonly KnownEvent[]): void {
  const { moderation, settings } = library
  for (const { type, body } of events) {
    if (type === 'viewerMuted') moderation.mute(body.userId, body.userName)
    else if (type === 'viewerUnmuted') moderation.unmute(body.userId)
    else if (type === 'wordBlocked') moderation.block(body.word)
    else if (type === 'wordUnblocked') moderation.unblock(body.word)
    else if (type === 'unattendedSwitched' && body.rules !== null) keepRules(settings, body.rules)
    else if (type === 'shoutOutRulesSet') keepShoutOutRules(settings, body.rules)
  }
}
