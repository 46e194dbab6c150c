import { expect, test } from 'vitest'
import type { ShowOrder } from '../orders/show-order.ts'
import { SYSTEM } from '../session/actor.ts'
import { HOST, Show } from '../testing/show.ts'
import { itemOf } from './item.ts'

const order = (orderId: string, quantity: number, itemId = 'i3'): ShowOrder => ({
  orderId,
  userId: 'shop:u1',
  userName: '小王',
  fanId: null,
  keys: ['shop:u1'],
  fan: { tier: 'guest', privateDomain: false },
  placedAtMs: 1_000_000,
  amountFen: 39_900 * quantity,
  refundedFen: 0,
  refunded: false,
  lines: [{ itemId, productId: null, name: '大衣', quantity, amountFen: 39_900 * quantity }],
})

function liveWith(stock: number | null): Show {
  const show = new Show()
  const item = itemOf({
    itemId: 'i3',
    number: 3,
    title: '大衣',
    priceFen: 39_900,
    listPriceFen: null,
    stock,
  })
  show.command(HOST, { type: 'loadRunSheet', items: [item], from: 'template' })
  show.command(HOST, { type: 'goLive' })
  show.command(HOST, { type: 'takeItem', itemId: 'i3' })
  return show
}
const place = (show: Show, orderId: string, quantity: number, itemId?: string) =>
  show.append(SYSTEM, [{ type: 'orderPlaced', body: { order: order(orderId, quantity, itemId) } }])
const refund = (show: Show, orderId: string) =>
  show.append(SYSTEM, [{ type: 'orderRefunded', body: { orderId, refundedFen: 1, refunded: true } }])
const stock = (show: Show) => show.state.runSheet[0]?.stock

test('an order takes its pieces off the stock, on air at once, and a refund gives them back', () => {
  const show = liveWith(42)
  place(show, 'o1', 2)
  expect(stock(show)).toBe(40)
  expect(show.state.itemOnAir?.item.stock).toBe(40)
  refund(show, 'o1')
  expect(stock(show)).toBe(42)
})

test('the last piece sells the item out, and pieces ordered beyond it come back from nowhere', () => {
  const show = liveWith(1)
  place(show, 'o1', 1)
  place(show, 'o2', 2)
  expect(stock(show)).toBe(0)
  refund(show, 'o2')
  expect(stock(show)).toBe(0)
  refund(show, 'o1')
  expect(stock(show)).toBe(1)
})

test('stock counted by hand is the truth from there on', () => {
  const show = liveWith(1)
  place(show, 'o1', 3)
  show.command(HOST, { type: 'adjustStock', itemId: 'i3', stock: 10 })
  place(show, 'o2', 1)
  expect(stock(show)).toBe(9)
})

test('stock that is not counted stays so, and an order of something else changes nothing', () => {
  const uncounted = liveWith(null)
  place(uncounted, 'o1', 1)
  expect(stock(uncounted)).toBeNull()
  const show = liveWith(5)
  place(show, 'o1', 1, 'other')
  expect(stock(show)).toBe(5)
})
