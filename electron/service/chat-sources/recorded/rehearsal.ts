import type { IncomingDanmaku } from '#shared/domain/danmaku/danmaku.ts'
import type { DanmakuLine } from '#shared/domain/rehearsal/room.ts'
import { SYSTEM } from '#shared/domain/session/actor.ts'
import type { NewEvent } from '#shared/domain/session/event.ts'
import type { SourceHealth } from '#shared/protocol/down.ts'
import { every, type Clock, type TimerHandle } from '../../clock.ts'
import type { Studio } from '../../session/studio.ts'
import type { ChatSource } from '../chat-source.ts'
import { createSourceMeter } from '../source-meter.ts'
import type { Recording } from './rehearsal-rooms.ts'

/** The name of the source in danmaku and viewer keys. */
const REHEARSAL = 'rehearsal'
const STEP_MS = 50

export interface RehearsalProgress {
  readonly roomId: string
  /** Position in the recording, and its whole length. */
  readonly atMs: number
  readonly durationMs: number
}

/** Plays a recorded room through the very pipeline a show uses, in a session of its own. */
export interface Rehearsal extends ChatSource {
  /** False while a show is live. A rehearsal that is running is ended first. */
  readonly start: (recording: Recording, speed: number) => Promise<boolean>
  readonly stop: () => Promise<void>
  readonly progress: () => RehearsalProgress | null
}

interface Playing {
  readonly recording: Recording
  readonly speed: number
  readonly startedAtMs: number
  readonly timer: TimerHandle
  next: number
  nextItem: number
}

export function createRehearsal(studio: Studio, clock: Clock, onChange: () => void): Rehearsal {
  const meter = createSourceMeter()
  let playing: Playing | null = null

  const positionMs = (from: Playing): number => (clock.nowMs() - from.startedAtMs) * from.speed

  const step = (): void => {
    if (!playing) return
    const session = studio.running()
    // The host ended it like a show; the recording has nothing left to play to.
    if (session.state().kind !== REHEARSAL || session.state().phase !== 'live') return halt()
    const atMs = positionMs(playing)
    const { room, lines } = playing.recording

    const item = room.items[playing.nextItem]
    if (item && item.atMs <= atMs) {
      playing.nextItem += 1
      const { atMs: _atMs, ...onAir } = item
      void session.record(SYSTEM, null, () => [{ type: 'itemPutOnAir', body: { item: onAir } }])
    }
    const due: DanmakuLine[] = []
    for (let line = lines[playing.next]; line && line.atMs <= atMs; line = lines[playing.next]) {
      due.push(line)
      playing.next += 1
    }
    if (due.length > 0) {
      meter.count(due.length, clock.nowMs())
      void session.ingest(due.map((line) => asDanmaku(line, clock.nowMs())))
    }
    if (atMs > room.durationMs) halt()
  }

  const halt = (): void => {
    playing?.timer.cancel()
    playing = null
    onChange()
  }

  const end = async (): Promise<void> => {
    halt()
    await studio
      .running()
      .record(SYSTEM, null, (state): NewEvent[] =>
        state.kind === REHEARSAL && state.phase === 'live'
          ? [{ type: 'showEnded', body: { reason: 'host' } }]
          : [],
      )
  }

  return {
    start: async (recording, speed) => {
      if (studio.running().state().kind === REHEARSAL) await end()
      if (!(await studio.newSession(recording.room.title, REHEARSAL))) return false
      await studio.running().record(SYSTEM, null, () => [{ type: 'wentLive', body: {} }])
      playing = {
        recording,
        speed,
        startedAtMs: clock.nowMs(),
        timer: every(clock, STEP_MS, step),
        next: 0,
        nextItem: 0,
      }
      step()
      onChange()
      return true
    },
    stop: end,
    progress: () =>
      playing && {
        roomId: playing.recording.room.id,
        atMs: Math.round(Math.min(positionMs(playing), playing.recording.room.durationMs)),
        durationMs: playing.recording.room.durationMs,
      },
    // What a rehearsal played a moment ago is no chat of the show that follows it.
    health: (): SourceHealth =>
      playing
        ? meter.health(REHEARSAL, 'connected', clock.nowMs())
        : createSourceMeter().health(REHEARSAL, 'idle', clock.nowMs()),
    close: halt,
  }
}

const asDanmaku = (line: DanmakuLine, nowMs: number): IncomingDanmaku => ({
  source: REHEARSAL,
  sourceMessageId: null,
  userId: line.userId,
  userName: line.userName,
  text: line.text,
  sentAtMs: nowMs,
})
