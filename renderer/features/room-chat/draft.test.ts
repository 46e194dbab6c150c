import { describe, expect, it } from 'vitest'

import { checkDraft, MESSAGE_MAX, sayRefusal } from './draft.ts'

describe('a draft', () => {
  it('is sent as one line', () => {
    expect(checkDraft('  3号\n有L码吗 ')).toEqual({ text: '3号 有L码吗', lettersLeft: null, sendable: true })
  })

  it('is not sent when there is nothing in it', () => {
    expect(checkDraft(' 　\n').sendable).toBe(false)
  })

  it('tells what is left near the limit, and never cuts', () => {
    expect(checkDraft('码'.repeat(170))).toMatchObject({ lettersLeft: 30, sendable: true })
    expect(checkDraft('码'.repeat(MESSAGE_MAX))).toMatchObject({ lettersLeft: 0, sendable: true })
    const tooLong = checkDraft('码'.repeat(MESSAGE_MAX + 3))
    expect(tooLong).toMatchObject({ lettersLeft: -3, sendable: false })
    expect(tooLong.text).toHaveLength(MESSAGE_MAX + 3)
  })
})

describe('a refused message', () => {
  it('says when it may be tried again', () => {
    expect(sayRefusal({ kind: 'rateLimited', retryInMs: 4_200 }, 1_000)).toEqual({
      kind: 'rateLimited',
      untilMs: 5_200,
    })
  })

  it('knows the end of the show from another phase', () => {
    expect(sayRefusal({ kind: 'wrongPhase', phase: 'ended' }, 0)).toEqual({ kind: 'ended' })
    expect(sayRefusal({ kind: 'wrongPhase', phase: 'preparing' }, 0)).toEqual({ kind: 'other' })
  })

  it('keeps what concerns the viewer and hides what does not', () => {
    expect(sayRefusal({ kind: 'muted' }, 0)).toEqual({ kind: 'muted' })
    expect(sayRefusal({ kind: 'offline' }, 0)).toEqual({ kind: 'offline' })
    expect(sayRefusal({ kind: 'nothingToDo' }, 0)).toEqual({ kind: 'other' })
  })
})
