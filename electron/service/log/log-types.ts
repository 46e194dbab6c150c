import type { EventType, RawEvent } from '#shared/domain/session/event.ts'
import type { SessionSnapshot } from '#shared/domain/session/state.ts'
import type { ChatLine } from '#shared/protocol/down.ts'

/** One row to append: the event and, for the first event of a command, the command's id. */
export interface LogEntry {
  readonly event: RawEvent
  readonly commandId: string | null
}

/** Why the log cannot be used; closed. The SQLite error is the cause. */
export type LogProblemKind =
  | 'full'
  | 'damaged'
  | 'newerVersion'
  | 'busy'
  | 'readOnly'
  | 'io'
  | 'notContiguous'
  | 'missing'

/** Reading side of a session log. Opened read-only; a separate type, so that nobody but the writer can append. */
export interface SessionLogReader {
  readonly lastSeq: () => number
  /** Events with seq > afterSeq, in order, at most `limit`. */
  readonly eventsAfter: (afterSeq: number, limit: number) => RawEvent[]
  /** The newest `limit` events of one type with seq > afterSeq, in order. Reads every event in between. */
  readonly newestOf: (type: EventType, afterSeq: number, limit: number) => RawEvent[]
  /** All events in order, streamed from disk. */
  readonly iterate: () => IterableIterator<RawEvent>
  /** The newest snapshot that parses, with the seq it stands at; null when there is none. */
  readonly latestSnapshot: () => SessionSnapshot | null
  /** The newest command ids with the seq of their first event, newest first. */
  readonly recentCommandIds: (limit: number) => { readonly commandId: string; readonly seq: number }[]
  /** The newest (source, sourceMessageId) pairs of danmaku, newest first, for deduplication after a restart. */
  readonly recentMessageIds: (
    limit: number,
  ) => { readonly source: string; readonly sourceMessageId: string }[]
  /** Chat lines whose text or writer's name holds `text` (case and width folded), newest first. Reads back until it has enough. */
  readonly searchChat: (text: string, beforeSeq: number | null, limit: number) => ChatLine[]
  /** Chat lines older than `beforeSeq` (newest when null), in order of arrival. */
  readonly chatBefore: (beforeSeq: number | null, limit: number) => ChatLine[]
  /** Chat lines around one danmaku, in order of arrival. */
  readonly chatAround: (danmakuId: string, limit: number) => ChatLine[]
  readonly danmaku: (danmakuId: string) => ChatLine | null
  readonly close: () => void
}

/** The only handle that appends. Synchronous: when `append` returns, the rows are on disk. */
export interface SessionLogWriter extends SessionLogReader {
  /** One transaction; sequence numbers must continue the log without a gap. Throws LogError, then nothing is kept. */
  readonly append: (entries: readonly LogEntry[]) => void
  /** Saves a snapshot and drops older ones but the last two. */
  readonly saveSnapshot: (snapshot: SessionSnapshot) => void
  readonly close: () => void
}
