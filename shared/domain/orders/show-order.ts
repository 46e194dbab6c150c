import { z } from 'zod'

import { fanStandingSchema } from '../fans/tier.ts'

const fen = z.number().int().nonnegative()

/** Longer orders are kept whole in the library; a show needs what of its sheet was sold. */
export const SHOW_ORDER_LINES_MAX = 20

const showOrderLineSchema = z.object({
  /** The item of the show's sheet that was bought; null for what is not on it. */
  itemId: z.string().nullable(),
  productId: z.string().nullable(),
  name: z.string(),
  quantity: z.number().int().positive(),
  amountFen: fen,
})

/**
 * An order as the show it was placed in knows it. `keys` are all viewer keys of the buyer that the library knew, the
 * shop's first, so that orders meet the danmaku of the same person. `refundedFen` is what went back so far;
 * `refunded` says that the whole order did: it then counts neither as a purchase nor against the stock.
 */
export const showOrderSchema = z.object({
  orderId: z.string(),
  userId: z.string(),
  userName: z.string(),
  fanId: z.string().nullable(),
  keys: z.array(z.string()).max(21),
  fan: fanStandingSchema,
  placedAtMs: z.number().int(),
  amountFen: fen,
  refundedFen: fen,
  refunded: z.boolean(),
  lines: z.array(showOrderLineSchema).max(SHOW_ORDER_LINES_MAX),
})
export type ShowOrder = z.infer<typeof showOrderSchema>

/** What the order brought after refunds, in fen. */
export const netFenOf = (order: Pick<ShowOrder, 'amountFen' | 'refundedFen' | 'refunded'>): number =>
  order.refunded ? 0 : Math.max(0, order.amountFen - order.refundedFen)

/** How many pieces of each item the order holds at this moment, by itemId; none once it was refunded. */
export function piecesOf(order: Pick<ShowOrder, 'lines' | 'refunded'>): ReadonlyMap<string, number> {
  const pieces = new Map<string, number>()
  if (order.refunded) return pieces
  for (const { itemId, quantity } of order.lines) {
    if (itemId !== null) pieces.set(itemId, (pieces.get(itemId) ?? 0) + quantity)
  }
  return pieces
}
