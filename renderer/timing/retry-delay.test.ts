import fc from 'fast-check'
import { expect, it } from 'vitest'
import { retryDelayMs } from './retry-delay.ts'

it('doubles from the first delay to the longest, give or take a quarter, and never undercuts what was asked', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 100, max: 5000 }),
      fc.integer({ min: 5000, max: 60_000 }),
      (failures, random, firstMs, longestMs) => {
        const steady = Math.min(longestMs, firstMs * 2 ** (failures - 1))
        const delay = retryDelayMs(failures, random, { firstMs, longestMs })
        expect(delay).toBeGreaterThanOrEqual(steady * 0.75 - 1)
        expect(delay).toBeLessThanOrEqual(steady * 1.25 + 1)
        expect(retryDelayMs(failures, random, { firstMs, longestMs, askedMs: 90_000 })).toBe(90_000)
      },
    ),
  )
})

it('goes 1, 2, 4 … 30 s unless told otherwise, and waits no more than ten minutes because somebody asks', () => {
  expect([1, 2, 3, 4, 5, 6, 7].map((failures) => retryDelayMs(failures, 0.5))).toEqual([
    1000, 2000, 4000, 8000, 16_000, 30_000, 30_000,
  ])
  expect(retryDelayMs(1, 0.5, { askedMs: 86_400_000 })).toBe(600_000)
})
