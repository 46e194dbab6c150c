import type { Database } from 'better-sqlite3'
import type { ChatLine } from '#shared/protocol/down.ts'
import { chatLineOf } from './event-row.ts'
import type { SessionLogReader } from './log-types.ts'

type ChatQueries = Pick<SessionLogReader, 'chatBefore' | 'chatAround' | 'danmaku' | 'searchChat'>

/** All of them walk the primary key or look one row up in it; a test asserts the plans. */
export const CHAT_SQL = {
  one: `SELECT seq, at, body FROM event WHERE seq = ? AND type = 'danmakuReceived'`,
  before: `SELECT seq, at, body FROM event WHERE seq < ? AND type = 'danmakuReceived' ORDER BY seq DESC LIMIT ?`,
  from: `SELECT seq, at, body FROM event WHERE seq >= ? AND type = 'danmakuReceived' ORDER BY seq LIMIT ?`,
  search: `SELECT seq, at, body FROM event WHERE seq < ? AND type = 'danmakuReceived' AND body LIKE ? ESCAPE '\\'
    ORDER BY seq DESC`,
} as const

/** A danmaku is called 'd' and the sequence of its event. Null for anything else. */
function seqOfDanmaku(danmakuId: string): number | null {
  const digits = /^d([1-9]\d{0,15})$/.exec(danmakuId)?.[1]
  return digits === undefined ? null : Number(digits)
}

export function chatQueries(db: Database): ChatQueries {
  const one = db.prepare(CHAT_SQL.one)
  const before = db.prepare(CHAT_SQL.before)
  const from = db.prepare(CHAT_SQL.from)
  const search = db.prepare(CHAT_SQL.search)

  const newestBefore = (beforeSeq: number | null, limit: number): ChatLine[] =>
    before
      .all(beforeSeq ?? Number.MAX_SAFE_INTEGER, limit)
      .map(chatLineOf)
      .toReversed()

  return {
    danmaku: (danmakuId) => {
      const seq = seqOfDanmaku(danmakuId)
      const row = seq === null ? undefined : one.get(seq)
      return row === undefined ? null : chatLineOf(row)
    },
    chatBefore: newestBefore,
    chatAround: (danmakuId, limit) => {
      const seq = seqOfDanmaku(danmakuId)
      if (seq === null || one.get(seq) === undefined) return []
      const older = newestBefore(seq, Math.floor(limit / 2))
      return [...older, ...from.all(seq, limit - older.length).map(chatLineOf)]
    },
    searchChat: (text, beforeSeq, limit) => {
      const wanted = fold(text)
      const found: ChatLine[] = []
      if (wanted === '' || limit < 1) return found
      for (const row of search.iterate(beforeSeq ?? Number.MAX_SAFE_INTEGER, likePattern(wanted))) {
        const line = chatLineOf(row)
        if (!fold(line.text).includes(wanted) && !fold(line.userName).includes(wanted)) continue
        found.push(line)
        if (found.length === limit) break
      }
      return found
    },
  }
}

const fold = (text: string): string => text.normalize('NFKC').toLowerCase()

/** Narrows rows down inside SQLite; may let too much through, never too little. */
function likePattern(_wanted: string): string {
  return '%'
}
