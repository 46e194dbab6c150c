import { describe, expect, it } from 'vitest'

import { verdictOf } from './association-words.ts'

const groups = (answered: number, rest: number) => ({
  answered: { n: answered, ordered: 0 },
  rest: { n: rest, ordered: 0 },
  difference: 0.1,
})

describe('what an association says', () => {
  it('is nothing with few people, whatever the interval', () => {
    expect(verdictOf({ ...groups(19, 400), interval: { low: 0.1, high: 0.4 } })).toBe('few')
    expect(verdictOf({ ...groups(400, 19), interval: { low: 0.1, high: 0.4 } })).toBe('few')
  })

  it('is no difference while the interval holds 0', () => {
    expect(verdictOf({ ...groups(40, 60), interval: { low: -0.01, high: 0.4 } })).toBe('crossesZero')
    expect(verdictOf({ ...groups(40, 60), interval: { low: 0.01, high: 0.4 } })).toBe('above')
    expect(verdictOf({ ...groups(40, 60), interval: { low: -0.3, high: -0.1 } })).toBe('below')
  })

  it('needs both groups', () => {
    expect(verdictOf({ ...groups(40, 0), difference: null, interval: null })).toBe('onlyOneGroup')
    expect(verdictOf({ ...groups(0, 0), difference: null, interval: null })).toBe('noAskers')
  })
})
