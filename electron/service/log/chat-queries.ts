import type { Database } from 'better-sqlite3'
import type { ChatLine } from '#shared/protocol/down.ts'
import { chatLineOf } from './event-row.ts'
import type { SessionLogReader } from './log-types.ts'

interface ChatQueries extends Pick<SessionLogReader, 'chatBefore' | 'chatAround' | 'danmaku' | 'searchChat'> {
  /** Chat lines from that event on, in order of arrival. */
  readonly chatFrom: (fromSeq: number, limit: number) => ChatLine[]
}

/** All of them walk the primary key or look one row up in it; a test asserts the plans. */
export const CHAT_SQL = {
  one: `SELECT seq, at, body FROM event WHERE seq = ? AND type = 'danmakuReceived'`,
  before: `SELECT seq, at, body FROM event WHERE seq < ? AND type = 'danmakuReceived' ORDER BY seq DESC LIMIT ?`,
  from: `SELECT seq, at, body FROM event WHERE seq >= ? AND type = 'danmakuReceived' ORDER BY seq LIMIT ?`,
  /** LIKE narrows down inside SQLite (six times faster than a call of ours for each row), `chat_holds` decides. */
  search: `SELECT seq, at, body FROM event WHERE seq < ? AND type = 'danmakuReceived'
    AND (body LIKE ? OR body LIKE ? OR body LIKE ?)
    AND chat_holds(body ->> '$.text', body ->> '$.userName', ?) ORDER BY seq DESC LIMIT ?`,
} as const

/** A danmaku is called 'd' and the sequence of its event. Null for anything else. */
function seqOfDanmaku(danmakuId: string): number | null {
  const digits = /^d([1-9]\d{0,15})$/.exec(danmakuId)?.[1]
  return digits === undefined ? null : Number(digits)
}

export function chatQueries(db: Database): ChatQueries {
  db.function('chat_holds', { deterministic: true, directOnly: true }, holds)
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
    chatFrom: (fromSeq, limit) => from.all(fromSeq, limit).map(chatLineOf),
    chatAround: (danmakuId, limit) => {
      const seq = seqOfDanmaku(danmakuId)
      if (seq === null || one.get(seq) === undefined) return []
      const older = newestBefore(seq, Math.floor(limit / 2))
      return [...older, ...from.all(seq, limit - older.length).map(chatLineOf)]
    },
    searchChat: (text, beforeSeq, limit) => {
      const wanted = fold(text)
      if (wanted === '') return []
      const [pattern, ...wide] = likePatterns(wanted)
      return search
        .all(beforeSeq ?? Number.MAX_SAFE_INTEGER, pattern, wide[0], wide[1], wanted, limit)
        .map(chatLineOf)
    },
  }
}

/** Case and width folded away: XL, ｘｌ and ＸＬ are one. */
const fold = (text: string): string => text.normalize('NFKC').trim().toLowerCase()

const holds = (text: unknown, userName: unknown, wanted: unknown): 0 | 1 =>
  typeof wanted === 'string' &&
  ((typeof text === 'string' && fold(text).includes(wanted)) ||
    (typeof userName === 'string' && fold(userName).includes(wanted)))
    ? 1
    : 0

/**
 * What LIKE is to look for: the folded text, and for Latin letters and digits also their full-width forms (LIKE knows
 * case in ASCII only). Characters that JSON, LIKE or folding may write otherwise become wildcards.
 */
function likePatterns(wanted: string): [string, string | null, string | null] {
  const pattern = (form: (character: string) => string): string =>
    `%${Array.from(wanted, (character) => (/[a-z0-9\p{Script=Han}]/u.test(character) ? form(character) : '%')).join('')}%`
  if (!/[a-z0-9]/.test(wanted)) return [pattern((character) => character), null, null]
  return [
    pattern((character) => character),
    pattern(fullWidth),
    pattern((character) => fullWidth(character.toUpperCase())),
  ]
}

/** U+FF01…U+FF5E repeat printable ASCII at the width of a Chinese character. */
const fullWidth = (character: string): string =>
  /[!-~]/.test(character) ? String.fromCodePoint((character.codePointAt(0) ?? 0) + 0xfee0) : character
