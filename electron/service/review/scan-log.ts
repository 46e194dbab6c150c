import type { Database } from 'better-sqlite3'
import { z } from 'zod'

import { fanStandingSchema, tierSchema } from '#shared/domain/fans/tier.ts'
import { eventBodies, parseEvent } from '#shared/domain/session/event.ts'
import type { LogEdges, ReviewFold } from '#shared/domain/review/review-fold.ts'
import type { Asking } from '#shared/domain/review/threads.ts'
import { minutesIn, windowOf, type ReviewWindow } from '#shared/domain/review/window.ts'
import { addLoyal, isLoyal, noWriters, type Writers } from '#shared/domain/review/writers.ts'
import { eventReader } from '../log/event-row.ts'
import { LogError } from '../log/log-error.ts'

const SCAN_SQL = {
  first: 'SELECT seq, at FROM event ORDER BY seq LIMIT 1',
  last: 'SELECT seq, at FROM event ORDER BY seq DESC LIMIT 1',
  before: 'SELECT seq, at FROM event WHERE seq < ? ORDER BY seq DESC LIMIT 1',
  live: `SELECT seq, at FROM event WHERE type = 'wentLive' AND version = 1 ORDER BY seq LIMIT 1`,
  ended: `SELECT seq, at, body FROM event WHERE type = 'showEnded' AND version = 1 ORDER BY seq DESC LIMIT 1`,
  others: `SELECT seq, at, type, version, actor, body FROM event
    WHERE seq > ? AND (type <> 'danmakuReceived' OR version <> 1) ORDER BY seq LIMIT ?`,
  messages: `SELECT at - :fromMs AS sinceMs, count(*) AS count FROM event
    WHERE type = 'danmakuReceived' AND version = 1 AND at BETWEEN :fromMs AND :toMs GROUP BY (at - :fromMs) / 60000`,
  writers: `SELECT DISTINCT body ->> '$.userId' AS userId, body -> '$.fan' AS fan FROM event
    WHERE type = 'danmakuReceived' AND version = 1 AND at BETWEEN :fromMs AND :toMs`,
} as const

/** Rows of others at once: enough to be quick, few enough to stay small. */
const PAGE = 5_000

const edgeRow = z.object({ seq: z.number().int(), at: z.number().int() })
const endedRow = edgeRow.extend({ body: z.string().transform((text): unknown => JSON.parse(text)) })

/** Where the log begins, goes live and ends. Null for a log without a first event. */
export function edgesIn(db: Database): LogEdges | null {
  const edge = (sql: string, ...values: readonly number[]) => {
    const row = db.prepare(sql).get(...values)
    return row === undefined ? null : edgeRow.parse(row)
  }
  const first = edge(SCAN_SQL.first)
  const last = edge(SCAN_SQL.last)
  if (!first || !last) return null
  const endedRead = db.prepare(SCAN_SQL.ended).get()
  const ended = endedRead === undefined ? null : endedRow.parse(endedRead)
  const before = ended ? edge(SCAN_SQL.before, ended.seq) : last
  return {
    firstAtMs: first.at,
    liveAtMs: edge(SCAN_SQL.live)?.at ?? null,
    endedAtMs: ended?.at ?? null,
    endReason: ended ? eventBodies.showEnded.parse(ended.body).reason : null,
    lastAtMs: before?.at ?? last.at,
    lastSeq: last.seq,
  }
}

const messagesRow = z.object({ sinceMs: z.number().int(), count: z.number().int() })
const standing = z.string().transform((text) => fanStandingSchema.parse(JSON.parse(text)))

/** Counts danmaku inside SQLite: by far the most of a log, and none of them is needed whole. */
export function countWriters(db: Database, window: ReviewWindow): Writers {
  const writers = noWriters(window)
  for (const row of db.prepare(SCAN_SQL.messages).iterate({ ...window })) {
    const { sinceMs, count } = messagesRow.parse(row)
    const minute = Math.min(Math.floor(sinceMs / 60_000), minutesIn(window) - 1)
    writers.messages[minute] = (writers.messages[minute] ?? 0) + count
    writers.total += count
  }
  const standings = new Map<string, z.infer<typeof fanStandingSchema>>()
  for (const row of db
    .prepare(SCAN_SQL.writers)
    .raw()
    .iterate({ ...window })) {
    const [userId, fan] = writerRow.parse(row)
    writers.userIds.add(userId)
    let known = standings.get(fan)
    if (!known) {
      known = standing.parse(fan)
      standings.set(fan, known)
    }
    if (isLoyal(known)) addLoyal(writers.loyal, userId, known.tier)
  }
  return writers
}
const writerRow = z.tuple([z.string(), z.string()])

/** Tells the fold every event but danmaku, in order. Throws LogError `damaged` for a row that cannot be one. */
export function foldOthers(db: Database, fold: ReviewFold): void {
  const page = db.prepare(SCAN_SQL.others)
  const eventOf = eventReader()
  let after = 0
  for (;;) {
    const rows = page.all(after, PAGE)
    for (const row of rows) {
      const raw = eventOf(row)
      after = raw.seq
      try {
        if (raw.version !== 1 || !tellSimply(fold, raw.type, raw.atMs, raw.body)) fold.add(parseEvent(raw))
      } catch (error) {
        if (!(error instanceof z.ZodError)) throw error
        throw new LogError('damaged', `event ${raw.seq} cannot be read`, error)
      }
    }
    if (rows.length < PAGE) return
  }
}

/**
 * Events that come by the hundred thousand are looked at field by field: their schemas would take longer than all the
 * rest. False for every other, and for one that is not as it should be: then its schema says why.
 */
function tellSimply(fold: ReviewFold, type: string, atMs: number, body: unknown): boolean {
  if (!isRecord(body)) return false
  const { userId, userName } = body
  switch (type) {
    case 'viewerEntered':
    case 'viewerLeft':
      if (typeof userId !== 'string' || typeof userName !== 'string') return false
      if (type === 'viewerEntered') fold.entered(userId, atMs)
      else fold.left(userId, atMs)
      return true
    case 'likesAdded': {
      const { count } = body
      if (typeof userId !== 'string' || typeof userName !== 'string') return false
      if (typeof count !== 'number' || !Number.isInteger(count) || count <= 0) return false
      fold.liked(userId, count, atMs)
      return true
    }
    case 'questionJoined': {
      const message = askingOf(body['message'])
      if (typeof body['questionId'] !== 'string' || !message) return false
      fold.joined(body['questionId'], message)
      return true
    }
    default:
      return false
  }
}

function askingOf(message: unknown): Asking | null {
  if (!isRecord(message) || !isRecord(message['fan'])) return null
  const { userId, userName, sentAtMs, text, danmakuId } = message
  const { privateDomain } = message['fan']
  const tier = tierSchema.safeParse(message['fan']['tier']).data
  if (typeof userId !== 'string' || typeof userName !== 'string' || tier === undefined) return null
  if (typeof sentAtMs !== 'number' || !Number.isInteger(sentAtMs) || typeof privateDomain !== 'boolean')
    return null
  if (typeof text !== 'string' || typeof danmakuId !== 'string') return null
  return { userId, userName, sentAtMs, fan: { tier, privateDomain } }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const windowIn = (edges: LogEdges): ReviewWindow => windowOf(edges)
