import { SYSTEM } from '#shared/domain/session/actor.ts'
import type { Danmaku } from '#shared/domain/danmaku/danmaku.ts'
import { EMPTY_STATE, toSnapshot, type SessionSnapshot } from '#shared/domain/session/state.ts'
import type { LogEntry } from '../log-types.ts'

const AT_MS = 1_763_800_000_000

/** The first event of every log. */
export const createdEntry = (sessionId: string): LogEntry => ({
  event: {
    seq: 1,
    atMs: AT_MS,
    type: 'sessionCreated',
    version: 1,
    actor: SYSTEM,
    body: { sessionId, title: '周二场', kind: 'show', mutedViewers: [], blockedWords: [] },
  },
  commandId: null,
})

/** A danmaku as ingest writes it, with what matters to the test put in. */
export function danmakuEntry(
  seq: number,
  danmaku: Partial<Danmaku> = {},
  commandId: string | null = null,
): LogEntry {
  const body: Danmaku = {
    danmakuId: `d${seq}`,
    source: 'local',
    sourceMessageId: `m${seq}`,
    userId: `local:u${seq % 7}`,
    userName: `小鱼${seq % 7}`,
    fan: { tier: 'guest', privateDomain: false },
    text: `第${seq}条`,
    sentAtMs: AT_MS + seq - 50,
    hidden: null,
    intent: null,
    ...danmaku,
  }
  return {
    event: { seq, atMs: AT_MS + seq, type: 'danmakuReceived', version: 1, actor: SYSTEM, body },
    commandId,
  }
}

/** Danmaku with sequence `from` to `to`, both included. */
export const danmakuEntries = (from: number, to: number): LogEntry[] =>
  Array.from({ length: to - from + 1 }, (_, index) => danmakuEntry(from + index))

export const snapshotAt = (seq: number, sessionId = 's'): SessionSnapshot => ({
  ...toSnapshot(EMPTY_STATE),
  seq,
  sessionId,
  title: '周二场',
  createdAtMs: AT_MS,
})
