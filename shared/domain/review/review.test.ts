import { describe, expect, it } from 'vitest'

import { GUEST } from '../fans/tier.ts'
import { decideOrder } from '../orders/decide-order.ts'
import { orderSchema, type Order } from '../orders/order.ts'
import { itemOf } from '../run-sheet/item.ts'
import { SYSTEM } from '../session/actor.ts'
import type { EventBody } from '../session/event.ts'
import { A_MEI, HOST, Show, XIAO_LIN } from '../testing/show.ts'
import { associationOf } from './association.ts'
import type { Review } from './review.ts'
import { reviewOf } from './review-of.ts'

const COAT = itemOf({
  itemId: 'i1',
  number: 1,
  productId: 'coat',
  title: '羊绒大衣',
  listPriceFen: 1,
  priceFen: 1,
  stock: 2,
  plannedMs: 60_000,
})
const SCARF = itemOf({ itemId: 'i2', number: 2, title: '真丝围巾', listPriceFen: 1, priceFen: 1, stock: 9 })

class Evening extends Show {
  constructor() {
    super()
    this.append(HOST, [{ type: 'runSheetLoaded', body: { items: [COAT, SCARF], from: 'import' } }])
  }
  come(...users: readonly string[]): void {
    for (const by of users)
      this.append(SYSTEM, [{ type: 'viewerEntered', body: { userId: `room:${by}`, userName: by } }])
  }
  go(...users: readonly string[]): void {
    for (const by of users)
      this.append(SYSTEM, [{ type: 'viewerLeft', body: { userId: `room:${by}`, userName: by } }])
  }
  order(orderId: string, by: string, more: Partial<Order> = {}): Order {
    const order = orderSchema.parse({
      orderId,
      buyer: { source: 'room', userId: by, name: by },
      lines: [{ itemNumber: 1, quantity: 1, amountFen: 1_000 }],
      amountFen: 1_000,
      status: 'paid',
      placedAtMs: this.nowMs,
      ...more,
    })
    const buyer = { fanId: null, name: by, keys: [`room:${by}`], standing: GUEST }
    this.append(SYSTEM, decideOrder(this.state, order, buyer, this.nowMs))
    return order
  }
  sample(more: Partial<EventBody<'healthSampled'>>): void {
    const empty = { renderMs: null, skipped: 0, cameras: [], recording: null, outputs: [] }
    const unknown = { cpu: null, memory: null, diskBytes: null, peakDb: null }
    this.append(HOST, [{ type: 'healthSampled', body: { fps: 30, ...empty, ...unknown, ...more } }])
  }
  review(): Review {
    return reviewOf(this.events)
  }
}

describe('who was there', () => {
  it('counts visits that last into the show, merges what overlaps, and lets a leaving come before an entry', () => {
    const show = new Evening()
    show.come('early', 'gone')
    show.wait(10_000)
    show.go('gone')
    show.command(HOST, { type: 'goLive' })
    show.come('a')
    show.wait(60_000)
    show.come('a')
    show.go('early')
    show.come('b')
    show.wait(30_000)
    show.go('a')
    show.wait(30_000)
    show.go('a')
    show.command(HOST, { type: 'endShow' })
    const { metrics, minutes } = show.review()
    expect(metrics).toMatchObject({ pv: 4, uv: 3, pcu: 2, watchMs: 60_000 + 120_000 + 60_000 })
    expect(minutes).toMatchObject([
      { entries: 2, onlineMax: 2, onlineAverage: 2 },
      { entries: 2, onlineMax: 2, onlineAverage: 2 },
    ])
  })

  it('ends with the last event when nobody ended the show, however late the studio noticed', () => {
    const show = new Evening()
    show.command(HOST, { type: 'goLive' })
    show.come('a')
    show.wait(5_000)
    show.say('主播好', 'a')
    const crashed = show.review()
    show.wait(20 * 3_600_000)
    show.append(SYSTEM, [{ type: 'showEnded', body: { reason: 'abandoned' } }])
    const { metrics, session } = show.review()
    expect(metrics).toEqual(crashed.metrics)
    expect(metrics.watchMs).toBe(5_000)
    expect([session.endReason, session.toMs]).toEqual(['abandoned', crashed.session.toMs])
  })
})

describe('items', () => {
  it('have their time on air, who was there, what was asked, and what was bought while on air', () => {
    const show = new Evening()
    show.command(HOST, { type: 'takeItem', itemId: 'i1' })
    show.come('a', 'b')
    show.wait(5_000)
    show.command(HOST, { type: 'goLive' })
    show.wait(20_000)
    const asked = show.say('1号有L码吗', 'a') ?? ''
    show.command(XIAO_LIN, { type: 'replyToQuestion', questionId: asked, text: '有的' })
    show.order('o1', 'a')
    show.wait(40_000)
    show.go('b')
    show.command(HOST, { type: 'takeItem', itemId: 'i2' })
    show.wait(10_000)
    show.come('c')
    show.order('o2', 'c')
    show.order('o3', 'b', { refundedFen: 500, status: 'partlyRefunded' })
    show.wait(50_000)
    show.order('o4', 'a', { status: 'refunded' })
    show.command(HOST, { type: 'endShow' })
    const { items, metrics, markers } = show.review()
    expect(items).toMatchObject([
      {
        itemId: 'i1',
        plannedMs: 60_000,
        airedMs: 60_000,
        viewers: 2,
        questions: [{ intent: 'size', threads: 1, inTime: 1, missed: 0 }],
        orders: 3,
        buyers: 3,
        pieces: 3,
        gmvFen: 2_500,
        conversionRate: 0.5,
        stockAtEnd: 0,
        ordersAfterSoldOut: 0,
      },
      { itemId: 'i2', airedMs: 60_000, viewers: 2, orders: 0, conversionRate: 0 },
    ])
    expect(metrics).toMatchObject({ orders: 3, refundedOrders: 1, refundedFen: 1_500, gmvFen: 2_500 })
    expect(markers.filter(({ kind }) => kind === 'soldOut')).toMatchObject([{ text: '羊绒大衣' }])
  })

  it('tell questions that nobody answered from those answered late', () => {
    const show = new Evening()
    show.command(HOST, { type: 'goLive' })
    const late = show.say('1号有L码吗', 'a') ?? ''
    show.wait(31_000)
    show.command(XIAO_LIN, { type: 'replyToQuestion', questionId: late, text: '有的' })
    show.say('1号有M码吗', 'b')
    show.wait(31_000)
    show.command(HOST, { type: 'endShow' })
    const { items, metrics } = show.review()
    expect(metrics).toMatchObject({ late: 1, missed: 1 })
    expect(items[0]?.questions).toEqual([{ intent: 'size', threads: 2, inTime: 0, missed: 1 }])
  })
})

describe('questions', () => {
  it('tell every fate, and by whom', () => {
    const show = new Evening()
    show.command(HOST, { type: 'goLive' })
    const say = (text: string, by: string) => show.say(text, by) ?? ''
    const [size, price, ship] = [say('1号有L码吗', 'a'), say('2号多少钱', 'b'), say('什么时候发货', 'c')]
    show.command(A_MEI, { type: 'claimQuestion', questionId: price })
    show.command(XIAO_LIN, { type: 'replyToQuestion', questionId: size, text: '有' })
    show.wait(21_000)
    show.command(XIAO_LIN, { type: 'dismissQuestion', questionId: ship })
    show.wait(10_000)
    show.command(XIAO_LIN, { type: 'replyToQuestion', questionId: price, text: '399' })
    show.command(A_MEI, { type: 'reopenQuestion', questionId: price })
    show.command(A_MEI, { type: 'replyToQuestion', questionId: price, text: '直播价 399' })
    const last = say('求链接', 'a')
    show.wait(1_000)
    show.command(HOST, { type: 'endShow' })
    const { threads, moderators, metrics } = show.review()
    const fates = new Map(threads.map(({ questionId, outcome }) => [questionId, outcome]))
    expect([size, price, ship, last].map((id) => fates.get(id))).toEqual([
      'inTime',
      'late',
      'dismissed',
      'pending',
    ])
    expect(threads.find(({ questionId }) => questionId === price)).toMatchObject({
      claims: [{ name: '阿梅', lapsed: true }],
      answer: { text: '直播价 399' },
      responseMs: 31_000,
      reopened: 1,
    })
    expect(moderators).toMatchObject([
      { name: '阿梅', claims: 1, lapsed: 1, answered: 1, late: 1, responseP50Ms: 31_000 },
      { name: '小林', answered: 1, inTime: 1, dismissed: 1 },
    ])
    expect(metrics).toMatchObject({ threads: 3, eligible: 2, within30sRate: 0.5, pendingAtEnd: 1 })
  })
})

describe('incidents', () => {
  it('begin and end with what the studio noticed', () => {
    const show = new Evening()
    show.command(HOST, { type: 'goLive', override: { reason: '赶时间', lines: ['sound/silent'] } })
    const startMs = show.nowMs
    const output = (status: 'reconnecting' | 'live', problem: string | null) =>
      show.append(HOST, [{ type: 'outputChanged', body: { output: 'w1', kind: 'whip', status, problem } }])
    output('reconnecting', 'network')
    for (let second = 0; second < 10; second++) {
      show.wait(1_000)
      show.sample({ fps: second < 6 ? 0 : 30, cpu: 0.5 })
    }
    output('live', null)
    show.wait(40_000)
    show.sample({})
    show.command(HOST, { type: 'endShow' })
    const { incidents, minutes } = show.review()
    expect(incidents).toMatchObject([
      { kind: 'preflight', subject: 'sound', problem: 'silent' },
      { kind: 'output', subject: 'whip', problem: 'network', fromMs: startMs, toMs: startMs + 10_000 },
      { kind: 'frames', problem: 'pictureStopped', fromMs: startMs + 3_000, toMs: startMs + 9_000 },
      { kind: 'service', problem: 'gap', fromMs: startMs + 10_000, toMs: startMs + 50_000 },
    ])
    expect(minutes[0]?.health).toMatchObject({ fpsMin: 0, cpuMax: 0.5 })
  })
})

describe('the association of answers with orders', () => {
  const asks = (answered: number, rest: number) =>
    Array.from({ length: answered + rest }, (_, index) => ({
      userId: `room:u${index}`,
      firstAtMs: 1_000,
      inTime: index < answered,
    }))
  const ordersOf = (...users: readonly number[]) =>
    users.map((index) => ({
      orderId: `o${index}`,
      userId: `room:u${index}`,
      userName: '',
      fanId: null,
      keys: [`room:u${index}`],
      fan: GUEST,
      placedAtMs: 2_000,
      amountFen: 1,
      refundedFen: 0,
      refunded: false,
      lines: [],
    }))

  it('has the interval that Newcombe published for 56 of 70 against 48 of 80', () => {
    const users = Array.from({ length: 150 }, (_, index) => index)
    const ordered = [...users.slice(0, 56), ...users.slice(70, 70 + 48)]
    const { answered, rest, difference, interval } = associationOf(asks(70, 80), ordersOf(...ordered))
    expect([answered, rest]).toEqual([
      { n: 70, ordered: 56 },
      { n: 80, ordered: 48 },
    ])
    expect(difference).toBeCloseTo(0.2, 10)
    expect(interval?.low).toBeCloseTo(0.0524, 4)
    expect(interval?.high).toBeCloseTo(0.3339, 4)
  })

  it('counts no order from before the first question, none that went back, and tells nothing of one group alone', () => {
    const [first, second] = ordersOf(0, 1)
    if (!first || !second) throw new Error('no orders')
    const { answered, difference } = associationOf(asks(2, 0), [
      { ...first, placedAtMs: 1_000 },
      { ...second, refunded: true },
    ])
    expect([answered.ordered, difference]).toEqual([0, null])
  })
})
