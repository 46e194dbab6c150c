import { describe, expect, it } from 'vitest'

import { FoldedThreads, isThreadEvent, type ThreadFigures } from './fold-threads.ts'

type Told = readonly [type: string, body: object]

const opened = (questionId: string, sentAtMs: number): Told => [
  'questionOpened',
  { questionId, message: { sentAtMs } },
]
const answered = (questionId: string, atMs: number): Told => [
  'questionAnswered',
  { questionId, answer: { how: 'reply', atMs, intoQuestionId: null } },
]
const merged = (questionId: string, intoQuestionId: string): Told => [
  'questionMerged',
  { questionId, intoQuestionId, answer: { how: 'merged', atMs: 1, intoQuestionId } },
]

function figuresOf(told: readonly Told[], toMs = 1_000_000): ThreadFigures {
  const threads = new FoldedThreads()
  for (const [type, body] of told) if (isThreadEvent(type)) threads.add(type, body)
  return threads.finish(toMs)
}

describe('the figures of questions', () => {
  it('are of nothing when nobody asked', () => {
    expect(figuresOf([])).toMatchObject({ threads: 0, eligible: 0, within30sRate: null, replyRate: null })
  })

  it('measure from the earliest message, those of merged threads included', () => {
    expect(figuresOf([opened('a', 100), answered('a', 30_100)])).toMatchObject({ within30s: 1, late: 0 })
    const joined: Told = ['questionJoined', { questionId: 'a', message: { sentAtMs: 99 } }]
    expect(figuresOf([opened('a', 100), joined, answered('a', 30_100)])).toMatchObject({ late: 1 })
    const both = [opened('a', 100), opened('b', 50), merged('b', 'a')]
    expect(figuresOf([...both, answered('a', 30_100)])).toMatchObject({ late: 1, merged: 1, threads: 1 })
    const reopened: Told = ['questionReopened', { questionId: 'b' }]
    expect(figuresOf([...both, reopened, answered('a', 30_100)])).toMatchObject({
      within30s: 1,
      missed: 1,
      merged: 0,
      threads: 2,
    })
  })

  it('count the answer that stands at the end', () => {
    const restored = (lifecycle: object): Told => ['questionRestored', { questionId: 'a', lifecycle }]
    const asked = [opened('a', 0), answered('a', 5)]
    expect(figuresOf([...asked, restored({ status: 'open', answer: null })])).toMatchObject({ missed: 1 })
    expect(figuresOf([...asked, restored({ status: 'open', answer: null })], 30_000)).toMatchObject({
      pendingAtEnd: 1,
      eligible: 0,
    })
    const dismissed: Told = ['questionDismissed', { questionId: 'a' }]
    expect(figuresOf([...asked, dismissed])).toMatchObject({ dismissed: 1, threads: 0 })
    const answer = { how: 'aloud', atMs: 9, intoQuestionId: null }
    expect(figuresOf([...asked, dismissed, restored({ status: 'answered', answer })])).toMatchObject({
      within30s: 1,
      replyRate: 1,
    })
  })

  it('pass over what a later version wrote', () => {
    expect(
      figuresOf([['questionOpened', { id: 1 }], answered('nobody', 1), ['questionAdmired', {}]]),
    ).toMatchObject({
      threads: 0,
    })
  })
})
