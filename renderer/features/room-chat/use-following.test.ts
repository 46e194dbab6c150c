import { describe, expect, it } from 'vitest'

import { linesAfter } from './use-following.ts'

const lines = (...ids: string[]) =>
  ids.map((danmakuId) => ({ danmakuId, userName: '阿珍', text: '晚上好', own: false }))

describe('the lines that wait below a chat that stands still', () => {
  it('are those after the last one that was drawn', () => {
    expect(linesAfter(lines('a', 'b', 'c', 'd'), 'b')).toBe(2)
    expect(linesAfter(lines('a', 'b'), 'b')).toBe(0)
  })

  it('are all that are left when the last drawn one has been let go, or there was none', () => {
    expect(linesAfter(lines('x', 'y', 'z'), 'b')).toBe(3)
    expect(linesAfter(lines('x'), undefined)).toBe(1)
  })
})
