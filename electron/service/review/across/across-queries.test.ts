import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  cohortsResponseSchema,
  compareResponseSchema,
  fanHistorySchema,
  heatmapResponseSchema,
  sessionComparisonSchema,
  unansweredResponseSchema,
} from '#shared/protocol/review-across.ts'
import { answerAcross } from './across-queries.ts'
import { aWorld, DAY_MS, order, trends, TUESDAY_MS, ZONE, type World } from './testing/across-world.ts'
import { asks, enters, joins, leaves, pastShow, type PastShow } from './testing/past-shows.ts'

const fanOf = ({ library, context }: World, id: string) =>
  fanHistorySchema.parse(answerAcross(library, { kind: 'fan', id }, context))

describe('returns', () => {
  it('join the identities of a fan, leave rehearsals out, and wait for shows that are not counted yet', async () => {
    const world = aWorld(
      [
        { sessionId: 'a', fromMs: TUESDAY_MS, happened: [enters(0, 'room:1'), enters(0, 'room:3')] },
        { sessionId: 'r', fromMs: TUESDAY_MS + DAY_MS, kind: 'rehearsal', happened: [enters(0, 'room:3')] },
        {
          sessionId: 'b',
          fromMs: TUESDAY_MS + 5 * DAY_MS,
          happened: [enters(0, 'agora:2'), enters(0, 'room:1')],
        },
      ],
      TUESDAY_MS + 20 * DAY_MS,
    )
    await world.settle()
    const fan = world.library.fans.ensure('room:1', '王小梅', TUESDAY_MS)
    if (!fan) throw new Error('no fan')
    world.library.fans.save({ ...fan, identities: [...fan.identities, { source: 'agora', userId: '2' }] })
    expect(trends(world).sessions.map(({ returns }) => returns)).toEqual([
      [
        expect.objectContaining({ days: 7, people: 2, returned: 1, rate: 0.5, passed: true }),
        expect.objectContaining({ days: 30, people: 2, returned: 1, rate: null, passed: false }),
      ],
      [
        expect.objectContaining({ days: 7, people: 1, returned: 0, rate: 0, passed: true }),
        expect.objectContaining({ days: 30, people: 1, returned: 0, rate: null, passed: false }),
      ],
    ])
    // A show whose visitors nobody has counted yet may hold the very people.
    pastShow(world.dataDir, world.library, { sessionId: 'c', fromMs: TUESDAY_MS + 6 * DAY_MS })
    expect(trends(world)).toMatchObject({
      pending: 1,
      sessions: [{ returns: [{ passed: false, rate: null }, {}] }, { returns: [{ passed: false }, {}] }],
    })
  })

  it('agree with counting them straight from the logs', async () => {
    const seen = fc.record({
      show: fc.integer({ min: 0, max: 3 }),
      person: fc.integer({ min: 1, max: 6 }),
      from: fc.integer({ min: -10, max: 130 }),
      minutes: fc.integer({ min: 1, max: 60 }),
    })
    const days = fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { minLength: 4, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(fc.array(seen, { maxLength: 12 }), days, async (visits, startDays) => {
        const starts = startDays
          .toSorted((left, right) => left - right)
          .map((day) => TUESDAY_MS + day * DAY_MS)
        const world = aWorld(
          starts.map((fromMs, show) => ({
            sessionId: `s${show}`,
            fromMs,
            happened: visits
              .filter((visit) => visit.show === show)
              .flatMap(({ person, from, minutes }) => [
                enters(Math.max(0, from), `room:${person}`),
                leaves(Math.max(0, from) + minutes, `room:${person}`),
              ])
              .filter(([minute]) => minute <= 120),
          })),
        )
        await world.settle()
        const there = starts.map((_, show) => {
          const inside = visits.filter((visit) => visit.show === show && Math.max(0, visit.from) <= 120)
          const firsts = new Map<number, number>()
          for (const { person, from } of inside)
            firsts.set(person, Math.min(firsts.get(person) ?? Infinity, Math.max(0, from)))
          return firsts
        })
        for (const [show, { returns, metrics }] of trends(world).sessions.entries()) {
          const endMs = (starts[show] ?? 0) + 120 * 60_000
          expect(metrics.uv).toBe(there[show]?.size)
          for (const window of returns) {
            const came = [...(there[show]?.keys() ?? [])].filter((person) =>
              there.some((others, other) => {
                const minute = others.get(person)
                if (other === show || minute === undefined) return false
                const seenMs = (starts[other] ?? 0) + minute * 60_000
                return seenMs >= endMs && seenMs <= endMs + window.days * DAY_MS
              }),
            )
            expect(window).toMatchObject({ people: there[show]?.size, returned: came.length, passed: true })
          }
        }
        await world.keeper.close()
      }),
      { numRuns: 6 },
    )
  })
})

it('puts a show into the hours of the seller, and hides what too few people tell', async () => {
  const crowd = Array.from({ length: 40 }, (_, n) => `room:${n}`)
  const world = aWorld([
    { sessionId: 'a', fromMs: TUESDAY_MS, minutes: 90, happened: crowd.map((id) => enters(0, id)) },
    {
      sessionId: 'b',
      fromMs: TUESDAY_MS + 4 * DAY_MS,
      minutes: 60,
      happened: crowd.slice(0, 10).map((id) => enters(0, id)),
    },
  ])
  await world.settle()
  const heat = heatmapResponseSchema.parse(
    answerAcross(world.library, { kind: 'heatmap', days: 30 }, world.context),
  )
  expect(heat).toMatchObject({ timeZone: ZONE, days: 30, minCohort: 30, shows: 2, censored: 0 })
  expect(heat.slots).toEqual([
    { weekday: 2, hour: 20, shows: 1, cohort: 40, returners: 10, rate: 0.25 },
    { weekday: 2, hour: 21, shows: 1, cohort: 40, returners: 10, rate: 0.25 },
    { weekday: 6, hour: 20, shows: 1, cohort: 10, returners: null, rate: null },
  ])
  expect(
    heat.weekdays.map(({ weekday, rate, watchMsPerViewer }) => [weekday, rate, watchMsPerViewer]),
  ).toEqual([
    [2, 0.25, 90 * 60_000],
    [6, null, null],
  ])
})

it('counts who bought again by the fan, without what was sent back', async () => {
  const world = aWorld([], TUESDAY_MS + 70 * DAY_MS)
  const { orders, fans } = world.library
  orders.recordMany([
    order('o1', '1', TUESDAY_MS),
    order('o2', '9', TUESDAY_MS + 20 * DAY_MS),
    order('o3', '2', TUESDAY_MS),
    order('o4', '2', TUESDAY_MS + DAY_MS, { status: 'refunded', refundedFen: 10_000 }),
    order('o5', '3', TUESDAY_MS + 60 * DAY_MS),
  ])
  const one = fans.byKey('room:1')
  const nine = fans.byKey('room:9')
  if (!one || !nine) throw new Error('buyers are fans')
  fans.merge(one.fanId, nine.fanId)
  const { months, total } = cohortsResponseSchema.parse(
    answerAcross(world.library, { kind: 'cohorts' }, world.context),
  )
  expect(months.map(({ month, buyers }) => [month, buyers])).toEqual([
    ['2026-11', 2],
    ['2027-01', 1],
  ])
  expect(months[0]?.windows).toEqual([
    { days: 30, buyers: 2, censored: 0, again: 1, rate: 0.5 },
    { days: 60, buyers: 2, censored: 0, again: 1, rate: 0.5 },
    { days: 90, buyers: 0, censored: 2, again: 0, rate: null },
  ])
  expect(total.buyers).toBe(3)
})

describe('questions', () => {
  const shows: readonly PastShow[] = [
    {
      sessionId: 'a',
      fromMs: TUESDAY_MS,
      happened: [
        enters(0, 'room:1'),
        asks(1, 'qa1', ['room:1', '有 XL 吗'], TUESDAY_MS),
        joins(2, 'qa1', ['room:2', '大码还有吗'], TUESDAY_MS),
        asks(3, 'qa2', ['room:2', '尺码表发一下'], TUESDAY_MS),
      ],
    },
  ]

  it('that stayed open are added up by product and intent, with the words of whoever asked', async () => {
    const world = aWorld(shows)
    await world.settle()
    const { products } = unansweredResponseSchema.parse(
      answerAcross(world.library, { kind: 'unanswered', sessions: 10 }, world.context),
    )
    expect(products).toEqual([
      {
        productId: null,
        title: null,
        unanswered: 2,
        threads: 2,
        intents: [
          {
            intent: 'size',
            threads: 2,
            unanswered: 2,
            missed: 2,
            late: 0,
            pending: 0,
            askers: 3,
            shows: 1,
            examples: [
              { sessionId: 'a', questionId: 'qa2', text: '尺码表发一下', atMs: TUESDAY_MS + 180_000 },
              { sessionId: 'a', questionId: 'qa1', text: '有 XL 吗', atMs: TUESDAY_MS + 60_000 },
            ],
          },
        ],
      },
    ])
  })

  it('of one person are told in their own words, with their visits and orders, whoever asked first', async () => {
    const world = aWorld(shows)
    world.library.orders.record(
      order('o1', '2', TUESDAY_MS + 60_000, { status: 'partlyRefunded', refundedFen: 1_000 }),
    )
    await world.settle()
    const fan = fanOf(world, world.library.fans.byKey('room:2')?.fanId ?? '')
    expect(fan.questions.map(({ questionId, text, outcome }) => [questionId, text, outcome])).toEqual([
      ['qa2', '尺码表发一下', 'missed'],
      ['qa1', '大码还有吗', 'missed'],
    ])
    expect(fan.orders).toMatchObject([
      { orderId: 'o1', session: { sessionId: 'a' }, lines: [{ quantity: 1 }] },
    ])
    expect(fan.totals).toMatchObject({ questions: 2, unanswered: 2, orders: 1, spentFen: 9_000, visits: 0 })
    expect(answerAcross(world.library, { kind: 'fan', id: 'room:nobody' }, world.context)).toBe('notFound')
    expect(answerAcross(world.library, { kind: 'fan', id: 'f0' }, world.context)).toBe('notFound')
  })
})

describe('two identities of one fan', () => {
  it('are one person: visits at once are one, and so is a question both asked', async () => {
    const fromMs = TUESDAY_MS
    const world = aWorld([
      {
        sessionId: 'a',
        fromMs,
        happened: [
          enters(0, 'room:1'),
          leaves(30, 'room:1'),
          enters(20, 'agora:2'),
          leaves(60, 'agora:2'),
          enters(90, 'agora:2'),
          asks(5, 'q1', ['room:1', '多少钱'], fromMs),
          joins(25, 'q1', ['agora:2', '价格？'], fromMs),
        ],
      },
    ])
    const fan = world.library.fans.ensure('room:1', '王小梅', fromMs)
    if (!fan) throw new Error('no fan')
    world.library.fans.save({ ...fan, identities: [...fan.identities, { source: 'agora', userId: '2' }] })
    await world.settle()
    const history = fanOf(world, 'agora:2')
    expect(history.fan?.name).toBe('王小梅')
    expect(history.visits.map((visit) => [(visit.fromMs - fromMs) / 60_000, visit.watchMs / 60_000])).toEqual(
      [
        [90, 30],
        [0, 60],
      ],
    )
    expect(history.questions.map(({ text }) => text)).toEqual(['多少钱'])
    expect(history.totals).toMatchObject({ shows: 1, visits: 2, watchMs: 90 * 60_000, questions: 1 })
  })
})

describe('comparing', () => {
  it('sets a session against the median of the shows before it, a rehearsal too', async () => {
    const crowd = (n: number) => Array.from({ length: n }, (_, id) => enters(0, `room:${id}`))
    const world = aWorld([
      { sessionId: 'a', fromMs: TUESDAY_MS, happened: crowd(2) },
      { sessionId: 'b', fromMs: TUESDAY_MS + DAY_MS, happened: crowd(4) },
      { sessionId: 'r', fromMs: TUESDAY_MS + 2 * DAY_MS, kind: 'rehearsal', happened: crowd(9) },
      { sessionId: 'c', fromMs: TUESDAY_MS + 3 * DAY_MS, happened: crowd(8) },
    ])
    const comparison = (sessionId: string) =>
      answerAcross(world.library, { kind: 'comparison', sessionId }, world.context)
    expect([comparison('c'), comparison('none')]).toEqual(['notReady', 'notFound'])
    await world.settle()
    const ofC = sessionComparisonSchema.parse(comparison('c'))
    expect(ofC.metrics.uv).toEqual({ value: 8, median: 3, n: 2, difference: 5 })
    expect(ofC.metrics.aovFen).toEqual({ value: null, median: null, n: 0, difference: null })
    expect(sessionComparisonSchema.parse(comparison('r'))).toMatchObject({ earlierShows: 2, returns: [] })
    expect(trends(world).sessions.map(({ earlier }) => earlier.uv)).toEqual([
      { median: null, n: 0 },
      { median: 2, n: 1 },
      { median: 3, n: 2 },
    ])
    const both = compareResponseSchema.parse(
      answerAcross(world.library, { kind: 'compare', a: 'r', b: 'b' }, world.context),
    )
    expect(both.metrics.uv).toEqual({ a: 9, b: 4, difference: -5 })
  })
})
