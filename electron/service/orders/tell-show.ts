import { viewerKey } from '#shared/domain/danmaku/danmaku.ts'
import { GUEST } from '#shared/domain/fans/tier.ts'
import { buyerKeys } from '#shared/domain/orders/buyer-key.ts'
import { decideOrder, itemOfLine, type Buyer } from '#shared/domain/orders/decide-order.ts'
import type { Order } from '#shared/domain/orders/order.ts'
import { SYSTEM } from '#shared/domain/session/actor.ts'
import type { SessionState } from '#shared/domain/session/state.ts'
import type { Library } from '../library/library.ts'
import type { RunningSession } from '../session/running-session.ts'

/** The order with the products of the show's items where it names only their link numbers. */
export function withShowProducts(state: SessionState, order: Order): Order {
  const isOfShow = decideOrder(state, order, STRANGER, order.placedAtMs).length > 0
  if (!isOfShow || order.lines.every(({ productId }) => productId !== null)) return order
  const lines = order.lines.map((line) => ({
    ...line,
    productId: line.productId ?? itemOfLine(state, line, order.placedAtMs)?.productId ?? null,
  }))
  return { ...order, lines }
}

/**
 * Tells the running session of an order that the library holds, if it was placed in that show. May be repeated: what
 * the session knows changes nothing. False when the session's log could not take it; to be told again then.
 */
export async function tellShow(
  session: RunningSession,
  library: Pick<Library, 'fans'>,
  order: Order,
  nowMs: () => number,
): Promise<boolean> {
  // Most orders of an import are of other days: they cost the session nothing.
  if (decideOrder(session.state(), order, STRANGER, nowMs()).length === 0) return true
  const buyer = buyerOf(library, order)
  const outcome = await session.record(SYSTEM, null, (state) => decideOrder(state, order, buyer, nowMs()))
  return outcome.ok
}

/** An order that was taken in by mistake is gone from the library: the log of the show calls it refunded. */
export async function tellWithdrawn(session: RunningSession, orderId: string): Promise<void> {
  if (session.state().orders.get(orderId)?.refunded !== false) return
  await session.record(SYSTEM, null, (state) => {
    const order = state.orders.get(orderId)
    if (!order || order.refunded) return []
    return [{ type: 'orderRefunded', body: { orderId, refundedFen: order.amountFen, refunded: true } }]
  })
}

const STRANGER: Buyer = { fanId: null, name: '', keys: [], standing: GUEST }

function buyerOf({ fans }: Pick<Library, 'fans'>, { buyer }: Order): Buyer {
  const key = viewerKey(buyer.source, buyer.userId)
  const fan = fans.byKey(key)
  return {
    fanId: fan?.fanId ?? null,
    name: fan?.name ?? buyer.name,
    keys: buyerKeys(buyer, fan),
    standing: fans.standing(key),
  }
}
