import { setImmediate } from 'node:timers/promises'

import { rowReason } from '#shared/domain/imports/reason.ts'
import { ORDER_LINES_MAX, orderSchema, type Order } from '#shared/domain/orders/order.ts'
import { tellShow, tellWithdrawn } from '#service/orders/tell-show.ts'
import type { RunningSession } from '#service/session/running-session.ts'
import { StorageError } from '#service/storage/storage-error.ts'
import type { Importer, ImportContext, RecordStore } from '../importer.ts'
import { accountText } from './fan-row.ts'
import { ORDER_FIELDS } from './order-columns.ts'
import { parseOrderRow, type OrderRow } from './order-row.ts'
import { ordersTold } from './orders-told.ts'

/** Orders out of the lists of shops: during a show, after it, or of the years before. */
export const ordersImporter: Importer<OrderRow, Order> = {
  kind: 'orders',
  columns: ORDER_FIELDS,
  parseRow: parseOrderRow,
  recordSchema: orderSchema,
  titleOf: ({ orderId }) => orderId,
  cellsOf,
  open: orderStore,
}

function orderStore({ library, session, nowMs }: ImportContext): RecordStore<OrderRow, Order> {
  const { orders } = library
  const told = ordersTold()
  const lines = new Map<string, number>()

  return {
    // A column that is not the order's number, taken for one, would make a single order of the whole list.
    refuse: ({ orderId }) => {
      const line = (lines.get(orderId) ?? 0) + 1
      lines.set(orderId, line)
      return line > ORDER_LINES_MAX ? rowReason('tooMany', 'orderId', '', ORDER_LINES_MAX) : null
    },
    keysOfRow: ({ orderId }) => [orderId],
    keysOfRecord: ({ orderId }) => [orderId],
    // An order is known by its own number, stored or not: nothing else may become its id.
    find: (orderId) => orderId,
    read: (orderId) => {
      const stored = orders.byId(orderId)
      return stored && orderSchema.parse(stored)
    },
    create: (row) => orders.prepared(told(row, null)),
    update: (record, row) => orders.prepared(told(row, record)),
    write: (changes) => {
      library.fans.together(() => {
        for (const { id, after } of changes) {
          if (after) orders.put(after)
          else orders.remove(id)
        }
      })
      const running = session()
      // Once the rows are committed, and by what is then stored: the show never hears of what was not kept.
      if (running)
        void setImmediate().then(() =>
          tellAll(
            running,
            changes.map(({ id }) => id),
          ),
        )
    },
    all: () => orders.all(),
  }

  async function tellAll(running: RunningSession, orderIds: readonly string[]): Promise<void> {
    try {
      await Promise.all(
        orderIds.map((orderId) => {
          const order = orders.byId(orderId)
          return order ? tellShow(running, library, order, nowMs) : tellWithdrawn(running, orderId)
        }),
      )
    } catch (error) {
      // The library cannot be read, which whatever asks it next will say; the orders themselves are safe in it.
      if (!(error instanceof StorageError)) throw error
    }
  }
}

function cellsOf(order: Order): Readonly<Record<string, string | number | boolean | null>> {
  const { orderId, buyer, lines, amountFen, refundedFen, status, placedAtMs } = order
  const numbers = lines.map(({ itemNumber }) => itemNumber)
  return {
    orderId,
    name: buyer.name,
    accounts: accountText(buyer),
    productName: lines.map(({ name, productId }) => name || (productId ?? '')).join('；'),
    productId: lines.length === 1 ? (lines[0]?.productId ?? null) : null,
    itemNumber: lines.length === 1 ? (numbers[0] ?? null) : null,
    quantity: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    amount: amountFen,
    refund: refundedFen,
    status: STATUS_WORDS[status],
    placedAt: placedAtMs,
  }
}

const STATUS_WORDS: Readonly<Record<Order['status'], string>> = {
  paid: '已付款',
  partlyRefunded: '部分退款',
  refunded: '已退款',
}
