import { isForgotten } from '../orders/buyer-key.ts'
import { showOrderOf, type Buyer } from '../orders/decide-order.ts'
import type { Order } from '../orders/order.ts'
import type { ShowOrder } from '../orders/show-order.ts'
import type { Airing } from '../run-sheet/airings.ts'
import type { Item } from '../run-sheet/item.ts'

/** An order as the library holds it now, with what it knows of the buyer. */
export interface ToldOrder {
  readonly order: Order
  readonly buyer: Buyer
}

/** What of a log says which orders it holds and which item a line means. */
export interface OrdersInLog {
  readonly orders: readonly ShowOrder[]
  readonly runSheet: readonly Item[]
  readonly airings: readonly Airing[]
}

/**
 * The orders of a session: those of its log, and those that the library learnt later. Of an order that both know, the
 * library's state counts: a log takes in no refund once its show is over.
 */
export function sessionOrders(log: OrdersInLog, told: Iterable<ToldOrder>): readonly ShowOrder[] {
  const orders = new Map(log.orders.map((order) => [order.orderId, order]))
  for (const { order, buyer } of told) {
    const known = orders.get(order.orderId)
    const later = showOrderOf(log, order, buyer)
    orders.set(order.orderId, known ? joined(known, later, isForgotten(order.buyer)) : later)
  }
  return [...orders.values()]
}

/** The log may know by which viewer key the buyer chats, and which item was meant when the order came. */
function joined(known: ShowOrder, later: ShowOrder, forgotten: boolean): ShowOrder {
  const samePerson = forgotten || known.userId === later.userId || later.keys.includes(known.userId)
  const sameLines = known.lines.length === later.lines.length
  return {
    ...later,
    fanId: later.fanId ?? (samePerson ? known.fanId : null),
    keys: samePerson ? [...new Set([...later.keys, ...known.keys])] : later.keys,
    lines: later.lines.map((line, index) => ({
      ...line,
      itemId: (sameLines ? known.lines[index]?.itemId : null) ?? line.itemId,
    })),
  }
}
