import { describe, expect, it } from 'vitest'

import type { Question } from '#shared/domain/questions/question.ts'
import { mergeTargets } from './merge-targets.ts'

function question(questionId: string, change: Partial<Question>): Question {
  return {
    questionId,
    threadKey: questionId,
    intent: 'size',
    itemNumber: 3,
    messages: [],
    further: [],
    mergedFrom: [],
    earliestSentAtMs: 0,
    lifecycle: { status: 'open', claim: null, answer: null },
    changed: { seq: 1, byName: '' },
    ...change,
  }
}

describe('threads to merge into', () => {
  const self = question('q1', {})

  it('are the likely ones first, then the oldest', () => {
    const others = [
      question('unlike', { intent: 'price', itemNumber: 1, earliestSentAtMs: 1 }),
      question('same-product', { intent: 'price', earliestSentAtMs: 2 }),
      question('same-intent', { itemNumber: 1, earliestSentAtMs: 3 }),
      question('same-both-later', { earliestSentAtMs: 9 }),
      question('same-both', { earliestSentAtMs: 4 }),
    ]
    expect(mergeTargets([self, ...others], self).map((one) => one.questionId)).toEqual([
      'same-both',
      'same-both-later',
      'same-intent',
      'same-product',
      'unlike',
    ])
  })

  it('are pending, and never the thread itself', () => {
    const closed = question('q2', { lifecycle: { status: 'dismissed', claim: null, answer: null } })
    expect(mergeTargets([self, closed], self)).toEqual([])
  })
})
