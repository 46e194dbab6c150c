import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { GUEST } from '../fans/tier.ts'
import { orderSchema } from '../orders/order.ts'
import { withinLimitRate } from '../questions/within-limit-rate.ts'
import { reviewSchema } from './review.ts'
import { reviewOf } from './review-of.ts'
import { naiveMetrics, naiveOrders, naiveWindow } from './testing/naive-metrics.ts'
import { lived, randomSession } from '#shared/testing/random-session.ts'

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)

describe('whatever happens in a session', () => {
  it('its figures are those that counting the events from their definitions gives', () => {
    fc.assert(
      fc.property(randomSession, (session) => {
        const { events } = lived(session)
        const review = reviewOf(events)
        expect(review.metrics).toEqual(naiveMetrics(events))
        expect(review.session).toMatchObject(naiveWindow(events))
      }),
      { numRuns: 400 },
    )
  })

  it('minutes, threads, items and people add up to the headline figures', () => {
    fc.assert(
      fc.property(randomSession, (session) => {
        const { events } = lived(session)
        const {
          metrics,
          minutes,
          threads,
          moderators,
          session: reviewed,
        } = reviewSchema.parse(reviewOf(events))
        expect(total(minutes.map(({ entries }) => entries))).toBe(metrics.pv)
        expect(total(minutes.map(({ messages }) => messages))).toBe(metrics.messages)
        expect(total(minutes.map(({ likes }) => likes))).toBe(metrics.likes)
        expect(Math.max(...minutes.map(({ onlineMax }) => onlineMax))).toBe(metrics.pcu)
        const lengths = minutes.map(({ startMs }) => Math.min(60_000, reviewed.toMs - startMs))
        expect(
          total(minutes.map(({ onlineAverage }, index) => onlineAverage * (lengths[index] ?? 0))),
        ).toBeCloseTo(metrics.watchMs, 3)
        const counted = threads.filter(({ outcome }) => outcome !== 'merged' && outcome !== 'dismissed')
        expect(counted.length).toBe(metrics.threads)
        expect(total(moderators.map(({ answered }) => answered))).toBe(metrics.answered)
        expect(total(moderators.map(({ dismissed }) => dismissed))).toBe(metrics.dismissed)
        expect(total(moderators.map(({ inTime }) => inTime))).toBe(metrics.within30s)
      }),
    )
  })

  it('the rate of the running show at its last moment is that of the review', () => {
    fc.assert(
      fc.property(randomSession, (session) => {
        const { events, show } = lived({
          ...session,
          end: session.end === 'abandoned' ? 'crash' : session.end,
        })
        const { metrics, session: reviewed } = reviewOf(events)
        const live = withinLimitRate(show.state.totals, show.state.questions.values(), reviewed.toMs)
        expect(live).toEqual({
          inTime: metrics.within30s,
          eligible: metrics.eligible,
          rate: metrics.within30sRate,
        })
      }),
    )
  })

  it('what the library learns after the show takes the place of what the log holds', () => {
    const told = fc.array(
      fc.record({
        orderId: fc.constantFrom('o1', 'o2', 'o3', 'later1', 'later2'),
        by: fc.constantFrom('a', 'b', 'x'),
        refundedFen: fc.constantFrom(0, 200, 900),
      }),
      { maxLength: 5 },
    )
    fc.assert(
      fc.property(randomSession, told, (session, later) => {
        const { events } = lived(session)
        const byId = new Map<string, (typeof later)[number]>(later.map((one) => [one.orderId, one]))
        const logged = naiveOrders(events)
        const known = [...byId.values()].map(({ orderId, by, refundedFen }) => {
          const before = logged.find((order) => order.orderId === orderId)
          const [source = 'room', userId = by] = (before?.userId ?? `room:${by}`).split(':')
          const status = refundedFen === 900 ? 'refunded' : refundedFen > 0 ? 'partlyRefunded' : 'paid'
          const order = orderSchema.parse({
            orderId,
            buyer: { source, userId },
            amountFen: 900,
            refundedFen,
            status,
            placedAtMs: 1_000_000,
          })
          return { order, before }
        })
        const buyerOf = (key: string) => ({ fanId: null, name: '', keys: [key], standing: GUEST })
        const review = reviewOf(
          events,
          known.map(({ order }) => ({
            order,
            buyer: buyerOf(`${order.buyer.source}:${order.buyer.userId}`),
          })),
        )
        const expected = [
          ...logged.filter(({ orderId }) => !byId.has(orderId)),
          ...known.map(({ order, before }) => {
            const userId = `${order.buyer.source}:${order.buyer.userId}`
            return {
              orderId: order.orderId,
              userId,
              userName: '',
              fanId: null,
              keys: [userId, ...(before?.keys ?? [])],
              fan: GUEST,
              placedAtMs: order.placedAtMs,
              amountFen: 900,
              refundedFen: order.refundedFen,
              refunded: order.status === 'refunded',
              lines: [],
            }
          }),
        ]
        expect(review.metrics).toEqual(naiveMetrics(events, expected))
      }),
    )
  })
})

it('a log of nothing has figures too', () => {
  const { metrics, minutes } = reviewOf([])
  expect(metrics).toEqual(naiveMetrics([]))
  expect(minutes).toHaveLength(1)
})
