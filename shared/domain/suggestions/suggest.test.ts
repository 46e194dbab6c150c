import { describe, expect, it } from 'vitest'

import type { ReviewThread } from '../review/review.ts'
import type { SuggestionInput } from './facts.ts'
import type { ShowDigest } from './show-digest.ts'
import { suggest } from './suggest.ts'
import { recount } from './testing/recount.ts'
import { at, input, moderator, several, thread, type Asked } from './testing/scenes.ts'
import { withKnowledge } from './with-knowledge.ts'

/** What is said, without what it rests on; that is counted again here. */
function said(show: SuggestionInput) {
  return suggest(show).map((suggestion) => {
    expect(suggestion.numbers).toEqual(recount(show, suggestion))
    return { kind: suggestion.kind, ...suggestion.numbers }
  })
}
const kinds = (show: SuggestionInput): string[] => suggest(show).map(({ kind }) => kind)

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

  it('are none before the show: nobody is on duty while viewers wait for it', () => {
    const show = input({ threads: [-9, -4].flatMap((minute) => crowd(minute, () => ({}))) })
    expect(suggest(show)).toEqual([])
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
  const before = several(8, (index) => thread(at(index - 8), { by: '小林', afterMs: 80_000 + index }))
  expect(suggest(input({ threads: [...calm, ...before] }))).toEqual([])
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
    const [wanted] = suggest(input({ items, threads: sizes }))
    expect(wanted && withKnowledge(wanted, () => false).numbers).toMatchObject({ knowledge: 'missing' })
    expect(wanted && withKnowledge(wanted, (id) => id === 'P3').numbers).toMatchObject({
      knowledge: 'present',
    })
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

it('says one thing once: of two that rest on the same questions the stronger stays', () => {
  const items = [{ productId: 'P3', spans: [{ fromMs: at(1), toMs: at(2) }] }]
  const threads = several(5, (index) =>
    thread(at(10 + index), { itemId: 'i1', intent: 'size', askerCount: 8, by: '小林' }),
  )
  expect(kinds(input({ items, threads }))).toEqual(['productQuestions'])
})

it('puts another kind before the second of one', () => {
  const items = [1, 2, 3].map((number) => ({ productId: `P${number}`, title: `商品 ${number}` }))
  const sizes = [1, 2, 3].flatMap((number) =>
    several(3, (index) =>
      thread(at(number * 20 + index), { itemId: `i${number}`, intent: 'size', askerCount: 5, by: '小林' }),
    ),
  )
  const recordings = [{ file: 'a.mp4', startedAtMs: at(0), stoppedAtMs: null, bytes: null, problem: null }]
  expect(kinds(input({ items, threads: sizes, recordings }))).toEqual([
    'productQuestions',
    'recordingLost',
    'productQuestions',
    'productQuestions',
  ])
})

it('learns from a rehearsal only what the team did', () => {
  const items = [{ productId: 'P3' }]
  const threads = [3, 40].flatMap((minute) =>
    several(3, () => thread(at(minute), { itemId: 'i1', intent: 'size', askerCount: 9 })),
  )
  const session = { kind: 'rehearsal' as const }
  expect(kinds(input({ session, items, threads }))).toEqual(['nobodyAtTheQueue'])
})
