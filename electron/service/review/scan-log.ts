import type { Database } from 'better-sqlite3'
import { z } from 'zod'

import { tierSchema } from '#shared/domain/fans/tier.ts'
import { eventBodies, parseEvent, type RawEvent } from '#shared/domain/session/event.ts'
import type { LogEdges, ReviewFold } from '#shared/domain/review/review-fold.ts'
import type { Asking } from '#shared/domain/review/threads.ts'
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

/** Tells the fold every event but danmaku, in order. Throws LogError `damaged` for a row that cannot be one. */
export function foldOthers(db: Database, fold: ReviewFold): void {
  const page = db.prepare(SCAN_SQL.others)
  const eventOf = eventReader()
  let after = 0
  for (;;) {
    const rows = page.all(after, PAGE)
    for (const row of rows) after = tell(fold, row, eventOf)
    if (rows.length < PAGE) return
  }
}

/** Tells one row, and returns its sequence. */
function tell(fold: ReviewFold, row: unknown, eventOf: (row: unknown) => RawEvent): number {
  if (isRecord(row) && typeof row['seq'] === 'number' && tellSimply(fold, row)) return row['seq']
  const raw = eventOf(row)
  try {
    fold.add(parseEvent(raw))
    return raw.seq
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error
    throw new LogError('damaged', `event ${raw.seq} cannot be read`, error)
  }
}

const SIMPLE: ReadonlySet<unknown> = new Set(['viewerEntered', 'viewerLeft', 'likesAdded', 'questionJoined'])

/**
 * Events that come by the hundred thousand are looked at field by field: their schemas would take longer than all the
 * rest. False for every other, and for one that is not as it should be: then its schema says why.
 */
function tellSimply(fold: ReviewFold, row: Readonly<Record<string, unknown>>): boolean {
  const { type, at: atMs, version } = row
  if (!SIMPLE.has(type) || version !== 1 || typeof atMs !== 'number') return false
  const body = parsed(row['body'])
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

function parsed(json: unknown): unknown {
  try {
    return typeof json === 'string' ? JSON.parse(json) : null
  } catch {
    return null
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
