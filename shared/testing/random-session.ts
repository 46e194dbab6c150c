import fc from 'fast-check'

import { decideOrder } from '#shared/domain/orders/decide-order.ts'
import { orderSchema, type Order } from '#shared/domain/orders/order.ts'
import { GUEST } from '#shared/domain/fans/tier.ts'
import { itemOf } from '#shared/domain/run-sheet/item.ts'
import { SYSTEM } from '#shared/domain/session/actor.ts'
import type { NewEvent, SessionEvent } from '#shared/domain/session/event.ts'
import { A_MEI, ACT_KINDS, HOST, Show, takeStep, XIAO_LIN, type Step } from '#shared/domain/testing/show.ts'

/** One thing that may happen in a session, beside what people do with questions. */
type Happening =
  | Step
  | { readonly do: 'enter' | 'leave' | 'like'; readonly by: string; readonly count: number }
  | { readonly do: 'goLive' | 'takeItem' | 'unknown' | 'restart'; readonly on: number }
  | {
      readonly do: 'order'
      readonly orderId: string
      readonly by: string
      readonly alsoKnownAs: string | null
      readonly refundedFen: number
      readonly status: Order['status']
    }

const viewer = fc.constantFrom('a', 'b', 'c', 'd')

const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('say' as const),
      text: fc.constantFrom('有L码吗', '多少钱', '什么时候发货', '求链接', '1号多少钱', '主播好'),
      by: viewer,
      ageMs: fc.integer({ min: 0, max: 20_000 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.constantFrom(0, 1, 900, 7_000, 25_000, 70_000),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('act' as const),
      actor: fc.constantFrom(HOST, XIAO_LIN, A_MEI),
      kind: fc.constantFrom(...ACT_KINDS),
      on: fc.nat({ max: 30 }),
      other: fc.nat({ max: 30 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom('enter' as const, 'leave' as const, 'like' as const),
      by: viewer,
      count: fc.integer({ min: 1, max: 9 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('goLive' as const, 'takeItem' as const, 'unknown' as const, 'restart' as const),
      on: fc.nat({ max: 2 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('order' as const),
      orderId: fc.constantFrom('o1', 'o2', 'o3', 'o4', 'o5', 'o6'),
      by: viewer,
      alsoKnownAs: fc.option(viewer),
      refundedFen: fc.constantFrom(0, 100, 300, 500),
      status: fc.constantFrom('paid' as const, 'partlyRefunded' as const, 'refunded' as const),
    }),
  },
)

/** How a session may end: by the host, given up much later, by a crash (no end in the log), or with things after it. */
export const ENDS = ['host', 'abandoned', 'crash', 'afterwards'] as const

export interface RandomSession {
  readonly happenings: readonly Happening[]
  readonly end: (typeof ENDS)[number]
}

export const randomSession: fc.Arbitrary<RandomSession> = fc.record({
  happenings: fc.array(happening, { maxLength: 90, size: 'max' }),
  end: fc.constantFrom(...ENDS),
})

/** Lives the session through the studio's own rules and gives its log. */
export function lived({ happenings, end }: RandomSession): { events: readonly SessionEvent[]; show: Show } {
  const show = new Show()
  const extra: SessionEvent[] = []
  const items = [1, 2, 3].map((number) =>
    itemOf({ itemId: `i${number}`, number, title: `商品${number}`, listPriceFen: 1, priceFen: 1, stock: 2 }),
  )
  show.append(HOST, [{ type: 'runSheetLoaded', body: { items, from: 'import' } }])
  for (const one of happenings) happen(show, extra, one)
  if (end === 'host' || end === 'afterwards') show.command(HOST, { type: 'endShow' })
  if (end === 'abandoned') {
    show.wait(50_000_000)
    show.append(SYSTEM, [{ type: 'showEnded', body: { reason: 'abandoned' } }])
  }
  if (end === 'afterwards') {
    show.wait(3_000)
    show.append(SYSTEM, [came('viewerLeft', 'a'), came('viewerEntered', 'd')])
  }
  return { events: numbered([...show.events, ...extra]), show }
}

const came = (type: 'viewerEntered' | 'viewerLeft', by: string): NewEvent => ({
  type,
  body: { userId: `room:${by}`, userName: by },
})

/** What a later studio may have logged lies between the others. */
const numbered = (events: readonly SessionEvent[]): SessionEvent[] => events.toSorted((a, b) => a.seq - b.seq)

function happen(show: Show, extra: SessionEvent[], one: Happening): void {
  switch (one.do) {
    case 'say':
    case 'wait':
    case 'act':
      return takeStep(show, one)
    case 'enter':
      show.append(SYSTEM, [came('viewerEntered', one.by)])
      return
    case 'leave':
      show.append(SYSTEM, [came('viewerLeft', one.by)])
      return
    case 'like':
      show.append(SYSTEM, [
        { type: 'likesAdded', body: { userId: `room:${one.by}`, userName: one.by, count: one.count } },
      ])
      return
    case 'goLive':
      show.command(HOST, { type: 'goLive' })
      return
    case 'takeItem':
      show.command(HOST, { type: 'takeItem', itemId: `i${one.on + 1}` })
      return
    case 'unknown': {
      const seq = show.state.seq + 1
      show.state = { ...show.state, seq }
      const envelope = { seq, atMs: show.nowMs, version: 9, actor: SYSTEM }
      extra.push({ ...envelope, type: 'unknown', originalType: 'hologramShown', body: { questionId: 'q1' } })
      return
    }
    case 'restart': {
      const awaySinceMs = show.events.at(-1)?.atMs ?? show.nowMs
      show.wait(one.on * 20_000)
      show.append(SYSTEM, [{ type: 'serviceResumed', body: { awaySinceMs } }])
      return
    }
    case 'order':
      return order(show, one)
    default:
      one satisfies never
  }
}

/** An order as the library would hold it. */
const orderOf = (
  { orderId, by, refundedFen, status }: Extract<Happening, { do: 'order' }>,
  placedAtMs: number,
): Order =>
  orderSchema.parse({
    orderId,
    buyer: { source: 'room', userId: by, name: by },
    lines: [{ itemNumber: 1, quantity: 1, amountFen: 500 }],
    amountFen: 500,
    refundedFen: status === 'refunded' ? 500 : refundedFen,
    status: refundedFen === 500 ? 'refunded' : status,
    placedAtMs,
  })

function order(show: Show, told: Extract<Happening, { do: 'order' }>): void {
  const known = show.state.orders.get(told.orderId)
  const keys = [told.by, ...(told.alsoKnownAs === null ? [] : [told.alsoKnownAs])].map((by) => `room:${by}`)
  const buyer = { fanId: null, name: told.by, keys: [...new Set(keys)], standing: GUEST }
  show.append(
    SYSTEM,
    decideOrder(show.state, orderOf(told, known?.placedAtMs ?? show.nowMs), buyer, show.nowMs),
  )
}
