import type { Actor } from '#shared/domain/session/actor.ts'
import type { Refusal } from '#shared/domain/session/command.ts'
import type { Decision } from '#shared/domain/session/decision.ts'
import { EVENT_VERSION, toRawEvent, type KnownEvent } from '#shared/domain/session/event.ts'
import { applyEvent } from '#shared/domain/session/evolve.ts'
import { draftOf, toSnapshot, type SessionDraft, type SessionState } from '#shared/domain/session/state.ts'
import type { LogHealth } from '#shared/protocol/down.ts'
import type { Clock, TimerHandle } from '../clock.ts'
import { LogError } from '../log/log-error.ts'
import type { LogEntry, SessionLogWriter } from '../log/log-types.ts'

/** How long chat may wait for company, so that a burst shares one transaction and one fsync. */
export const GROUP_COMMIT_MS = 25
/** A transaction takes at most this many inputs: the event loop stays free for sockets in between. */
const BATCH_MAX = 1_000
/** Rare enough not to slow a flood down, often enough that a restart replays a tail of a fraction of a second. */
const SNAPSHOT_EVERY_EVENTS = 25_000
/** Snapshots of a large state take at most this share of the writer's time, however fast events come. */
const SNAPSHOT_TIME_SHARE = 1 / 20
/** While the disk refuses, at most this many events wait in memory; about ten minutes of a very busy room. */
const HELD_MAX = 50_000
const RETRY_HELD_MS = 1_000

/** One thing to decide on: a command, a danmaku, or something the service itself noticed. */
export interface Intake {
  readonly actor: Actor
  /** Stored with the first event, so that a retry after a restart is known. */
  readonly commandId: string | null
  readonly decide: (state: SessionState, nowMs: number) => Decision
  readonly settle: (outcome: IntakeOutcome) => void
}

export type IntakeOutcome =
  | { readonly ok: true; readonly durable: boolean; readonly events: readonly KnownEvent[] }
  | { readonly ok: false; readonly refusal: Refusal }

/** What was just added to the session: committed, or (not durable) held while the disk refuses. */
export interface Commit {
  readonly state: SessionState
  readonly events: readonly KnownEvent[]
}

/** The only writer of a session: decides, appends in one transaction, then moves the state and publishes. */
export interface SessionWriter {
  readonly state: () => SessionState
  /** `promptly`: people wait for it, so it is committed in this turn of the event loop with all that came before. */
  readonly add: (intake: Intake, urgency: 'promptly' | 'grouped') => void
  readonly health: () => LogHealth
  /** True while events wait in memory: the log on disk is then behind the state. */
  readonly isHolding: () => boolean
  /** Commits what waits, saves a snapshot and stops; false when events could not be saved. */
  readonly close: () => boolean
}

export interface SessionWriterOptions {
  readonly log: SessionLogWriter
  readonly state: SessionState
  readonly clock: Clock
  readonly onCommit: (commit: Commit) => void
  readonly onHealth: (health: LogHealth) => void
}

export function createSessionWriter(options: SessionWriterOptions): SessionWriter {
  const { log, clock } = options
  let state = options.state
  let queue: Intake[] = []
  let groupTimer: TimerHandle | null = null
  let drainPlanned = false
  let snapshotSeq = state.seq
  let nextSnapshotMs = 0
  let held: LogEntry[] = []
  let lost = 0
  let problem: string | null = null
  let retryTimer: TimerHandle | null = null

  const health = (): LogHealth => ({
    state: problem === null ? 'ok' : 'degraded',
    waiting: held.length,
    lost,
    problem,
  })

  const drain = (): void => {
    drainPlanned = false
    groupTimer?.cancel()
    groupTimer = null
    const batch = queue.slice(0, BATCH_MAX)
    queue = queue.slice(BATCH_MAX)
    if (queue.length > 0) planDrain()
    if (batch.length > 0) commitBatch(batch)
  }

  const planDrain = (): void => {
    if (drainPlanned) return
    drainPlanned = true
    clock.setImmediate(drain)
  }

  const commitBatch = (batch: readonly Intake[]): void => {
    if (held.length >= HELD_MAX) return refuseAll(batch)
    const nowMs = clock.nowMs()
    const draft = draftOf(state)
    const entries: LogEntry[] = []
    const events: KnownEvent[] = []
    const outcomes = batch.map((intake) => decideOn(draft, intake, nowMs, events, entries))
    const durable = persist(entries)
    state = draft
    if (events.length > 0) options.onCommit({ state, events })
    batch.forEach((intake, index) => {
      const outcome = outcomes[index]
      if (outcome) intake.settle(outcome.ok ? { ...outcome, durable } : outcome)
    })
    if (durable && state.seq - snapshotSeq >= SNAPSHOT_EVERY_EVENTS && nowMs >= nextSnapshotMs) saveSnapshot()
  }

  /** Nothing more fits into memory and the disk still refuses: people are told, chat is counted as lost. */
  const refuseAll = (batch: readonly Intake[]): void => {
    lost += batch.filter((intake) => intake.commandId === null).length
    options.onHealth(health())
    for (const intake of batch) intake.settle({ ok: false, refusal: { kind: 'logUnavailable' } })
  }

  /** True when everything, held events included, is on disk. */
  const persist = (entries: readonly LogEntry[]): boolean => {
    if (entries.length === 0) return held.length === 0
    if (held.length > 0) {
      held.push(...entries)
      return false
    }
    try {
      log.append(entries)
      return true
    } catch (error) {
      if (!(error instanceof LogError) || error.kind === 'notContiguous') throw error
      held = [...entries]
      problem = error.message
      options.onHealth(health())
      planRetry()
      return false
    }
  }

  const planRetry = (): void => {
    retryTimer ??= clock.setTimeout(() => {
      retryTimer = null
      if (!saveHeld()) planRetry()
      options.onHealth(health())
    }, RETRY_HELD_MS)
  }

  const saveHeld = (): boolean => {
    try {
      if (held.length > 0) log.append(held)
    } catch (error) {
      if (!(error instanceof LogError)) throw error
      problem = error.message
      return false
    }
    held = []
    problem = null
    return true
  }

  const saveSnapshot = (): void => {
    const startedMs = clock.nowMs()
    try {
      log.saveSnapshot(toSnapshot(state))
      snapshotSeq = state.seq
      nextSnapshotMs = startedMs + (clock.nowMs() - startedMs) / SNAPSHOT_TIME_SHARE
    } catch (error) {
      // A snapshot only shortens the next start; the events themselves are safe. Tried again with the next batch.
      if (!(error instanceof LogError)) throw error
    }
  }

  return {
    state: () => state,
    add: (intake, urgency) => {
      queue.push(intake)
      if (urgency === 'promptly' || queue.length >= BATCH_MAX) planDrain()
      else groupTimer ??= clock.setTimeout(drain, GROUP_COMMIT_MS)
    },
    health,
    isHolding: () => held.length > 0,
    close: () => {
      while (queue.length > 0) drain()
      retryTimer?.cancel()
      const saved = saveHeld()
      if (saved && state.seq > snapshotSeq) saveSnapshot()
      log.close()
      return saved
    },
  }
}

type Decided =
  | { readonly ok: true; readonly events: readonly KnownEvent[] }
  | { readonly ok: false; readonly refusal: Refusal }

/** Decides one intake on the batch's draft and moves the draft, so that the next one sees what this one did. */
function decideOn(
  draft: SessionDraft,
  intake: Intake,
  nowMs: number,
  allEvents: KnownEvent[],
  entries: LogEntry[],
): Decided {
  const decision = intake.decide(draft, nowMs)
  if (!decision.ok) return decision
  const events = decision.events.map((event): KnownEvent => {
    const sealed: KnownEvent = {
      ...event,
      seq: draft.seq + 1,
      atMs: nowMs,
      version: EVENT_VERSION,
      actor: intake.actor,
    }
    applyEvent(draft, sealed)
    return sealed
  })
  events.forEach((event, index) => {
    allEvents.push(event)
    entries.push({ event: toRawEvent(event), commandId: index === 0 ? intake.commandId : null })
  })
  return { ok: true, events }
}
