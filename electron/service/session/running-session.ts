import { viewerKey, type IncomingDanmaku } from '#shared/domain/danmaku/danmaku.ts'
import { decideMarkAsQuestion, receiveDanmaku } from '#shared/domain/questions/receive-danmaku.ts'
import { expireClaims } from '#shared/domain/questions/expire-claims.ts'
import type { FanStanding } from '#shared/domain/fans/tier.ts'
import { isStaff, SYSTEM, type Actor } from '#shared/domain/session/actor.ts'
import type { Command } from '#shared/domain/session/command.ts'
import { accept, refuse, type Decision } from '#shared/domain/session/decision.ts'
import { decidePush, strangerOf, type Pushed } from '#shared/domain/shout-outs/decide-shout-out.ts'
import { dueShoutOuts } from '#shared/domain/shout-outs/schedule.ts'
import { decide } from '#shared/domain/session/decide.ts'
import type { NewEvent } from '#shared/domain/session/event.ts'
import type { SessionState } from '#shared/domain/session/state.ts'
import type { LogHealth } from '#shared/protocol/down.ts'
import { every, type Clock } from '../clock.ts'
import type { SessionLogReader, SessionLogWriter } from '../log/log-types.ts'
import { createCommandLedger } from './command-ledger.ts'
import { createDuplicateFilter } from './duplicates.ts'
import { recoverState } from './recover.ts'
import { createSessionWriter, type Commit, type Intake, type IntakeOutcome } from './session-writer.ts'

/** A source's send time is believed within this much before its arrival; no source may send from the future. */
const SEND_TIME_BELIEVED_MS = 60_000
const CLAIM_CHECK_MS = 250

/** The session that is on: what people and sources may do with it. */
export interface RunningSession {
  readonly state: () => SessionState
  readonly log: SessionLogReader
  readonly health: () => LogHealth
  readonly isHolding: () => boolean
  /** Carries out a command once, however often it arrives with the same id. */
  readonly command: (actor: Actor, commandId: string, command: Command) => Promise<IntakeOutcome>
  /** What became of a command or a viewer's message with this id, if it has come before. */
  readonly outcomeOf: (actor: Actor, commandId: string) => Promise<IntakeOutcome> | undefined
  /** Takes in one message that somebody waits for, once, however often it arrives with the same id. */
  readonly receive: (viewer: Actor, commandId: string, message: IncomingDanmaku) => Promise<IntakeOutcome>
  /** Takes in messages of chat sources; doubled ones are passed over. Resolves when the rest is in the log. */
  readonly ingest: (messages: readonly IncomingDanmaku[]) => Promise<IngestOutcome>
  /** Logs what the service or a window noticed: viewers coming and going, likes, recordings. */
  readonly record: (
    actor: Actor,
    commandId: string | null,
    decide: (state: SessionState) => NewEvent[],
  ) => Promise<IntakeOutcome>
  readonly close: () => boolean
}

export interface IngestOutcome {
  readonly taken: number
  readonly doubled: number
  readonly refused: number
}

export interface RunningSessionOptions {
  readonly log: SessionLogWriter
  readonly clock: Clock
  /** What the library knows of a viewer, by viewer key; called for every danmaku. */
  readonly standingOf: (userId: string) => FanStanding
  /** What the library knows of a viewer whom somebody wants greeted; null for a stranger. */
  readonly fanOf: (userId: string, state: SessionState) => Pushed | null
  readonly onCommit: (commit: Commit) => void
  readonly onHealth: (health: LogHealth) => void
}

/** Opens the session of a log, recovering its state first. Throws LogError when the log cannot be read. */
export function openRunningSession(options: RunningSessionOptions): RunningSession {
  const { log, clock, standingOf, fanOf } = options
  const writer = createSessionWriter({
    log,
    clock,
    state: recoverState(log),
    onCommit: options.onCommit,
    onHealth: options.onHealth,
  })
  const ledger = createCommandLedger(log)
  const duplicates = createDuplicateFilter(log)

  const add = (intake: Omit<Intake, 'settle'>, urgency: 'promptly' | 'grouped'): Promise<IntakeOutcome> =>
    new Promise((settle) => writer.add({ ...intake, settle }, urgency))

  /** Takes in what `choose` decides unless the key is known, and remembers the outcome. */
  const once = (
    key: string,
    actor: Actor,
    choose: Intake['decide'],
    urgency: 'promptly' | 'grouped' = 'promptly',
  ): Promise<IntakeOutcome> => {
    const known = ledger.find(key)
    if (known) return known
    const outcome = add({ actor, commandId: key, decide: choose }, urgency)
    ledger.remember(key, outcome)
    return outcome
  }

  const claimTimer = every(clock, CLAIM_CHECK_MS, () => {
    for (const due of [expireClaims, dueShoutOuts]) {
      if (due(writer.state(), clock.nowMs()).length === 0) continue
      void add(
        { actor: SYSTEM, commandId: null, decide: (state, nowMs) => accept(...due(state, nowMs)) },
        'promptly',
      )
    }
  })

  const receiving = (message: IncomingDanmaku): Intake['decide'] => {
    const fan = standingOf(viewerKey(message.source, message.userId))
    return (state, nowMs) =>
      state.phase === 'ended'
        ? refuse({ kind: 'wrongPhase', phase: 'ended' })
        : accept(
            ...receiveDanmaku(state, { ...message, sentAtMs: believed(message.sentAtMs, nowMs) }, fan, nowMs),
          )
  }

  return {
    state: writer.state,
    log,
    health: writer.health,
    isHolding: writer.isHolding,
    command: (actor, commandId, command) =>
      once(ledger.keyOf(actor, commandId), actor, (state, nowMs) => {
        if (command.type === 'markAsQuestion') return decideMark(log, state, actor, command.danmakuId, nowMs)
        if (command.type === 'pushShoutOut' && isStaff(actor))
          return decidePush(state, fanOf(command.userId, state) ?? strangerOf(command), { actor, nowMs })
        return decide(state, command, { actor, nowMs })
      }),
    outcomeOf: (actor, commandId) => ledger.find(ledger.keyOf(actor, commandId)),
    receive: (viewer, commandId, message) =>
      once(ledger.keyOf(viewer, commandId), SYSTEM, receiving(message), 'grouped'),
    ingest: (messages) => ingestInto(writer.add, duplicates, messages, receiving),
    record: (actor, commandId, events) => {
      const choose = (state: SessionState): Decision => accept(...events(state))
      return commandId === null
        ? add({ actor, commandId, decide: choose }, 'grouped')
        : once(ledger.keyOf(actor, commandId), actor, choose)
    },
    close: () => {
      claimTimer.cancel()
      return writer.close()
    },
  }
}

function ingestInto(
  add: (intake: Intake, urgency: 'grouped') => void,
  duplicates: ReturnType<typeof createDuplicateFilter>,
  messages: readonly IncomingDanmaku[],
  receive: (message: IncomingDanmaku) => Intake['decide'],
): Promise<IngestOutcome> {
  const fresh = messages.filter((message) => duplicates.isNew(message.source, message.sourceMessageId))
  const doubled = messages.length - fresh.length
  if (fresh.length === 0) return Promise.resolve({ taken: 0, doubled, refused: 0 })
  return new Promise((resolve) => {
    let taken = 0
    let refused = 0
    for (const message of fresh) {
      const settle = (outcome: IntakeOutcome): void => {
        if (outcome.ok) taken += 1
        else {
          refused += 1
          // The source may offer it again; it has not been taken.
          duplicates.forget(message.source, message.sourceMessageId)
        }
        if (taken + refused === fresh.length) resolve({ taken, doubled, refused })
      }
      add({ actor: SYSTEM, commandId: null, decide: receive(message), settle }, 'grouped')
    }
  })
}

/** The passed-over message lies in the log only. One that waits in memory while the disk is full cannot be found. */
function decideMark(
  log: SessionLogReader,
  state: SessionState,
  actor: Actor,
  danmakuId: string,
  nowMs: number,
): Decision {
  if (!isStaff(actor)) return refuse('notAllowed')
  if (state.phase === 'ended') return refuse({ kind: 'wrongPhase', phase: 'ended' })
  const danmaku = log.danmaku(danmakuId)
  return danmaku ? decideMarkAsQuestion(state, danmaku, nowMs) : refuse('unknownDanmaku')
}

const believed = (sentAtMs: number, nowMs: number): number =>
  Math.min(nowMs, Math.max(sentAtMs, nowMs - SEND_TIME_BELIEVED_MS))
