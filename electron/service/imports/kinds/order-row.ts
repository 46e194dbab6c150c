import type { Identity } from '#shared/domain/fans/fan.ts'
import type { ParsedRow, RowCells } from '#shared/domain/imports/row-cells.ts'
import type { Order, OrderLine } from '#shared/domain/orders/order.ts'
import { identitiesOf } from './fan-row.ts'

/** What one row of an order list says. */
export interface OrderRow {
  readonly orderId: string
  readonly buyer: Identity & { readonly name: string }
  readonly line: OrderLine
  /** Of the whole order; null where rows tell their own amounts, which then add up. */
  readonly amountFen: number | null
  /** Null: the list has no such column, or nothing in it. */
  readonly refundedFen: number | null
  readonly status: Order['status']
  readonly placedAtMs: number
}

const ID_MAX = 80

export function parseOrderRow(cells: RowCells): ParsedRow<OrderRow> {
  const orderId = idOf(cells, 'orderId')
  if (orderId === null) cells.refuse('missing', 'orderId')
  const [buyer] = identitiesOf(cells)
  if (!buyer) cells.refuse('noIdentity')
  const paidAtMs = cells.date('paidAt')
  const placedAtMs = cells.date('placedAt') ?? paidAtMs
  if (placedAtMs === null) cells.refuse('missing', 'placedAt')
  const whole = cells.money('amount')
  const own = cells.money('lineAmount')
  if (whole === null && own === null) cells.refuse('missing', 'amount')
  const refundedFen = cells.unsignedMoney('refund')
  const status = statusOf(cells.raw('status'), paidAtMs !== null || (refundedFen ?? 0) > 0)
  if (status === null) cells.refuse('notPaid', 'status', cells.raw('status'))
  // 抖音 and others give each line a number of its own, and the amount beside it is that line's.
  const isOwnRow = idOf(cells, 'subOrderId') !== null
  const itemNumber = cells.whole('itemNumber', 999)
  return cells.done({
    orderId: orderId ?? '',
    buyer: {
      source: buyer?.source ?? '',
      userId: buyer?.userId ?? '',
      name: cells.clipped('name', 40) ?? '',
    },
    line: {
      productId: cells.text('productId', 64),
      itemNumber: itemNumber === 0 ? null : itemNumber,
      name: cells.clipped('productName', 120) ?? '',
      quantity: Math.max(1, cells.whole('quantity', 100_000) ?? 1),
      amountFen: own ?? (isOwnRow ? (whole ?? 0) : 0),
    },
    amountFen: isOwnRow ? null : whole,
    refundedFen,
    status: status ?? 'paid',
    placedAtMs: placedAtMs ?? 0,
  })
}

/** Spreadsheet programs are kept from eating long numbers by an apostrophe, a tab, or `="…"`. */
function idOf(cells: RowCells, field: string): string | null {
  const text = cells.text(field, ID_MAX + 10)
  if (text === null) return null
  const id = text
    .replace(/^="(.*)"$/, '$1')
    .replace(/^['‘’`]/, '')
    .trim()
  if (/^\d(?:\.\d+)?e\+?\d+$/i.test(id)) {
    cells.refuse('lostDigits', field, id)
    return null
  }
  return id === '' ? null : id
}

/**
 * What the words of shops mean; null: never paid. A closed order was paid once if it has a time of payment or a
 * refund. While a refund is only asked for the order stands.
 */
function statusOf(raw: string, wasPaid: boolean): Order['status'] | null {
  const word = raw.normalize('NFKC').replaceAll(/\s/g, '').toLowerCase()
  if (/部分退款|partial/.test(word)) return 'partlyRefunded'
  if (/退款中|申请退款|退款失败|拒绝退款|退款关闭|refunding/.test(word)) return 'paid'
  if (/退款|退货完成|refunded/.test(word)) return 'refunded'
  if (/待付|未付|待支付|未支付|等待买家付款|unpaid|pending/.test(word)) return null
  if (/关闭|取消|closed|cancel/.test(word)) return wasPaid ? 'refunded' : null
  return 'paid'
}
