import { expect, it } from 'vitest'

import { FoldedEnd } from './fold-end.ts'

it('is when the show was ended, or the last thing that happened where it was left or still runs', () => {
  const endOf = (reasons: readonly unknown[], endedAtMs: number | null) => {
    const end = new FoldedEnd()
    for (const reason of reasons) end.add({ reason })
    return end.finish(endedAtMs, 1_000)
  }
  expect(endOf(['host'], 5_000)).toBe(5_000)
  expect(endOf(['replayed'], 5_000)).toBe(5_000)
  expect(endOf(['abandoned'], 50_000_000)).toBe(1_000)
  expect(endOf([], null)).toBe(1_000)
  // Ends of later versions, and one that is not there yet.
  expect(endOf([7], 5_000)).toBe(5_000)
  expect(endOf([], 5_000)).toBe(5_000)
})
