import { describe, expect, it } from 'vitest'

import { addHearts, HEARTS_MAX, othersLikes, type Heart } from './hearts.ts'

describe('rising hearts', () => {
  it('are never more than the bound, and the newest stay', () => {
    let hearts: readonly Heart[] = []
    for (let id = 0; id < 50; id += 1) hearts = addHearts(hearts, 1, id, () => 0.5)
    expect(hearts).toHaveLength(HEARTS_MAX)
    expect(hearts.at(-1)?.id).toBe(49)
    expect(addHearts([], 1_000, 0, () => 0)).toHaveLength(HEARTS_MAX)
  })

  it('rise once for an own like: when it is tapped, not again when the room counts it', () => {
    expect(othersLikes(3, 3)).toEqual({ hearts: 0, ownUnderWay: 0 })
    expect(othersLikes(2, 3)).toEqual({ hearts: 0, ownUnderWay: 1 })
  })

  it('rise for others, a few at a time', () => {
    expect(othersLikes(2, 0)).toEqual({ hearts: 2, ownUnderWay: 0 })
    expect(othersLikes(500, 1)).toEqual({ hearts: 3, ownUnderWay: 0 })
  })

  it('do not rise when the count falls, as it does with a new session', () => {
    expect(othersLikes(-200, 2)).toEqual({ hearts: 0, ownUnderWay: 2 })
  })
})
