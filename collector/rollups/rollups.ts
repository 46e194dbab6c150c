import type { Logger } from 'pino'
import { z } from 'zod'

import type { Database } from '../storage/database.ts'
import { asStorable } from '../storage/event-lines.ts'
import type { StoredSession } from '../storage/session-store.ts'
import { FIGURES_VERSION, figuresSchema, type Figures, type RolledOrder } from './figures.ts'
import { END_EVENT, FoldedEnd } from './fold-end.ts'
import { FoldedOrders, ORDER_EVENTS } from './fold-orders.ts'
import { FoldedThreads, isThreadEvent, THREAD_EVENTS } from './fold-threads.ts'

const PAGE = 5_000
const STALE_AT_ONCE = 500

const keptRow = z.object({ session_key: z.string(), revision: z.number(), figures: z.string() })
const countRow = z.object({ type: z.string().nullable(), n: z.number() })
const peopleRow = z.object({ viewers: z.number(), writers: z.number(), last_ms: z.number().nullable() })
const foldRow = z.object({ seq: z.number(), type: z.string(), body: z.string() })
const staleRow = z.object({ studio_id: z.string(), session_id: z.string() })
const dayRow = z.object({
  studio_id: z.string(),
  day: z.number(),
  orders: z.number(),
  refunded_orders: z.number(),
  gmv_fen: z.number(),
})

type Folded = Pick<StoredSession, 'sessionKey' | 'month' | 'revision' | 'studioId' | 'kind' | 'endedAtMs'>

/** Orders of shows (not of rehearsals) of one studio on one day. */
export interface StudioDay {
  readonly studioId: string
  /** YYYY-MM-DD */
  readonly day: string
  readonly orders: number
  readonly refundedOrders: number
  readonly gmvFen: number
}

export interface DaysWanted {
  /** Null: all of them. */
  readonly studioIds: readonly string[] | null
  /** Of when orders were placed: [fromMs, toMs). */
  readonly fromMs: number
  readonly toMs: number
  /** Where a day begins, east of UTC. */
  readonly utcOffsetMinutes: number
}

const DAY_MS = 86_400_000

/** Figures computed from events, kept until the events change, and made anew when they are asked for. */
export class Rollups {
  readonly #database: Database
  readonly #logger: Logger

  constructor(database: Database, logger: Logger) {
    this.#database = database
    this.#logger = logger
  }

  /** The figures of sessions, in their order. */
  async of(sessions: readonly StoredSession[]): Promise<readonly Figures[]> {
    const rows = await this.#database.rows(
      keptRow,
      `select session_key::text as session_key, revision, figures::text as figures from session_rollup
       where session_key = any($1::uuid[]) and version = $2`,
      [sessions.map(({ sessionKey }) => sessionKey), FIGURES_VERSION],
    )
    const kept = new Map(rows.map((row) => [row.session_key, row]))
    const figures: Figures[] = []
    for (const session of sessions) {
      const row = kept.get(session.sessionKey)
      // One after the other: each of them reads a whole session.
      figures.push(
        row?.revision === session.revision
          ? figuresSchema.parse(JSON.parse(row.figures))
          : await this.#compute(session),
      )
    }
    return figures
  }

  /**
   * Orders and GMV by day and studio. `find` gives a session as it is stored now. Null: there was more to compute than
   * fits in `withinMs`; what was done is kept, so that asking again comes further.
   */
  async days(
    { studioIds, fromMs, toMs, utcOffsetMinutes }: DaysWanted,
    find: (studioId: string, sessionId: string) => Promise<StoredSession | null>,
    withinMs: number,
  ): Promise<readonly StudioDay[] | null> {
    const deadline = performance.now() + withinMs
    for (;;) {
      const stale = await this.#database.rows(
        staleRow,
        `select studio_id, session_id from session left join session_rollup as kept using (session_key)
         where (kept.session_key is null or kept.revision <> session.revision or kept.version <> $1)
           and ($2::text[] is null or studio_id = any($2::text[])) and created_at_ms < $3
         limit ${STALE_AT_ONCE}`,
        [FIGURES_VERSION, studioIds, toMs],
      )
      if (stale.length === 0) break
      for (const { studio_id: studioId, session_id: sessionId } of stale) {
        if (performance.now() > deadline) return null
        const session = await find(studioId, sessionId)
        if (session) await this.#compute(session)
      }
    }
    const rows = await this.#database.rows(
      dayRow,
      `select studio_id, (placed_at_ms + $1::bigint) / ${DAY_MS} as day,
         count(*) filter (where not refunded) as orders,
         count(*) filter (where refunded) as refunded_orders,
         sum(net_fen)::bigint as gmv_fen
       from session_order
       where kind = 'show' and placed_at_ms >= $2 and placed_at_ms < $3
         and ($4::text[] is null or studio_id = any($4::text[]))
       group by 1, 2 order by 2, 1`,
      [utcOffsetMinutes * 60_000, fromMs, toMs, studioIds],
    )
    return rows.map((row) => ({
      studioId: row.studio_id,
      day: new Date(row.day * DAY_MS).toISOString().slice(0, 10),
      orders: row.orders,
      refundedOrders: row.refunded_orders,
      gmvFen: row.gmv_fen,
    }))
  }

  async #compute(session: Folded): Promise<Figures> {
    const { figures, orders } = await this.#fold(session)
    await this.#keep(session, figures, orders)
    this.#logger.debug({ sessionKey: session.sessionKey, events: figures.events }, 'rolled up')
    return figures
  }

  async #fold({
    sessionKey,
    month,
    endedAtMs,
  }: Folded): Promise<{ figures: Figures; orders: readonly RolledOrder[] }> {
    const counts = await this.#database.rows(
      countRow,
      'select type, count(*) as n from event where session_key = $1 and month = $2::date group by type order by type',
      [sessionKey, month],
    )
    const [people] = await this.#database.rows(
      peopleRow,
      `select count(distinct viewer) filter (where type = 'viewerEntered') as viewers,
         count(distinct viewer) filter (where type = 'danmakuReceived') as writers,
         max(at_ms) filter (where type is distinct from '${END_EVENT}') as last_ms
       from event where session_key = $1 and month = $2::date`,
      [sessionKey, month],
    )
    const threads = new FoldedThreads()
    const orders = new FoldedOrders()
    const end = new FoldedEnd()
    let afterSeq = 0
    for (;;) {
      const page = await this.#database.rows(
        foldRow,
        `select seq, type, body::text as body from event
         where session_key = $1 and month = $2::date and seq > $3 and type = any($4) order by seq limit ${PAGE}`,
        [sessionKey, month, afterSeq, [...THREAD_EVENTS, ...ORDER_EVENTS, END_EVENT]],
      )
      for (const { type, body } of page) {
        const parsed: unknown = JSON.parse(body)
        if (isThreadEvent(type)) threads.add(type, parsed)
        else if (type === END_EVENT) end.add(parsed)
        else orders.add(type, parsed)
      }
      afterSeq = page.at(-1)?.seq ?? afterSeq
      if (page.length < PAGE) break
    }
    const rolled = orders.finish()
    const eventsByType = Object.fromEntries(
      counts.flatMap(({ type, n }) => (type === null ? [] : [[type, n]])),
    )
    return {
      orders: rolled,
      figures: {
        events: counts.reduce((sum, { n }) => sum + n, 0),
        withheld: counts.find(({ type }) => type === null)?.n ?? 0,
        eventsByType,
        danmaku: eventsByType['danmakuReceived'] ?? 0,
        viewers: people?.viewers ?? 0,
        writers: people?.writers ?? 0,
        ...threads.finish(end.finish(endedAtMs, people?.last_ms ?? 0)),
        orders: rolled.filter(({ refunded }) => !refunded).length,
        refundedOrders: rolled.filter(({ refunded }) => refunded).length,
        gmvFen: rolled.reduce((sum, { netFen }) => sum + netFen, 0),
      },
    }
  }

  /** Under the revision that was read first: what came in while it was computed makes it stale again. */
  async #keep(session: Folded, figures: Figures, orders: readonly RolledOrder[]): Promise<void> {
    const { sessionKey, revision, studioId, kind } = session
    await this.#database.transaction(async (connection) => {
      const kept = await connection.run(
        `insert into session_rollup (session_key, revision, version, figures) values ($1, $2, $3, $4)
         on conflict (session_key) do update set revision = excluded.revision, version = excluded.version,
           figures = excluded.figures, computed_at = now()
         where (session_rollup.version, session_rollup.revision) <= (excluded.version, excluded.revision)`,
        [sessionKey, revision, FIGURES_VERSION, JSON.stringify(figures)],
      )
      // Somebody else has computed a newer one.
      if (kept === 0) return
      await connection.run('delete from session_order where session_key = $1', [sessionKey])
      await connection.run(
        `insert into session_order (session_key, order_id, studio_id, kind, placed_at_ms, net_fen, refunded)
         select $1::uuid, order_id, $2, $3, placed_at_ms, net_fen, refunded
         from unnest($4::text[], $5::bigint[], $6::bigint[], $7::boolean[]) as o (order_id, placed_at_ms, net_fen, refunded)
         on conflict do nothing`,
        [
          sessionKey,
          studioId,
          kind,
          orders.map(({ orderId }) => asStorable(orderId)),
          orders.map(({ placedAtMs }) => placedAtMs),
          orders.map(({ netFen }) => netFen),
          orders.map(({ refunded }) => String(refunded)),
        ],
      )
    })
  }
}
