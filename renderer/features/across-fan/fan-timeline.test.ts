import { describe, expect, it } from 'vitest'

import type { FanHistory } from '#shared/protocol/review-across.ts'
import { fanTimeline } from './fan-timeline.ts'

const show = (sessionId: string, fromMs: number) => ({
  sessionId,
  title: sessionId,
  kind: 'show' as const,
  fromMs,
  toMs: fromMs + 100,
})

const visit = (session: ReturnType<typeof show>, fromMs: number) => ({
  session,
  fromMs,
  toMs: fromMs + 10,
  watchMs: 10,
})

const order = (orderId: string, session: ReturnType<typeof show> | null, placedAtMs: number) => ({
  orderId,
  session,
  placedAtMs,
  amountFen: 100,
  refundedFen: 0,
  status: 'paid' as const,
  lines: [],
})

const history = (parts: Partial<FanHistory>): FanHistory => ({
  pending: 0,
  fan: null,
  keys: ['room:v1'],
  totals: {
    shows: 0,
    visits: 0,
    watchMs: 0,
    questions: 0,
    answeredInTime: 0,
    unanswered: 0,
    orders: 0,
    spentFen: 0,
  },
  visits: [],
  questions: [],
  orders: [],
  ...parts,
})

describe('the story of one fan', () => {
  it('puts the newest show first and tells each from its beginning', () => {
    const [first, second] = [show('a', 1_000), show('b', 5_000)]
    const chapters = fanTimeline(
      history({
        visits: [visit(second, 5_010), visit(first, 1_050), visit(first, 1_001)],
        orders: [order('o1', first, 1_020)],
      }),
    )
    expect(chapters.map(({ key }) => key)).toEqual(['b', 'a'])
    expect(chapters[1]?.entries.map(({ kind, atMs }) => [kind, atMs])).toEqual([
      ['visit', 1_001],
      ['order', 1_020],
      ['visit', 1_050],
    ])
  })

  it('an order outside shows stands by itself at its own time', () => {
    const chapters = fanTimeline(
      history({
        visits: [visit(show('a', 1_000), 1_000)],
        orders: [order('o2', null, 3_000), order('o1', null, 2_000)],
      }),
    )
    expect(chapters.map(({ session, atMs }) => [session?.sessionId ?? null, atMs])).toEqual([
      [null, 3_000],
      [null, 2_000],
      ['a', 1_000],
    ])
  })

  it('nothing known is no chapter', () => {
    expect(fanTimeline(history({}))).toEqual([])
  })
})
