import { z } from 'zod'

import type { RolledOrder } from './figures.ts'

const fen = z.number().int().nonnegative()

const placed = z.object({
  order: z.object({
    orderId: z.string(),
    placedAtMs: z.number().int(),
    amountFen: fen,
    refundedFen: fen,
    refunded: z.boolean(),
  }),
})
const refunded = z.object({ orderId: z.string(), refundedFen: fen, refunded: z.boolean() })

/** The events that `FoldedOrders` looks at. */
export const ORDER_EVENTS: readonly string[] = ['orderPlaced', 'orderRefunded']

/** Follows the orders of a session: each is counted once, with what of it went back. */
export class FoldedOrders {
  readonly #orders = new Map<string, z.infer<typeof placed>['order']>()

  add(type: string, body: unknown): void {
    if (type === 'orderPlaced') {
      const { data } = placed.safeParse(body)
      if (data) this.#orders.set(data.order.orderId, data.order)
    } else if (type === 'orderRefunded') {
      const { data } = refunded.safeParse(body)
      const order = this.#orders.get(data?.orderId ?? '')
      if (data && order) this.#orders.set(order.orderId, { ...order, ...data })
    }
  }

  finish(): readonly RolledOrder[] {
    return [...this.#orders.values()].map((order) => ({
      orderId: order.orderId,
      placedAtMs: order.placedAtMs,
      netFen: order.refunded ? 0 : Math.max(0, order.amountFen - order.refundedFen),
      refunded: order.refunded,
    }))
  }
}
