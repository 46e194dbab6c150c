import { isForgotten } from './buyer-key.ts'
import type { Order, OrderLine } from './order.ts'

const PROGRESS: Readonly<Record<Order['status'], number>> = { paid: 0, partlyRefunded: 1, refunded: 2 }

/** The order with status and refund agreeing: an order that went back in full is refunded, and the other way round. */
export function settledOrder(order: Order): Order {
  const { amountFen, status } = order
  const refundedFen = status === 'refunded' ? amountFen : Math.min(order.refundedFen, amountFen)
  if (refundedFen > 0 && refundedFen === amountFen) return { ...order, refundedFen, status: 'refunded' }
  return { ...order, refundedFen, status: refundedFen > 0 && status === 'paid' ? 'partlyRefunded' : status }
}

/**
 * What is known of an order once another message about it has come, in whatever order messages come and however
 * often: refunds only grow and statuses only move on. Of what does not move (buyer, lines, amount, time) the message
 * that knows of more refunds is believed, of two equals the one that came last; what it leaves open is kept. A buyer
 * who was forgotten stays so, whatever the shop tells later.
 */
export function mergeOrder(known: Order, told: Order): Order {
  const incoming = settledOrder(told)
  const isOlder =
    PROGRESS[incoming.status] < PROGRESS[known.status] || incoming.refundedFen < known.refundedFen
  const [base, other] = isOlder ? [known, incoming] : [incoming, known]
  return settledOrder({
    ...base,
    buyer: isForgotten(known.buyer)
      ? known.buyer
      : { ...base.buyer, name: base.buyer.name || other.buyer.name },
    lines: mergeLines(base.lines, other.lines),
    refundedFen: Math.max(known.refundedFen, incoming.refundedFen),
    status: PROGRESS[known.status] > PROGRESS[incoming.status] ? known.status : incoming.status,
  })
}

function mergeLines(lines: readonly OrderLine[], others: readonly OrderLine[]): OrderLine[] {
  if (lines.length === 0) return [...others]
  if (lines.length !== others.length) return [...lines]
  return lines.map((line, index) => {
    const other = others[index]
    if (!other || other.quantity !== line.quantity) return line
    return {
      ...line,
      productId: line.productId ?? other.productId,
      itemNumber: line.itemNumber ?? other.itemNumber,
      name: line.name || other.name,
    }
  })
}
