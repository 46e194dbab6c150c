import { describe, expect, it } from 'vitest'

import type { ReviewThread } from '#shared/domain/review/review.ts'
import { askerFixture, reviewFixture } from '#shared/domain/review/testing/review-fixture.ts'
import { asOutcome, filterThreads, handlersIn, NO_FILTER, sortThreads } from './thread-filter.ts'

const answer = (byId: string, byName: string) => ({
  how: 'reply' as const,
  text: '有 L 码',
  byId,
  byName,
  atMs: 1,
  intoQuestionId: null,
  automatic: false,
})

const { threads } = reviewFixture({
  threads: [
    {
      text: '3号有L码吗',
      itemNumber: 3,
      outcome: 'inTime',
      responseMs: 8_000,
      answer: answer('m1', '小林'),
    },
    {
      text: '多久发货',
      intent: 'shipping',
      outcome: 'late',
      responseMs: 42_000,
      answer: answer('m2', '阿青'),
    },
    {
      text: '敏感肌能用吗',
      intent: 'usage',
      outcome: 'missed',
      askers: [askerFixture('豆豆妈'), askerFixture('b')],
      claims: [{ id: 'm1', name: '小林', atMs: 1, lapsed: true }],
    },
  ],
})
const texts = (found: readonly ReviewThread[]) => found.map(({ questionId }) => questionId)

describe('filtering questions', () => {
  it('combines outcome, intent, item and text', () => {
    expect(texts(filterThreads(threads, { ...NO_FILTER, outcome: 'missed' }))).toEqual(['q3'])
    expect(texts(filterThreads(threads, { ...NO_FILTER, intent: 'shipping' }))).toEqual(['q2'])
    expect(texts(filterThreads(threads, { ...NO_FILTER, item: 3 }))).toEqual(['q1'])
    expect(texts(filterThreads(threads, { ...NO_FILTER, item: 'none' }))).toEqual(['q2', 'q3'])
    expect(texts(filterThreads(threads, { ...NO_FILTER, item: 3, outcome: 'missed' }))).toEqual([])
  })

  it('finds text in the question, the answer and the names of askers', () => {
    expect(texts(filterThreads(threads, { ...NO_FILTER, text: ' l码 ' }))).toEqual(['q1'])
    expect(texts(filterThreads(threads, { ...NO_FILTER, text: '有 L' }))).toEqual(['q1', 'q2'])
    expect(texts(filterThreads(threads, { ...NO_FILTER, text: '豆豆' }))).toEqual(['q3'])
  })

  it('of a person shows what they answered, and what they claimed and nobody answered', () => {
    expect(texts(filterThreads(threads, { ...NO_FILTER, moderator: 'm1' }))).toEqual(['q1', 'q3'])
    expect(handlersIn(threads).map(({ name }) => name)).toEqual(['小林', '阿青'])
  })

  it('an outcome out of an address that is none filters nothing', () => {
    expect(asOutcome('missed')).toBe('missed')
    expect(asOutcome('constructor')).toBe(null)
  })
})

describe('sorting questions', () => {
  it('puts those without a response last, either way', () => {
    expect(texts(sortThreads(threads, { column: 'response', descending: false }))).toEqual(['q1', 'q2', 'q3'])
    expect(texts(sortThreads(threads, { column: 'response', descending: true }))).toEqual(['q2', 'q1', 'q3'])
  })

  it('sorts equals by when they were sent', () => {
    expect(texts(sortThreads(threads, { column: 'askers', descending: true }))).toEqual(['q3', 'q1', 'q2'])
  })
})
