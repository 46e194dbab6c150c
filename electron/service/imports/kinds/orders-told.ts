import { mergeOrder } from '#shared/domain/orders/merge-order.ts'
import type { Order, OrderLine } from '#shared/domain/orders/order.ts'
import type { OrderRow } from './order-row.ts'

/**
 * The order that the rows of a file tell together, row by row. `record` is what is known at the first row of an
 * order; later rows go by what that was, since an order half told is no state it ever was in. Rows may be gone
 * through again from the first.
 */
export function ordersTold(): (row: OrderRow, record: Order | null) => Order {
  const places = new WeakMap<OrderRow, number>()
  const counts = new Map<string, number>()
  const parts = new Map<string, { readonly known: Order | null; readonly rows: OrderRow[] }>()

  const placeOf = (row: OrderRow): number => {
    const place = places.get(row) ?? counts.get(row.orderId) ?? 0
    if (!places.has(row)) counts.set(row.orderId, place + 1)
    places.set(row, place)
    return place
  }

  return (row, record) => {
    const before = placeOf(row) === 0 ? undefined : parts.get(row.orderId)
    const part = { known: before ? before.known : record, rows: [...(before?.rows ?? []), row] }
    parts.set(row.orderId, part)
    const order = orderOf(part.rows, row, part.known)
    return part.known ? mergeOrder(part.known, order) : order
  }
}

const PROGRESS: readonly Order['status'][] = ['paid', 'partlyRefunded', 'refunded']

function orderOf(rows: readonly OrderRow[], last: OrderRow, known: Order | null): Order {
  const { orderId, buyer, placedAtMs } = last
  const progress = rows.map(({ status }) => PROGRESS.indexOf(status))
  const whole = rows.findLast(({ amountFen }) => amountFen !== null)?.amountFen ?? null
  const lines = linesOf(
    rows.map(({ line }) => line),
    known?.lines ?? [],
  )
  if (whole !== null) {
    return {
      orderId,
      buyer,
      lines,
      amountFen: whole,
      refundedFen: Math.max(...rows.map(({ refundedFen }) => refundedFen ?? 0)),
      status: PROGRESS[Math.max(...progress)] ?? 'paid',
      placedAtMs,
    }
  }
  // Every row speaks for its line alone: amounts add up, refunds too, and the order went back when all of them did.
  const amountFen = rows.reduce((sum, { line }) => sum + line.amountFen, 0)
  const refundedFen = rows.reduce((sum, row) => sum + refundOfLine(row), 0)
  return {
    orderId,
    buyer,
    lines,
    amountFen,
    refundedFen: Math.min(refundedFen, amountFen),
    status: progress.every((step) => step === 2)
      ? 'refunded'
      : progress.some(Boolean)
        ? 'partlyRefunded'
        : 'paid',
    placedAtMs,
  }
}

const refundOfLine = ({ line, refundedFen, status }: OrderRow): number =>
  refundedFen ?? (status === 'refunded' ? line.amountFen : 0)

/** What is known of lines stays: lists tell less of products than the shop itself. */
function linesOf(told: readonly OrderLine[], known: readonly OrderLine[]): OrderLine[] {
  const [base, other] = known.length >= told.length ? [known, told] : [told, known]
  return base.map((line, place) => ({
    ...line,
    productId: line.productId ?? other[place]?.productId ?? null,
    itemNumber: line.itemNumber ?? other[place]?.itemNumber ?? null,
    name: line.name || (other[place]?.name ?? ''),
    amountFen: line.amountFen || (other[place]?.amountFen ?? 0),
  }))
}
