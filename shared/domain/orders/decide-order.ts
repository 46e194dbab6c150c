import type { FanStanding } from '../fans/tier.ts'
import { itemIdOnAirAt } from '../run-sheet/airings.ts'
import type { Item } from '../run-sheet/item.ts'
import { itemById, itemByNumber } from '../run-sheet/run-sheet.ts'
import type { NewEvent } from '../session/event.ts'
import type { SessionState } from '../session/state.ts'
import { publicName } from './buyer-key.ts'
import type { Order, OrderLine } from './order.ts'
import { SHOW_ORDER_LINES_MAX, type ShowOrder } from './show-order.ts'

/** The clock of a shop system may be ahead of ours by this much. */
const CLOCK_AHEAD_MS = 2 * 60_000

/** Orders of a show, and refunds of them, go into its log until this long after its end; later the library has them. */
const LATE_MS = 30 * 60_000

/** What the library knew of the buyer when the order came. `keys`: all viewer keys of the person. */
export interface Buyer {
  readonly fanId: string | null
  readonly name: string
  readonly keys: readonly string[]
  readonly standing: FanStanding
}

/**
 * What an order means to the running show: nothing when it was placed outside of it, when the show is a rehearsal,
 * or when all of it is known. May be asked again with the same order, or an older state of it, without harm.
 */
export function decideOrder(state: SessionState, order: Order, buyer: Buyer, nowMs: number): NewEvent[] {
  if (!isOfShow(state, order, nowMs)) return []
  const known = state.orders.get(order.orderId)
  if (!known) return [{ type: 'orderPlaced', body: { order: showOrderOf(state, order, buyer) } }]
  const refundedFen = Math.max(known.refundedFen, order.refundedFen)
  const refunded = known.refunded || order.status === 'refunded'
  if (refundedFen === known.refundedFen && refunded === known.refunded) return []
  return [{ type: 'orderRefunded', body: { orderId: order.orderId, refundedFen, refunded } }]
}

function isOfShow(state: SessionState, { placedAtMs }: Order, nowMs: number): boolean {
  const { kind, liveAtMs, endedAtMs } = state
  if (kind !== 'show' || liveAtMs === null || placedAtMs < liveAtMs) return false
  if (endedAtMs === null) return placedAtMs <= nowMs + CLOCK_AHEAD_MS
  return placedAtMs <= endedAtMs && nowMs <= endedAtMs + LATE_MS
}

/** The order as the show with this sheet knows it. */
export const showOrderOf = (
  state: Pick<SessionState, 'runSheet' | 'airings'>,
  order: Order,
  buyer: Buyer,
): ShowOrder => ({
  orderId: order.orderId,
  userId: buyer.keys[0] ?? '',
  userName: publicName(order.buyer.name || buyer.name),
  fanId: buyer.fanId,
  keys: [...buyer.keys],
  fan: buyer.standing,
  placedAtMs: order.placedAtMs,
  amountFen: order.amountFen,
  refundedFen: order.refundedFen,
  refunded: order.status === 'refunded',
  lines: order.lines.slice(0, SHOW_ORDER_LINES_MAX).map((line) => {
    const item = itemOfLine(state, line, order.placedAtMs)
    return {
      itemId: item?.itemId ?? null,
      productId: line.productId ?? item?.productId ?? null,
      name: line.name || (item?.title ?? ''),
      quantity: line.quantity,
      amountFen: line.amountFen,
    }
  }),
})

/**
 * The item of the sheet that a line means: by product, by link number, by title; and only when the shop tells none of
 * these, what was on air when the order was placed.
 */
export function itemOfLine(
  state: Pick<SessionState, 'runSheet' | 'airings'>,
  { productId, itemNumber, name }: OrderLine,
  placedAtMs: number,
): Item | null {
  const byProduct =
    productId === null ? undefined : state.runSheet.find((item) => item.productId === productId)
  if (byProduct) return byProduct
  if (itemNumber !== null) return itemByNumber(state.runSheet, itemNumber)
  if (name !== '') return itemByTitle(state.runSheet, name)
  return productId === null ? itemById(state.runSheet, itemIdOnAirAt(state.airings, placedAtMs) ?? '') : null
}

/** Shops write more than sheets do (双面羊绒大衣 驼色 M for 羊绒大衣): the longest title inside the name counts. */
function itemByTitle(sheet: readonly Item[], name: string): Item | null {
  const inside = sheet.filter(({ title }) => title.length >= 2 && name.includes(title))
  const longest = Math.max(...inside.map(({ title }) => title.length))
  const [item, another] = inside.filter(({ title }) => title.length === longest)
  return item && !another ? item : null
}
