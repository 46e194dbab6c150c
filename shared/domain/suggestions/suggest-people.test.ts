import { describe, expect, it } from 'vitest'

import type { Review, ReviewMinute } from '../review/review.ts'
import type { SuggestionInput } from './facts.ts'
import { suggest } from './suggest.ts'
import { recount } from './testing/recount.ts'
import { at, input, moderator, several, thread } from './testing/scenes.ts'

/** What is said, without what it rests on; that is counted again here. */
function said(show: SuggestionInput) {
  return suggest(show).map((suggestion) => {
    expect(suggestion.numbers).toEqual(recount(show, suggestion))
    return { kind: suggestion.kind, ...suggestion.numbers }
  })
}
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
    questionsLate: 0,
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
    // What was wrong already, and lasted into the show, did not come after going live against the check.
    expect(suggest(input({ incidents: [...incidents.slice(0, 2), incident('sound', -3, 9)] }))).toEqual([])
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
