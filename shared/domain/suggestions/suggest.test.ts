import { describe, expect, it } from 'vitest'

import { MINUTE_MS, type Review, type ReviewMinute, type ReviewThread } from '../review/review.ts'
import {
  askerFixture,
  FIXTURE_START_MS,
  reviewFixture,
  type ReviewFixture,
} from '../review/testing/review-fixture.ts'
import type { SuggestionInput } from './facts.ts'
import type { ShowDigest } from './show-digest.ts'
import { suggest } from './suggest.ts'
import { recount } from './testing/recount.ts'

const START_MS = FIXTURE_START_MS
const at = (minute: number): number => START_MS + minute * MINUTE_MS

const input = (fixture: ReviewFixture, rest: Partial<SuggestionInput> = {}): SuggestionInput => ({
  review: reviewFixture(fixture),
  earlier: [],
  slots: [],
  knows: () => null,
  ...rest,
})

/** What is said, without what it rests on; that is counted again here. */
function said(show: SuggestionInput) {
  return suggest(show).map((suggestion) => {
    expect(suggestion.numbers).toEqual(recount(show, suggestion))
    return { kind: suggestion.kind, ...suggestion.numbers }
  })
}
const kinds = (show: SuggestionInput): string[] => suggest(show).map(({ kind }) => kind)

interface Asked extends Partial<ReviewThread> {
  readonly source?: string
  /** Who answered, and after how long; nobody without. */
  readonly by?: string
  readonly afterMs?: number
}

let asked = 0
function thread(
  atMs: number,
  { source = 'room', by, afterMs = 10_000, ...rest }: Asked = {},
): Partial<ReviewThread> {
  asked += 1
  const answer = {
    how: 'reply',
    text: `回复 ${asked}`,
    byId: by ?? '',
    byName: by ?? '',
    atMs: atMs + afterMs,
    intoQuestionId: null,
    automatic: false,
  } as const
  return {
    questionId: `q${asked}`,
    openedAtMs: atMs,
    earliestSentAtMs: atMs,
    askers: [askerFixture(`${source}:v${asked}`, atMs)],
    intent: 'other',
    ...(by !== undefined && {
      answer,
      responseMs: afterMs,
      outcome: afterMs <= 30_000 ? ('inTime' as const) : ('late' as const),
    }),
    ...rest,
  }
}
const several = (count: number, one: (index: number) => Partial<ReviewThread>): Partial<ReviewThread>[] =>
  Array.from({ length: count }, (_, index) => one(index))

const moderator = (id: string, rest: Partial<Review['moderators'][number]> = {}) => ({
  id,
  name: id,
  role: 'moderator' as const,
  automatic: false,
  claims: 0,
  lapsed: 0,
  answered: 0,
  inTime: 0,
  late: 0,
  responseP50Ms: null,
  dismissed: 0,
  ...rest,
})

describe('minutes in which questions run over time together', () => {
  const crowd = (minute: number, one: (index: number) => Asked): Partial<ReviewThread>[] =>
    several(3, (index) => thread(at(minute) + index * 1_000, one(index)))

  it('are told as one person having several sources', () => {
    const show = input({
      moderators: [moderator('小林')],
      threads: [3, 40].flatMap((minute) =>
        crowd(minute, (index) => ({ source: index === 0 ? 'agora' : 'room', by: '小林', afterMs: 40_000 })),
      ),
    })
    expect(said(show)).toEqual([
      { kind: 'oneCoveredSeveralSources', overTime: 6, minutes: 2, sources: 2, name: '小林' },
    ])
  })

  it('are told as nobody being there', () => {
    const show = input({ threads: [3, 40].flatMap((minute) => crowd(minute, () => ({}))) })
    expect(said(show)).toEqual([{ kind: 'nobodyAtTheQueue', overTime: 6, minutes: 2 }])
  })

  it('are told as a rush when people were there', () => {
    const by = (index: number) => ({ by: index === 0 ? '小林' : '阿文', afterMs: 31_000 })
    const show = input({ threads: [3, 40].flatMap((minute) => crowd(minute, by)) })
    expect(said(show)).toEqual([
      { kind: 'rushOfQuestions', overTime: 6, questions: 6, minutes: 2, people: 2 },
    ])
  })

  it('are nothing when there is one of them, or when most were answered in time', () => {
    expect(suggest(input({ threads: crowd(3, () => ({})) }))).toEqual([])
    const most = [3, 40].flatMap((minute) => [
      ...crowd(minute, () => ({})),
      ...several(4, () => thread(at(minute), { by: '小林' })),
    ])
    expect(suggest(input({ threads: most }))).toEqual([])
  })
})

it('tells of questions lost when the product changes, and not when they are spread over the show', () => {
  const items = [10, 20, 30].map((minute) => ({ spans: [{ fromMs: at(minute), toMs: at(minute + 10) }] }))
  const after = [10, 20, 30].flatMap((minute) => several(2, () => thread(at(minute) + 20_000)))
  expect(said(input({ items, threads: [...after, thread(at(50))] }))).toEqual([
    { kind: 'missesAtItemChange', overTime: 6, ofOverTime: 7, changes: 3, withinMs: 60_000 },
  ])
  const spread = several(300, (index) => thread(at(index * 0.4)))
  expect(kinds(input({ items, threads: [...after, ...spread] }))).not.toContain('missesAtItemChange')
})

it('tells of a stretch in which people wait longer than else', () => {
  const calm = several(12, (index) => thread(at(index), { by: '小林', afterMs: 8_000 }))
  const slow = several(8, (index) => thread(at(60 + index), { by: '小林', afterMs: 80_000 }))
  expect(said(input({ threads: [...calm, ...slow] }))).toEqual([
    {
      kind: 'longWaits',
      startsAtMs: 3_600_000,
      lastsMs: 600_000,
      questions: 8,
      waitMs: 80_000,
      usualMs: 8_000,
    },
  ])
  const never = several(8, (index) => thread(at(60 + index)))
  expect(said(input({ threads: [...calm, ...never] }))).toMatchObject([{ kind: 'longWaits', waitMs: null }])
  expect(suggest(input({ threads: [...calm, ...slow.slice(1)] }))).toEqual([])
})

it('compares the share within 30 s with the median of three earlier shows or more', () => {
  const earlier = [0.9, 0.8, 0.95].map((within30sRate, index): ShowDigest => ({
    sessionId: `before${index}`,
    within30sRate,
    eligible: 40,
    items: [],
  }))
  const metrics = { eligible: 50, within30s: 35, within30sRate: 0.7 }
  expect(said(input({ metrics }, { earlier }))).toEqual([
    { kind: 'rateBelowOwn', rate: 0.7, median: 0.9, shows: 3, inTime: 35, eligible: 50 },
  ])
  expect(suggest(input({ metrics }, { earlier: earlier.slice(1) }))).toEqual([])
  expect(suggest(input({ metrics: { ...metrics, within30sRate: 0.85 } }, { earlier }))).toEqual([])
})

describe('one product', () => {
  const items = [{ productId: 'P3', title: '羊绒大衣', itemNumber: 3 }]
  const sizes = several(3, (index) =>
    thread(at(index * 5), { itemId: 'i1', intent: 'size', askerCount: 4, by: '小林' }),
  )

  it('that is asked the same by many wants a card that says it', () => {
    const numbers = {
      kind: 'productQuestions',
      itemNumber: 3,
      title: '羊绒大衣',
      productId: 'P3',
      intent: 'size',
      threads: 3,
      asked: 12,
    }
    expect(said(input({ items, threads: sizes }))).toEqual([{ ...numbers, knowledge: null }])
    expect(said(input({ items, threads: sizes }, { knows: () => false }))).toEqual([
      { ...numbers, knowledge: 'missing' },
    ])
    expect(suggest(input({ items, threads: sizes.slice(1) }))).toEqual([])
  })

  it('that is answered in writing in many words wants a reply that is kept', () => {
    const threads = several(5, (index) =>
      thread(at(index * 5), { itemId: 'i1', intent: 'stock', by: '小林' }),
    )
    expect(said(input({ items, threads }))).toEqual([
      { kind: 'answeredByHand', intent: 'stock', itemNumber: 3, title: '羊绒大衣', threads: 5, wordings: 5 },
    ])
    const kept = threads.map((one) => ({
      ...one,
      answer: one.answer ? { ...one.answer, text: '有的' } : null,
    }))
    expect(suggest(input({ items, threads: kept }))).toEqual([])
  })

  it('that is asked about after it left the air wants a second turn', () => {
    const spans = [{ fromMs: at(1), toMs: at(6) }]
    const threads = several(5, (index) =>
      thread(at(10 + index), { itemId: 'i1', intent: 'link', by: '小林', answer: null }),
    )
    const show = input({ items: [{ ...items[0], spans }], threads })
    expect(said(show)).toEqual([
      { kind: 'askedAfterItem', itemNumber: 3, title: '羊绒大衣', threads: 5, medianAfterMs: 360_000 },
    ])
    const onAirAgain = [...spans, { fromMs: at(9), toMs: at(30) }]
    expect(suggest(input({ items: [{ ...items[0], spans: onAirAgain }], threads }))).toEqual([])
  })

  it('that runs over in show after show wants another plan', () => {
    const over = { productId: 'P3', title: '大衣', plannedMs: 300_000, airedMs: 500_000 }
    const earlier = [over, { ...over, airedMs: 290_000 }, over].map((item, index): ShowDigest => ({
      sessionId: `before${index}`,
      within30sRate: null,
      eligible: 0,
      items: [item],
    }))
    const review = { items: [{ ...items[0], plannedMs: 300_000, airedMs: 480_000 }] }
    expect(said(input(review, { earlier }))).toEqual([
      {
        kind: 'itemOverran',
        itemNumber: 3,
        title: '羊绒大衣',
        times: 3,
        shows: 4,
        plannedMs: 300_000,
        airedMs: 500_000,
      },
    ])
    expect(suggest(input(review, { earlier: earlier.slice(1) }))).toEqual([])
  })

  it('that sold out while it was wanted', () => {
    const soldOut = { ...items[0], soldOutAtMs: at(20), ordersAfterSoldOut: 3 }
    const threads = several(2, (index) => thread(at(21 + index), { itemId: 'i1', by: '小林' }))
    expect(said(input({ items: [soldOut], threads }))).toMatchObject([
      { kind: 'soldOutWhileWanted', soldOutAtMs: at(20), questionsAfter: 2, ordersAfter: 3 },
    ])
    expect(suggest(input({ items: [{ ...soldOut, ordersAfterSoldOut: 2 }], threads }))).toEqual([])
  })
})

describe('pictures and sound', () => {
  const minute = (onlineAverage: number, index: number): ReviewMinute => ({
    startMs: at(index),
    onlineMax: onlineAverage,
    onlineAverage,
    entries: 0,
    messages: 0,
    likes: 0,
    questions: 0,
    questionsInTime: 0,
    questionsMissed: 0,
    answers: 0,
    answersInTime: 0,
    orders: 0,
    gmvFen: 0,
    health: null,
  })
  const incident = (kind: Review['incidents'][number]['kind'], minutes: number, seq: number) => ({
    kind,
    subject: '',
    problem: null,
    fromMs: at(minutes),
    toMs: null,
    seq,
  })

  it('that fail while viewers leave, beyond those who leave anyway', () => {
    const minutes = Array.from({ length: 40 }, (_, index) => minute(index < 22 ? 100 : 60, index))
    const show = input({ minutes, incidents: [incident('output', 20.5, 7), incident('output', 20.6, 8)] })
    expect(said(show)).toEqual([
      { kind: 'troubleAndLeavers', about: 'output', incidents: 1, onlineBefore: 100, onlineAfter: 60 },
    ])
    const melting = Array.from({ length: 40 }, (_, index) => minute(Math.round(300 * 0.85 ** index), index))
    expect(suggest(input({ minutes: melting, incidents: [incident('output', 3, 7)] }))).toEqual([])
  })

  it('that the check had warned of', () => {
    const incidents = [incident('preflight', 0, 1), incident('preflight', 0, 1), incident('sound', 4, 9)]
    expect(said(input({ incidents }))).toEqual([
      { kind: 'overriddenThenTrouble', lines: 2, incidents: 1, withinMs: 600_000 },
    ])
    expect(suggest(input({ incidents: incidents.slice(0, 2) }))).toEqual([])
    expect(suggest(input({ incidents: [incident('sound', 4, 9)] }))).toEqual([])
  })

  it('that were not recorded whole', () => {
    const file = { file: 'a.mp4', startedAtMs: at(0), stoppedAtMs: at(9), bytes: 1, problem: null }
    const recordings = [
      file,
      { ...file, file: 'b.mp4', problem: 'diskFull' },
      { ...file, file: 'c.mp4', stoppedAtMs: null },
    ]
    expect(said(input({ recordings }))).toEqual([
      { kind: 'recordingLost', recordings: 3, damaged: 1, unfinished: 1 },
    ])
    expect(suggest(input({ recordings: [file] }))).toEqual([])
  })
})

describe('people', () => {
  const prompts = (tier: 'vip' | 'member', outcome: 'thanked' | 'skipped' | 'expired', count: number) =>
    Array.from({ length: count }, (_, index) => ({
      tier,
      privateDomain: true,
      promptId: `${tier}-${outcome}-${index}`,
      fanKey: `${tier}${index}`,
      userId: `room:${tier}${index}`,
      name: tier,
      signals: ['entered' as const],
      promptedAtMs: at(1),
      outcome,
      settledAtMs: null,
      ordersAfter: 0,
      gmvAfterFen: 0,
    }))
  const fairness = (seen: number) => [
    {
      tier: 'vip' as const,
      seen,
      signalled: 0,
      prompted: 0,
      thanked: 0,
      skipped: 0,
      expired: 0,
      medianWaitMs: null,
    },
  ]

  it('whom nobody greets although the host is prompted', () => {
    const shoutOuts = [
      ...prompts('vip', 'thanked', 3),
      ...prompts('vip', 'skipped', 2),
      ...prompts('vip', 'expired', 1),
    ]
    expect(said(input({ shoutOuts }))).toEqual([
      { kind: 'shoutOutsUnused', prompted: 6, skipped: 2, expired: 1 },
    ])
    expect(suggest(input({ shoutOuts: shoutOuts.slice(0, 5) }))).toEqual([])
  })

  it('who are greeted less than those of another tier', () => {
    const shoutOuts = [
      ...prompts('vip', 'thanked', 12),
      ...prompts('member', 'thanked', 4),
      ...prompts('member', 'skipped', 7),
    ]
    expect(said(input({ shoutOuts }))).toMatchObject([
      { kind: 'shoutOutsUneven', tier: 'member', thanked: 4, prompted: 11, other: 'vip', otherThanked: 12 },
    ])
  })

  it('who are VIPs and came unnoticed', () => {
    const shoutOuts = prompts('vip', 'thanked', 1)
    expect(said(input({ shoutOuts, fairness: fairness(4) }))).toEqual([
      { kind: 'vipsNotGreeted', seen: 4, greeted: 1 },
    ])
    expect(suggest(input({ shoutOuts, fairness: fairness(2) }))).toEqual([])
  })

  it('who claim and do not answer', () => {
    const claimed = several(3, (index) =>
      thread(at(index * 9), { claims: [{ id: '小林', name: '小林', atMs: at(index * 9), lapsed: true }] }),
    )
    const moderators = [
      moderator('小林', { claims: 8, lapsed: 3 }),
      moderator('阿文', { claims: 30, lapsed: 3 }),
    ]
    expect(said(input({ moderators, threads: claimed }))).toEqual([
      { kind: 'claimsLapsed', name: '小林', claims: 8, lapsed: 3, overTime: 3 },
    ])
  })
})

it('tells of the hour of the week that stands out, and of none among few or small ones', () => {
  const slot = (weekday: number, cohort: number, returners: number) => ({
    weekday,
    hour: 20,
    shows: 2,
    cohort,
    returners,
    rate: returners / cohort,
  })
  const slots = [slot(1, 100, 20), slot(2, 120, 60), slot(4, 90, 18)]
  expect(said(input({}, { slots }))).toEqual([
    {
      kind: 'slotKeepsMore',
      weekday: 2,
      hour: 20,
      viewers: 120,
      returned: 60,
      rate: 0.5,
      median: 0.2,
      slots: 3,
    },
  ])
  expect(suggest(input({}, { slots: slots.slice(0, 2) }))).toEqual([])
  expect(suggest(input({}, { slots: [slot(1, 100, 20), slot(2, 31, 10), slot(4, 90, 18)] }))).toEqual([])
})

it('tells of answers and orders only when the interval leaves out 0, and only as large groups show it', () => {
  const association = {
    answered: { n: 60, ordered: 30 },
    rest: { n: 50, ordered: 5 },
    difference: 0.4,
    interval: { low: 0.23, high: 0.54 },
  }
  expect(said(input({ association }))).toEqual([
    {
      kind: 'answersAndOrders',
      answered: 60,
      answeredOrdered: 30,
      rest: 50,
      restOrdered: 5,
      difference: 0.4,
      low: 0.23,
      high: 0.54,
    },
  ])
  expect(suggest(input({ association: { ...association, interval: { low: -0.01, high: 0.6 } } }))).toEqual([])
  expect(suggest(input({ association: { ...association, rest: { n: 29, ordered: 5 } } }))).toEqual([])
})

it('says one thing once: of two that rest on the same questions the stronger stays', () => {
  const items = [{ productId: 'P3', spans: [{ fromMs: at(1), toMs: at(2) }] }]
  const threads = several(5, (index) =>
    thread(at(10 + index), { itemId: 'i1', intent: 'size', askerCount: 8, by: '小林' }),
  )
  expect(kinds(input({ items, threads }))).toEqual(['productQuestions'])
})

it('learns from a rehearsal only what the team did', () => {
  const items = [{ productId: 'P3' }]
  const threads = [3, 40].flatMap((minute) =>
    several(3, () => thread(at(minute), { itemId: 'i1', intent: 'size', askerCount: 9 })),
  )
  const session = { kind: 'rehearsal' as const }
  expect(kinds(input({ session, items, threads }))).toEqual(['nobodyAtTheQueue'])
})
