import { existsSync } from 'node:fs'
import type { Database } from 'better-sqlite3'
import { z } from 'zod'

import { viewerKey } from '#shared/domain/danmaku/danmaku.ts'
import { GUEST, tierSchema } from '#shared/domain/fans/tier.ts'
import { buyerKeys, isForgotten } from '#shared/domain/orders/buyer-key.ts'
import { orderLineSchema, orderSchema } from '#shared/domain/orders/order.ts'
import type { ToldOrder } from '#shared/domain/review/session-orders.ts'
import { LIBRARY_SCHEMA } from '../library/library-schema.ts'
import { openForReading } from '../storage/open-database.ts'
import { withStorageErrors } from '../storage/storage-error.ts'

const SQL = `
  SELECT purchase_order.order_id AS orderId, purchase_order.source, purchase_order.user_id AS userId, buyer_name AS buyerName,
    amount_fen AS amountFen, refunded_fen AS refundedFen, status, placed_at AS placedAtMs,
    fan.fan_id AS fanId, fan.name, fan.tier, fan.private_domain AS privateDomain,
    (SELECT json_group_array(json_object('productId', product_id, 'itemNumber', item_number, 'name', name,
      'quantity', quantity, 'amountFen', amount_fen) ORDER BY position)
      FROM order_line WHERE order_line.order_id = purchase_order.order_id) AS lines,
    (SELECT json_group_array(json_object('source', other.source, 'userId', other.user_id))
      FROM fan_identity AS other WHERE other.fan_id = fan.fan_id) AS identities
  FROM purchase_order
  LEFT JOIN fan_identity ON fan_identity.source = purchase_order.source
    AND fan_identity.user_id = purchase_order.user_id
  LEFT JOIN fan ON fan.fan_id = fan_identity.fan_id
  WHERE session_id = ? ORDER BY placed_at, orderId`

const json = z.string().transform((text): unknown => JSON.parse(text))
const row = z.object({
  orderId: z.string(),
  source: z.string(),
  userId: z.string(),
  buyerName: z.string(),
  amountFen: orderSchema.shape.amountFen,
  refundedFen: z.number().int(),
  status: orderSchema.shape.status,
  placedAtMs: z.number().int(),
  lines: json.pipe(z.array(orderLineSchema)),
  fanId: z.string().nullable(),
  name: z.string().nullable(),
  tier: tierSchema.nullable(),
  privateDomain: z.number().nullable(),
  identities: json.pipe(z.array(z.object({ source: z.string(), userId: z.string() }))),
})

/**
 * What the library holds now of a session's orders, with their buyers; none where there is no library. Reads only, so
 * that it may run beside the service. Throws StorageError.
 */
export function toldOrders(libraryFile: string, sessionId: string): ToldOrder[] {
  if (!existsSync(libraryFile)) return []
  const db = openForReading(libraryFile, LIBRARY_SCHEMA)
  try {
    return withStorageErrors(libraryFile, () => toldIn(db, sessionId))
  } finally {
    db.close()
  }
}

const toldIn = (db: Database, sessionId: string): ToldOrder[] =>
  db
    .prepare(SQL)
    .all(sessionId)
    .map((raw): ToldOrder => {
      const { source, userId, buyerName, fanId, name, tier, privateDomain, identities, ...order } =
        row.parse(raw)
      const buyer = { source, userId, name: buyerName }
      const fan = fanId === null ? null : { fanId, identities }
      return {
        order: { ...order, buyer },
        buyer: {
          fanId,
          name: name ?? buyerName,
          keys: fan ? buyerKeys(buyer, fan) : keysOfStranger(buyer),
          standing: tier === null ? GUEST : { tier, privateDomain: privateDomain === 1 },
        },
      }
    })

/** A drawn name that stands for somebody who was forgotten still tells one buyer from another. */
const keysOfStranger = (buyer: { source: string; userId: string }): string[] =>
  isForgotten(buyer) ? [viewerKey(buyer.source, buyer.userId)] : buyerKeys(buyer, null)
