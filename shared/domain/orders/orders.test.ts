import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { GUEST } from '../fans/tier.ts'
import { itemOf } from '../run-sheet/item.ts'
import { evolveAll } from '../session/evolve.ts'
import { fromSnapshot, snapshotSchema, toSnapshot } from '../session/state.ts'
import { SYSTEM } from '../session/actor.ts'
import { HOST, Show, XIAO_LIN } from '../testing/show.ts'
import { boughtAfterAnswer, questionsOfBuyer } from './buyer-questions.ts'
import { buyerKeys, fanIdOfKey, nameOfId } from './buyer-key.ts'
import { decideOrder } from './decide-order.ts'
import { mergeOrder, settledOrder } from './merge-order.ts'
import { orderSchema, type Order } from './order.ts'

const COAT = itemOf({
  itemId: 'i1',
  number: 1,
  productId: 'coat',
  title: '羊绒大衣',
  listPriceFen: 1,
  priceFen: 1,
  stock: 9,
})
const SCARF = itemOf({ itemId: 'i2', number: 2, title: '真丝围巾', listPriceFen: 1, priceFen: 1, stock: 9 })

class Sale extends Show {
  constructor() {
    super()
    for (const [index, item] of [COAT, SCARF].entries()) this.command(HOST, { type: 'addItem', item, index })
    this.command(HOST, { type: 'goLive' })
  }

  order(id: string, more: Partial<Order> = {}, by = 'a'): Order {
    return orderSchema.parse({
      orderId: id,
      buyer: { source: 'room', userId: by, name: by },
      lines: [{ productId: 'coat', quantity: 1, amountFen: 500 }],
      amountFen: 500,
      status: 'paid',
      placedAtMs: this.nowMs,
      ...more,
    })
  }

  /** Tells the show of the order; whether that was news. */
  tell(order: Order): boolean {
    const { source, userId } = order.buyer
    const buyer = { fanId: null, name: userId, keys: [`${source}:${userId}`], standing: GUEST }
    const events = decideOrder(this.state, order, buyer, this.nowMs)
    this.append(SYSTEM, events)
    return events.length > 0
  }

  stock(itemId: string): number | null | undefined {
    return this.state.runSheet.find((item) => item.itemId === itemId)?.stock
  }

  itemsOf(orderId: string): (string | null)[] {
    return this.state.orders.get(orderId)?.lines.map(({ itemId }) => itemId) ?? []
  }
}

describe('an order in a show', () => {
  it('counts once, and what went back is taken off', () => {
    const sale = new Sale()
    expect(sale.tell(sale.order('1'))).toBe(true)
    expect(sale.tell(sale.order('1'))).toBe(false)
    sale.tell(sale.order('2', { refundedFen: 200, status: 'partlyRefunded' }))
    sale.tell(sale.order('3', {}, 'b'))
    expect(sale.state.totals).toMatchObject({ orders: 3, gmvFen: 1_300, buyers: 2 })
    sale.tell(sale.order('3', { status: 'refunded' }, 'b'))
    expect(sale.tell(sale.order('3', {}, 'b'))).toBe(false)
    expect(sale.state.totals).toMatchObject({ orders: 2, gmvFen: 800, buyers: 1 })
    expect(sale.stock('i1')).toBe(7)
  })

  it('belongs to the show that was live when it was placed, for some minutes after its end too', () => {
    const sale = new Sale()
    expect(sale.tell(sale.order('before', { placedAtMs: sale.nowMs - 1 }))).toBe(false)
    sale.wait(60_000)
    const during = sale.order('during', { placedAtMs: sale.nowMs - 30_000 })
    sale.command(HOST, { type: 'endShow' })
    sale.wait(5 * 60_000)
    expect(sale.tell(sale.order('after'))).toBe(false)
    expect(sale.tell(during)).toBe(true)
    sale.wait(60 * 60_000)
    expect(sale.tell({ ...during, status: 'refunded' })).toBe(false)
  })

  it('is of no rehearsal', () => {
    const sale = new Sale()
    sale.state = { ...sale.state, kind: 'rehearsal' }
    expect(sale.tell(sale.order('1'))).toBe(false)
  })

  it('is of the item with its product, number or title; of what was on air only when it names nothing', () => {
    const sale = new Sale()
    sale.wait(1_000)
    sale.command(HOST, { type: 'takeItem', itemId: 'i2' })
    const aired = sale.nowMs
    sale.wait(60_000)
    sale.command(HOST, { type: 'takeItem', itemId: 'i1' })
    const line = (more: object) => ({ lines: orderSchema.shape.lines.parse([{ amountFen: 1, ...more }]) })
    sale.tell(sale.order('number', line({ itemNumber: 2 })))
    sale.tell(sale.order('title', line({ name: '2026新款真丝围巾 桑蚕丝' })))
    sale.tell(sale.order('nothing', { ...line({}), placedAtMs: aired + 10 }))
    sale.tell(sale.order('else', line({ name: '运费补差' })))
    sale.tell(sale.order('unlisted', line({ productId: 'hat' })))
    expect(['number', 'title', 'nothing', 'else', 'unlisted'].map((id) => sale.itemsOf(id))).toEqual([
      ['i2'],
      ['i2'],
      ['i2'],
      [null],
      [null],
    ])
  })

  it('meets the questions of its buyer', () => {
    const sale = new Sale()
    const asked = sale.say('1号有L码吗', 'a') ?? ''
    sale.say('多久发货', 'b')
    sale.wait(5_000)
    sale.tell(sale.order('early'))
    sale.command(XIAO_LIN, { type: 'replyToQuestion', questionId: asked, text: '有的' })
    const question = sale.state.questions.get(asked)
    const early = sale.state.orders.get('early')
    if (!question || !early) throw new Error('lost')
    expect(questionsOfBuyer(sale.state.questions.values(), early)).toEqual([question])
    const bought = (by: string) =>
      boughtAfterAnswer(sale.state.orders.values(), question, by)?.orderId ?? null
    sale.wait(1_000)
    expect(bought('room:a')).toBeNull()
    sale.tell(sale.order('late'))
    expect([bought('room:a'), bought('room:b')]).toEqual(['late', null])
    sale.tell(sale.order('late', { status: 'refunded' }))
    expect(bought('room:a')).toBeNull()
  })

  it('comes through a snapshot whole', () => {
    const sale = new Sale()
    sale.tell(sale.order('1'))
    const again = fromSnapshot(snapshotSchema.parse(JSON.parse(JSON.stringify(toSnapshot(sale.state)))))
    expect(again).toEqual(sale.state)
  })
})

describe('whatever comes, in whatever order and however often', () => {
  const told = fc.record({
    id: fc.integer({ min: 0, max: 5 }).map(String),
    refundedFen: fc.constantFrom(0, 100, 300),
    status: fc.constantFrom('paid' as const, 'partlyRefunded' as const, 'refunded' as const),
  })
  const by = (id: string): string => ['a', 'b', 'c'][Number(id) % 3] ?? 'a'

  it('the figures are those of the orders as they stand', () => {
    fc.assert(
      fc.property(fc.array(told, { maxLength: 40 }), (states) => {
        const sale = new Sale()
        for (const { id, ...state } of states) sale.tell(sale.order(id, state, by(id)))
        const ids = [...new Set(states.map(({ id }) => id))]
        const net = ids.map((id) => {
          const own = states.filter((state) => state.id === id)
          if (own.some(({ status }) => status === 'refunded')) return null
          return 500 - Math.max(...own.map(({ refundedFen }) => refundedFen))
        })
        expect(sale.state.totals.orders).toBe(net.filter((fen) => fen !== null).length)
        expect(sale.state.totals.gmvFen).toBe(net.reduce<number>((sum, fen) => sum + (fen ?? 0), 0))
        const buyers = new Set(ids.filter((_, index) => net[index] !== null).map(by))
        expect(sale.state.totals.buyers).toBe(buyers.size)
        expect(sale.stock('i1')).toBe(9 - sale.state.totals.orders)
        expect(evolveAll(new Show().state, sale.events.slice(1)).totals).toEqual(sale.state.totals)
      }),
    )
  })

  it('the stored order ends the same, and refunds only grow', () => {
    const sale = new Sale()
    fc.assert(
      fc.property(fc.array(told, { minLength: 1, maxLength: 12 }), fc.nat(), (states, dice) => {
        const orders = states.map(({ id: _id, ...state }) => sale.order('1', state))
        const join = (list: readonly Order[]): Order =>
          list.slice(1).reduce(mergeOrder, settledOrder(list[0] ?? sale.order('1')))
        const turned = [
          ...orders.slice(dice % orders.length),
          ...orders.slice(0, dice % orders.length),
        ].toReversed()
        expect(join([...turned, ...orders])).toEqual(join(orders))
        let before = settledOrder(sale.order('1'))
        for (const order of orders) {
          const after = mergeOrder(before, order)
          expect(after.refundedFen).toBeGreaterThanOrEqual(before.refundedFen)
          before = after
        }
      }),
    )
  })
})

it('keeps phone numbers out of what a show knows of a buyer', () => {
  const phone = { source: 'phone', userId: '13800138000' }
  const chat = { source: 'room', userId: 'v1' }
  expect(buyerKeys(phone, { fanId: 'f1', identities: [phone, chat] })).toEqual(['room:v1'])
  const [key = ''] = buyerKeys(phone, { fanId: 'f1', identities: [phone] })
  expect([key, fanIdOfKey(key), fanIdOfKey('room:v1')]).toEqual(['fan:f1', 'f1', null])
  expect([phone, { source: 'email', userId: 'mei@example.com' }, chat].map(nameOfId)).toEqual([
    '…8000',
    'me…',
    'v1',
  ])
  const sale = new Sale()
  sale.tell(sale.order('1', { buyer: { ...chat, name: '13800138000' } }))
  expect(sale.state.orders.get('1')?.userName).toBe('…8000')
})
