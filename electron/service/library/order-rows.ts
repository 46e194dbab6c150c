import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import type { Identity } from '#shared/domain/fans/fan.ts'
import { orderLineSchema, orderSchema, type Order } from '#shared/domain/orders/order.ts'
import type { LaterOrders } from './fan-rows.ts'

/** An order as the library holds it, with the show it was placed in. */
export interface StoredOrder extends Order {
  readonly sessionId: string | null
}

const orderRow = z
  .object({
    orderId: z.string(),
    source: z.string(),
    userId: z.string(),
    buyerName: z.string(),
    amountFen: orderSchema.shape.amountFen,
    refundedFen: z.number().int(),
    status: orderSchema.shape.status,
    placedAtMs: z.number().int(),
    sessionId: z.string().nullable(),
  })
  .transform(({ source, userId, buyerName, ...order }) => ({
    ...order,
    buyer: { source, userId, name: buyerName },
  }))

const PAGE = 500
const pageRow = z.looseObject({ rowid: z.number().int() })
const lineRows = z.array(orderLineSchema)
const idRow = z.object({ sessionId: z.string() })
const sumRow = z.object({
  orders: z.number().int(),
  spentFen: z.number().int(),
  lastOrderMs: z.number().int().nullable(),
})

const COLUMNS = `order_id AS orderId, source, user_id AS userId, buyer_name AS buyerName, amount_fen AS amountFen,
  refunded_fen AS refundedFen, status, placed_at AS placedAtMs, session_id AS sessionId`

/** The rows of orders and their lines; every method throws what SQLite and the schemas throw. */
export interface OrderRows {
  readonly byId: (orderId: string) => StoredOrder | null
  readonly ofBuyer: (identity: Identity, limit: number) => StoredOrder[]
  readonly ofSession: (sessionId: string, limit: number) => StoredOrder[]
  readonly newest: (limit: number) => StoredOrder[]
  readonly all: () => IterableIterator<Order>
  readonly remove: (orderId: string) => void
  readonly write: (order: Order, sessionId: string | null, nowMs: number) => void
  /** The show that was live at that time; null when none was. A show that has not ended is live up to `nowMs`. */
  readonly sessionAt: (atMs: number, nowMs: number) => string | null
  readonly rename: (from: Identity, to: Identity) => void
}

export function orderRows(db: Database): OrderRows {
  const byId = db.prepare(`SELECT ${COLUMNS} FROM purchase_order WHERE order_id = ?`)
  const ofBuyer = db.prepare(`
    SELECT ${COLUMNS} FROM purchase_order WHERE source = ? AND user_id = ?
    ORDER BY placed_at DESC, order_id DESC LIMIT ?`)
  const ofSession = db.prepare(`
    SELECT ${COLUMNS} FROM purchase_order WHERE session_id = ? ORDER BY placed_at DESC, order_id DESC LIMIT ?`)
  const newest = db.prepare(`SELECT ${COLUMNS} FROM purchase_order ORDER BY rowid DESC LIMIT ?`)
  const lines = db.prepare(`
    SELECT product_id AS productId, item_number AS itemNumber, name, quantity, amount_fen AS amountFen
    FROM order_line WHERE order_id = ? ORDER BY position`)
  const save = db.prepare(`
    INSERT INTO purchase_order (order_id, source, user_id, buyer_name, amount_fen, refunded_fen, status, placed_at,
      session_id, updated_at)
    VALUES (:orderId, :source, :userId, :name, :amountFen, :refundedFen, :status, :placedAtMs, :sessionId, :nowMs)
    ON CONFLICT (order_id) DO UPDATE SET source = excluded.source, user_id = excluded.user_id,
      buyer_name = excluded.buyer_name, amount_fen = excluded.amount_fen, refunded_fen = excluded.refunded_fen,
      status = excluded.status, placed_at = excluded.placed_at, session_id = excluded.session_id,
      updated_at = excluded.updated_at`)
  const dropLines = db.prepare('DELETE FROM order_line WHERE order_id = ?')
  const addLine = db.prepare(`
    INSERT INTO order_line (order_id, position, product_id, item_number, name, quantity, amount_fen)
    VALUES (:orderId, :position, :productId, :itemNumber, :name, :quantity, :amountFen)`)
  const sessionAt = db.prepare(`
    SELECT session_id AS sessionId FROM session
    WHERE kind = 'show' AND live_at <= :atMs AND coalesce(ended_at, :nowMs) >= :atMs
    ORDER BY live_at DESC LIMIT 1`)
  const remove = db.prepare('DELETE FROM purchase_order WHERE order_id = ?')
  const page = db.prepare(
    `SELECT rowid, ${COLUMNS} FROM purchase_order WHERE rowid > ? ORDER BY rowid LIMIT ?`,
  )
  const rename = db.prepare(`
    UPDATE purchase_order SET source = :toSource, user_id = :toUserId, buyer_name = ''
    WHERE source = :source AND user_id = :userId`)

  const whole = (row: unknown): StoredOrder => {
    const order = orderRow.parse(row)
    return { ...order, lines: lineRows.parse(lines.all(order.orderId)) }
  }

  return {
    byId: (orderId) => {
      const row = byId.get(orderId)
      return row === undefined ? null : whole(row)
    },
    ofBuyer: ({ source, userId }, limit) => ofBuyer.all(source, userId, limit).map(whole),
    ofSession: (sessionId, limit) => ofSession.all(sessionId, limit).map(whole),
    newest: (limit) => newest.all(limit).map(whole),
    all: function* () {
      // Read in pages: the one who asks may write in between.
      for (let after = -1; ;) {
        const found = page.all(after, PAGE)
        for (const row of found) {
          const { rowid, ...order } = pageRow.parse(row)
          after = rowid
          yield orderSchema.parse(whole(order))
        }
        if (found.length < PAGE) return
      }
    },
    remove: (orderId) => {
      remove.run(orderId)
    },
    write: (order, sessionId, nowMs) => {
      const { orderId, buyer } = order
      const { amountFen, refundedFen, status, placedAtMs } = order
      save.run({ orderId, ...buyer, amountFen, refundedFen, status, placedAtMs, sessionId, nowMs })
      dropLines.run(orderId)
      for (const [position, line] of order.lines.entries()) addLine.run({ orderId, position, ...line })
    },
    sessionAt: (atMs, nowMs) => idRow.safeParse(sessionAt.get({ atMs, nowMs })).data?.sessionId ?? null,
    rename: (from, to) => {
      rename.run({ ...from, toSource: to.source, toUserId: to.userId })
    },
  }
}

/** Counts what somebody bought after a time, refunds taken off; what was refunded in full does not count. */
export function laterOrdersOf(db: Database): LaterOrders {
  const sum = db.prepare(`
    SELECT count(*) AS orders, coalesce(sum(amount_fen - refunded_fen), 0) AS spentFen, max(placed_at) AS lastOrderMs
    FROM purchase_order
    WHERE source = :source AND user_id = :userId AND placed_at > :afterMs AND status <> 'refunded'`)
  return (identities, afterMs) => {
    let total: ReturnType<LaterOrders> = { orders: 0, spentFen: 0, lastOrderMs: null }
    for (const identity of identities) {
      const { orders, spentFen, lastOrderMs } = sumRow.parse(sum.get({ ...identity, afterMs: afterMs ?? -1 }))
      total = {
        orders: total.orders + orders,
        spentFen: total.spentFen + spentFen,
        lastOrderMs: Math.max(total.lastOrderMs ?? -1, lastOrderMs ?? -1),
      }
    }
    return { ...total, lastOrderMs: total.lastOrderMs === -1 ? null : total.lastOrderMs }
  }
}
