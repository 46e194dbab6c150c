import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import type { RawEvent } from '#shared/domain/session/event.ts'
import { openForReading } from '../storage/open-database.ts'
import { chatQueries } from './chat-queries.ts'
import { eventReader } from './event-row.ts'
import { withLogErrors } from './log-error.ts'
import { LOG_SCHEMA } from './log-schema.ts'
import type { SessionLogReader } from './log-types.ts'
import { newestSnapshot } from './snapshots.ts'

/** Events per step of `iterate`: no statement stays open between two of them, so the writer is never in the way. */
const PAGE = 1_000

export const READ_SQL = {
  lastSeq: 'SELECT coalesce(max(seq), 0) AS seq FROM event',
  after: 'SELECT seq, at, type, version, actor, body FROM event WHERE seq > ? ORDER BY seq LIMIT ?',
  newestOf: `SELECT seq, at, type, version, actor, body FROM event WHERE seq > ? AND type = ?
    ORDER BY seq DESC LIMIT ?`,
  commandIds: `SELECT seq, command_id AS commandId FROM event WHERE command_id IS NOT NULL ORDER BY seq DESC LIMIT ?`,
  messageIds: `SELECT body ->> '$.source' AS source, body ->> '$.sourceMessageId' AS sourceMessageId FROM event
    WHERE type = 'danmakuReceived' AND body ->> '$.sourceMessageId' IS NOT NULL ORDER BY seq DESC LIMIT ?`,
} as const

const lastSeqRow = z.object({ seq: z.number().int().nonnegative() })
const commandIdRows = z.array(z.object({ commandId: z.string(), seq: z.number().int() }))
const messageIdRows = z.array(z.object({ source: z.string(), sourceMessageId: z.string() }))

/**
 * Opens a session log for reading, also beside the process that writes it. Throws LogError: `missing`, `damaged`,
 * `newerVersion`, `busy`, `io`. Reading throws LogError too, `damaged` when a row cannot be what it should be.
 */
export function openSessionLogReader(file: string): SessionLogReader {
  return withLogErrors(file, () => readerOn(openForReading(file, LOG_SCHEMA)))
}

/** The reading side over an open connection; the writer shares it. */
export function readerOn(db: Database): SessionLogReader {
  const lastSeq = db.prepare(READ_SQL.lastSeq)
  const after = db.prepare(READ_SQL.after)
  const newestOf = db.prepare(READ_SQL.newestOf)
  const commandIds = db.prepare(READ_SQL.commandIds)
  const messageIds = db.prepare(READ_SQL.messageIds)
  const chat = chatQueries(db)
  const latestSnapshot = newestSnapshot(db)
  const eventOf = eventReader()
  const read = <Value>(action: () => Value): Value => withLogErrors(db.name, action)

  const eventsAfter = (afterSeq: number, limit: number): RawEvent[] =>
    read(() => after.all(afterSeq, limit).map(eventOf))

  function* iterate(): IterableIterator<RawEvent> {
    let events = eventsAfter(0, PAGE)
    while (events.length > 0) {
      yield* events
      events = eventsAfter(events.at(-1)?.seq ?? 0, PAGE)
    }
  }

  return {
    lastSeq: () => read(() => lastSeqRow.parse(lastSeq.get()).seq),
    eventsAfter,
    newestOf: (type, afterSeq, limit) =>
      read(() => newestOf.all(afterSeq, type, limit).map(eventOf).toReversed()),
    iterate,
    latestSnapshot: () => read(latestSnapshot),
    recentCommandIds: (limit) => read(() => commandIdRows.parse(commandIds.all(limit))),
    recentMessageIds: (limit) => read(() => messageIdRows.parse(messageIds.all(limit))),
    searchChat: (text, beforeSeq, limit) => read(() => chat.searchChat(text, beforeSeq, limit)),
    chatBefore: (beforeSeq, limit) => read(() => chat.chatBefore(beforeSeq, limit)),
    chatAround: (danmakuId, limit) => read(() => chat.chatAround(danmakuId, limit)),
    danmaku: (danmakuId) => read(() => chat.danmaku(danmakuId)),
    close: () => {
      db.close()
    },
  }
}
