import type { IncomingDanmaku } from '#shared/domain/danmaku/danmaku.ts'
import type { DanmakuLine, RehearsalRoom } from '#shared/domain/rehearsal/room.ts'
import type { Item } from '#shared/domain/run-sheet/item.ts'
import { itemById } from '#shared/domain/run-sheet/run-sheet.ts'
import { SYSTEM } from '#shared/domain/session/actor.ts'
import type { NewEvent } from '#shared/domain/session/event.ts'
import type { SessionState } from '#shared/domain/session/state.ts'
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
  nextAiring: number
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

    const airing = room.airings[playing.nextAiring]
    if (airing && airing.atMs <= atMs) {
      playing.nextAiring += 1
      void session.record(SYSTEM, null, (state) => putOnAir(state, room, airing.number))
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
      await studio.running().record(SYSTEM, null, () => [
        { type: 'runSheetLoaded', body: { items: sheetOf(recording.room), from: REHEARSAL } },
        { type: 'wentLive', body: {} },
      ])
      playing = {
        recording,
        speed,
        startedAtMs: clock.nowMs(),
        timer: every(clock, STEP_MS, step),
        next: 0,
        nextAiring: 0,
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

const sheetOf = (room: RehearsalRoom): Item[] =>
  room.items.map((item) => ({ ...item, itemId: `${room.id.slice(0, 30)}-${item.number}` }))

/** As the sheet has it by now: whoever rehearses may have changed its price, or taken it out. */
function putOnAir(state: SessionState, room: RehearsalRoom, number: number): NewEvent[] {
  const recorded = sheetOf(room).find((item) => item.number === number)
  const item = recorded && (itemById(state.runSheet, recorded.itemId) ?? { ...recorded, itemId: '' })
  return item && item.itemId !== state.itemOnAir?.item.itemId
    ? [{ type: 'itemPutOnAir', body: { item } }]
    : []
}

const asDanmaku = (line: DanmakuLine, nowMs: number): IncomingDanmaku => ({
  source: REHEARSAL,
  sourceMessageId: null,
  userId: line.userId,
  userName: line.userName,
  text: line.text,
  sentAtMs: nowMs,
})
