import type { Database } from 'better-sqlite3'
import { z } from 'zod'

import type { ChatLine } from '#shared/protocol/down.ts'
import { ANSWER_WITHIN_MS } from '#shared/domain/questions/clock.ts'
import { chatQueries } from '../log/chat-queries.ts'
import { withLogErrors } from '../log/log-error.ts'
import { LOG_SCHEMA } from '../log/log-schema.ts'
import { openForReading } from '../storage/open-database.ts'

const edgeRow = z.object({ seq: z.number().int(), at: z.number().int() })
const openedRow = z.object({ at: z.number().int(), danmakuId: z.string() })
const idRows = z.array(z.object({ danmakuId: z.string() }))

/** A thread takes messages in while it is in time; clocks of sources differ by some seconds. */
const JOINED_WITHIN_MS = ANSWER_WITHIN_MS + 60_000

/** Chat lines around a moment, in order of arrival: about half of them before it. Throws LogError. */
export const chatAround = (file: string, atMs: number, limit: number): ChatLine[] =>
  reading(file, (db) => {
    const chat = chatQueries(db)
    const seq = seqAt(db, atMs)
    const before = chat.chatBefore(seq, Math.floor(limit / 2))
    return [...before, ...chat.chatFrom(seq, limit - before.length)]
  })

/** The messages that were put into a thread as they came, without those of threads merged into it. Throws LogError. */
export const chatOfQuestion = (file: string, questionId: string, limit: number): ChatLine[] =>
  reading(file, (db) => {
    const seq = Number(/^q([1-9]\d{0,15})$/.exec(questionId)?.[1] ?? 0)
    const opened = openedRow.safeParse(
      db
        .prepare(
          `SELECT at, body ->> '$.message.danmakuId' AS danmakuId FROM event WHERE seq = ? AND type = 'questionOpened'`,
        )
        .get(seq),
    ).data
    if (!opened) return []
    const joined = db.prepare(`
      SELECT body ->> '$.message.danmakuId' AS danmakuId FROM event
      WHERE seq > ? AND seq < ? AND type = 'questionJoined' AND body ->> '$.questionId' = ? ORDER BY seq LIMIT ?`)
    const until = seqAt(db, opened.at + JOINED_WITHIN_MS)
    const further = idRows.parse(joined.all(seq, until, questionId, limit - 1))
    const chat = chatQueries(db)
    return [opened, ...further].flatMap(({ danmakuId }) => chat.danmaku(danmakuId) ?? [])
  })

/** The first event at or after that time, by halving: sequence numbers have no gaps, and times follow them. */
function seqAt(db: Database, atMs: number): number {
  const at = db.prepare('SELECT seq, at FROM event WHERE seq >= ? ORDER BY seq LIMIT 1')
  const last = edgeRow.safeParse(db.prepare('SELECT seq, at FROM event ORDER BY seq DESC LIMIT 1').get()).data
  let low = 1
  let high = (last?.seq ?? 0) + 1
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const row = edgeRow.safeParse(at.get(middle)).data
    if (row && row.at < atMs) low = middle + 1
    else high = middle
  }
  return low
}

function reading<Value>(file: string, read: (db: Database) => Value): Value {
  return withLogErrors(file, () => {
    const db = openForReading(file, LOG_SCHEMA)
    try {
      return read(db)
    } finally {
      db.close()
    }
  })
}
