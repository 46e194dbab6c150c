import { netFenOf, piecesOf, type ShowOrder } from '../orders/show-order.ts'
import { associationOf } from './association.ts'
import { buyersOf, itemFenOf, standing } from './buyers.ts'
import type { LogFigures, LogRest, LogReview } from './log-review.ts'
import type { Metrics } from './metrics.ts'
import { ratio } from './rank.ts'
import type { Review, ReviewedSession, ReviewItem, ReviewMinute } from './review.ts'
import { sessionOrders, type ToldOrder } from './session-orders.ts'
import { withOrdersAfter } from './shout-outs.ts'
import { minuteOf } from './window.ts'

/** The review with the orders of the log and those that the library holds of the session now. Cheap: no event is read. */
export function withOrders({ figures, rest }: LogReview, told: Iterable<ToldOrder>): Review {
  const orders = sessionOrders({ ...rest, orders: figures.orders }, told)
  const { asks, runSheet: _runSheet, airings: _airings, ...logged } = rest
  return {
    ...logged,
    session: figures.session,
    metrics: metricsOf(figures, orders),
    minutes: minutesOf(figures.session, rest.minutes, orders),
    items: rest.items.map((item) => itemOf(item, orders)),
    shoutOuts: [...withOrdersAfter(rest.shoutOuts, orders)],
    association: associationOf(asks, orders),
  }
}

/** The headline figures alone. */
export function metricsWithOrders(figures: LogFigures, told: Iterable<ToldOrder>): Metrics {
  return metricsOf(figures, sessionOrders({ orders: figures.orders, runSheet: [], airings: [] }, told))
}

function metricsOf({ metrics }: LogFigures, orders: readonly ShowOrder[]): Metrics {
  const kept = standing(orders)
  const buyers = new Set(buyersOf(kept)).size
  const gmvFen = kept.reduce((sum, order) => sum + netFenOf(order), 0)
  const paidFen = orders.reduce((sum, { amountFen }) => sum + amountFen, 0)
  const { pv, uv, pcu, pcuBucketMs, watchMs, watchMsPerViewer, ...others } = metrics
  const { messages, interactors, interactionRate, likes, likers, ...questions } = others
  return {
    pv,
    uv,
    pcu,
    pcuBucketMs,
    watchMs,
    watchMsPerViewer,
    messages,
    interactors,
    interactionRate,
    likes,
    likers,
    orders: kept.length,
    buyers,
    conversionRate: ratio(buyers, uv),
    gmvFen,
    refundedOrders: orders.length - kept.length,
    refundedFen: paidFen - gmvFen,
    gpmFen: ratio(gmvFen * 1000, pv),
    uvValueFen: ratio(gmvFen, uv),
    aovFen: ratio(gmvFen, buyers),
    ...questions,
  }
}

function minutesOf(
  session: ReviewedSession,
  minutes: LogRest['minutes'],
  orders: readonly ShowOrder[],
): ReviewMinute[] {
  const counted = minutes.map((minute): ReviewMinute => ({ ...minute, orders: 0, gmvFen: 0 }))
  for (const order of standing(orders)) {
    const { placedAtMs } = order
    if (placedAtMs < session.fromMs || placedAtMs > session.toMs) continue
    const minute = counted[minuteOf(session, placedAtMs) ?? -1]
    if (!minute) continue
    minute.orders += 1
    minute.gmvFen += netFenOf(order)
  }
  return counted
}

function itemOf(item: LogRest['items'][number], orders: readonly ShowOrder[]): ReviewItem {
  const own = standing(orders).filter(({ lines }) => lines.some(({ itemId }) => itemId === item.itemId))
  const onAir = ({ placedAtMs }: ShowOrder): boolean =>
    item.spans.some(({ fromMs, toMs }) => placedAtMs >= fromMs && placedAtMs <= toMs)
  const buyers = buyersOf(own)
  const buyersOnAir = new Set(buyers.filter((_, index) => own[index] !== undefined && onAir(own[index])))
  const { soldOutAtMs } = item
  return {
    ...item,
    orders: own.length,
    buyers: new Set(buyers).size,
    pieces: own.reduce((sum, order) => sum + (piecesOf(order).get(item.itemId) ?? 0), 0),
    gmvFen: own.reduce((sum, order) => sum + itemFenOf(order, item.itemId), 0),
    conversionRate: ratio(buyersOnAir.size, item.viewers),
    ordersAfterSoldOut:
      soldOutAtMs === null ? 0 : own.filter(({ placedAtMs }) => placedAtMs > soldOutAtMs).length,
  }
}
