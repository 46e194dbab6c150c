import { describe, expect, it } from 'vitest'

import { hashOf, viewOf, type ReviewView } from './views.ts'

describe('views of the review page', () => {
  it.each<ReviewView>([
    { name: 'sessions' },
    { name: 'across' },
    { name: 'across', slot: { weekday: 2, hour: 20 } },
    { name: 'session', sessionId: 's-1', focus: {} },
    { name: 'session', sessionId: 's 1/ü', focus: { atMs: 1_700_000_000_000, threadId: 'q?&1' } },
    { name: 'session', sessionId: 's-1', focus: { intent: 'size', itemNumber: 3, outcome: 'missed' } },
    {
      name: 'session',
      sessionId: 's-1',
      focus: { threadIds: ['q1', 'q22'], moderator: 'm 1', part: 'people' },
    },
    { name: 'compare', sessionIds: ['a', 'b'] },
    { name: 'fan', fanId: 'local:名字' },
  ])('$name is read back from its own address', (view) => {
    expect(viewOf(hashOf(view))).toEqual(view)
  })

  it('any other address is the list', () => {
    for (const hash of ['', '#', '#/', '#/session', '#/session/', '#/compare/a', '#/fan', '#/%zz', '#/xyz/1'])
      expect(viewOf(hash)).toEqual({ name: 'sessions' })
  })

  it('a moment that is no number is left out', () => {
    expect(viewOf('#/session/s?at=-1&item=x')).toEqual({ name: 'session', sessionId: 's', focus: {} })
  })
})
