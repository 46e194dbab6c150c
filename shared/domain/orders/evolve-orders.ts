import { unreachable } from '#shared/lib/unreachable.ts'
import type { KnownEvent } from '../session/event.ts'
import type { SessionDraft } from '../session/state.ts'
import { countStock } from '../run-sheet/count-stock.ts'
import { netFenOf, piecesOf, type ShowOrder } from './show-order.ts'

type OrderEvent = Extract<KnownEvent, { type: 'orderPlaced' | 'orderRefunded' }>

/** Keeps the orders of the show and their totals: those refunded in full count neither as orders nor as buyers. */
export function evolveOrders(draft: SessionDraft, event: OrderEvent): void {
  switch (event.type) {
    case 'orderPlaced':
      replace(draft, event.body.order)
      return
    case 'orderRefunded': {
      const { orderId, refundedFen, refunded } = event.body
      const order = draft.orders.get(orderId)
      if (order) replace(draft, { ...order, refundedFen, refunded })
      return
    }
    default:
      unreachable(event)
  }
}

function replace(draft: SessionDraft, order: ShowOrder): void {
  const before = draft.orders.get(order.orderId)
  const counted = (value: ShowOrder | undefined): number => (value && !value.refunded ? 1 : 0)
  const gained = counted(order) - counted(before)
  // Whether the buyer is counted by another order does not change with this one.
  const alone = gained !== 0 && !hasOther(draft.orders, order)
  draft.orders.set(order.orderId, order)
  countStock(draft, before ? piecesOf(before) : new Map(), piecesOf(order))
  draft.totals = {
    ...draft.totals,
    orders: draft.totals.orders + gained,
    gmvFen: draft.totals.gmvFen + netFenOf(order) - (before ? netFenOf(before) : 0),
    buyers: draft.totals.buyers + (alone ? gained : 0),
  }
}

function hasOther(orders: ReadonlyMap<string, ShowOrder>, { orderId, ...order }: ShowOrder): boolean {
  for (const other of orders.values()) {
    if (other.orderId !== orderId && !other.refunded && buyerOf(other) === buyerOf(order)) return true
  }
  return false
}

const buyerOf = ({ fanId, userId }: Pick<ShowOrder, 'fanId' | 'userId'>): string => fanId ?? userId
