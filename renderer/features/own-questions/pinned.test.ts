import { describe, expect, it } from 'vitest'

import type { OwnQuestion } from '#shared/protocol/down.ts'
import { ANSWERED_STAYS_MS, hide, NOTHING_WITNESSED, pinnedQuestions, witness } from './pinned.ts'

const question = (questionId: string, more: Partial<OwnQuestion> = {}): OwnQuestion => ({
  questionId,
  text: '有L码吗',
  sentAtMs: 0,
  state: 'seen',
  byName: null,
  how: null,
  reply: null,
  automatic: false,
  ...more,
})
const aloud = (questionId: string) =>
  question(questionId, { state: 'answered', how: 'aloud', byName: '主播' })
const replied = (questionId: string) =>
  question(questionId, { state: 'answered', how: 'reply', byName: '小林', reply: '有的' })
const ids = (questions: readonly OwnQuestion[]) => questions.map(({ questionId }) => questionId)

describe('the pinned questions', () => {
  it('put an answer before a reply under way before what waits, the newest first', () => {
    const own = [
      question('old', { sentAtMs: 1 }),
      question('new', { sentAtMs: 2 }),
      question('held', { state: 'beingAnswered', byName: '小林' }),
      replied('done'),
    ]
    expect(ids(pinnedQuestions(own, NOTHING_WITNESSED, 0))).toEqual(['done', 'held', 'new', 'old'])
  })

  it('let a closed one go at once', () => {
    expect(pinnedQuestions([question('q', { state: 'closed' })], NOTHING_WITNESSED, 0)).toEqual([])
  })

  it('keep an answer given aloud for a while after it was seen to happen', () => {
    const witnessed = witness(NOTHING_WITNESSED, [aloud('q')], 5_000, false)
    expect(ids(pinnedQuestions([aloud('q')], witnessed, 5_000 + ANSWERED_STAYS_MS - 1))).toEqual(['q'])
    expect(pinnedQuestions([aloud('q')], witnessed, 5_000 + ANSWERED_STAYS_MS)).toEqual([])
  })

  it('do not bring up old spoken answers when the page is opened again, but do bring up a written one', () => {
    const own = [aloud('a'), replied('b')]
    const witnessed = witness(NOTHING_WITNESSED, own, 9_000, true)
    expect(ids(pinnedQuestions(own, witnessed, 9_001))).toEqual(['b'])
  })

  it('stay away once put away, until the question moves on', () => {
    const waiting = question('q')
    const hidden = hide(NOTHING_WITNESSED, waiting)
    expect(pinnedQuestions([waiting], hidden, 0)).toEqual([])
    expect(ids(pinnedQuestions([replied('q')], hidden, 0))).toEqual(['q'])
  })

  it('count the next answer of a reopened question anew', () => {
    const first = witness(NOTHING_WITNESSED, [aloud('q')], 0, false)
    const reopened = witness(first, [question('q')], 60_000, false)
    const again = witness(reopened, [aloud('q')], 90_000, false)
    expect(ids(pinnedQuestions([aloud('q')], again, 90_001))).toEqual(['q'])
  })

  it('are the same object while nothing new was seen', () => {
    const witnessed = witness(NOTHING_WITNESSED, [aloud('q')], 0, false)
    expect(witness(witnessed, [aloud('q'), question('r')], 1, false)).toBe(witnessed)
  })
})
