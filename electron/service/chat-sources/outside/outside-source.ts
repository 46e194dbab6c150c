import type { IncomingDanmaku } from '#shared/domain/danmaku/danmaku.ts'
import { normaliseDanmaku } from '#shared/domain/danmaku/normalise.ts'
import type { OutsideSource } from '#shared/protocol/chat-source.ts'
import type { SourceHealth } from '#shared/protocol/down.ts'
import type { Up } from '#shared/protocol/up.ts'
import type { Clock } from '../../clock.ts'
import type { RunningSession } from '../../session/running-session.ts'
import type { IntakeOutcome } from '../../session/session-writer.ts'
import type { ChatSource } from '../chat-source.ts'
import { createSourceMeter } from '../source-meter.ts'
import { createOutsideAttendance } from './outside-attendance.ts'
import { createRateGuard } from './rate-guard.ts'

type Frame<Type extends Up['type']> = Extract<Up, { type: Type }>
type Told = Pick<Frame<'sourceState'>, 'state' | 'problem' | 'online' | 'dropped' | 'unsentReplies'>

/** The host window gives a sign of life every 5 s; without one for this long nothing is known of the source. */
const SILENT_AFTER_MS = 20_000

/** A source that a host window receives and hands on. `from` is that window's connection. */
export interface OutsideChat extends ChatSource {
  readonly name: OutsideSource
  /** Takes in one frame of messages. Doubles are passed over by the source's own ids, so a retry is harmless. */
  readonly ingest: (frame: Frame<'ingest'>) => Promise<IntakeOutcome>
  readonly tell: (from: object, frame: Frame<'sourceState'>) => void
  readonly presence: (from: object, frame: Frame<'sourcePresence'>) => void
  /** A host window has gone; if it was the one that receives, nobody does any more. */
  readonly hostLeft: (from: object) => void
  /** The running session is another one. */
  readonly startOver: () => void
  readonly online: () => number
}

export function createOutsideSource(
  name: OutsideSource,
  running: () => RunningSession,
  clock: Clock,
): OutsideChat {
  const meter = createSourceMeter()
  const guard = createRateGuard(clock.nowMs)
  const attendance = createOutsideAttendance(name, running, clock)
  let receiver: object | null = null
  let told: Told | null = null
  let toldAtMs = 0
  let refused = 0

  const isSilent = (): boolean => clock.nowMs() - toldAtMs > SILENT_AFTER_MS
  const flows = (): boolean => told?.state === 'connected' && !isSilent()

  return {
    name,
    ingest: async (frame) => {
      const session = running()
      const nowMs = clock.nowMs()
      const clean = frame.messages
        .map((message) => normaliseDanmaku(name, message, nowMs))
        .filter((message): message is IncomingDanmaku => message !== null)
      const admitted = guard.admit(clean)
      refused += frame.messages.length - admitted.length
      const outcome = await session.ingest(admitted)
      meter.count(outcome.taken, clock.nowMs())
      const { phase } = session.state()
      // After the show nobody reads it; only what could not be kept for want of room is worth sending again.
      return outcome.refused > 0 && phase !== 'ended'
        ? { ok: false, refusal: { kind: 'logUnavailable' } }
        : { ok: true, durable: !session.isHolding(), events: [] }
    },
    tell: (from, frame) => {
      // A second window that is not receiving says nothing about the one that is.
      const idle = frame.state === 'idle' || frame.problem === 'kickedOut'
      if (receiver !== null && receiver !== from && idle && !isSilent()) return
      receiver = from
      const { state, problem, online, dropped, unsentReplies } = frame
      told = state === 'idle' ? null : { state, problem, online, dropped, unsentReplies }
      toldAtMs = clock.nowMs()
      if (state === 'connected') attendance.linkBack()
      else attendance.linkLost()
    },
    presence: (from, { entered, left, snapshot }) => {
      if (from !== receiver) return
      if (snapshot === null) attendance.change(entered, left)
      else attendance.snapshot(snapshot.round, entered, snapshot.last)
    },
    hostLeft: (from) => {
      if (receiver !== from) return
      receiver = null
      if (told === null) return
      told = { ...told, state: 'failed', problem: 'hostGone', online: null }
      toldAtMs = Number.POSITIVE_INFINITY
      attendance.linkLost()
    },
    startOver: attendance.startOver,
    online: () => (flows() ? (told?.online ?? 0) : 0),
    health: (): SourceHealth | null => {
      if (told === null) return null
      const silent = told.state === 'connected' && isSilent()
      return {
        ...meter.health(name, silent ? 'stale' : told.state, clock.nowMs()),
        problem: silent ? 'silent' : told.problem,
        online: silent ? null : told.online,
        dropped: told.dropped + refused,
        unsentReplies: told.unsentReplies,
      }
    },
    close: attendance.close,
  }
}
