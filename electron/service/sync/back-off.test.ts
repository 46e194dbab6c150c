import fc from 'fast-check'
import { expect, it } from 'vitest'

import { backOffMs, retryAfterMs } from './back-off.ts'

it('grows from a second to a cap, drawn between half and all of it', () => {
  const longest = Array.from({ length: 12 }, (_, attempt) => backOffMs(attempt, () => 0.999_999, null))
  expect(longest.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 8_000])
  expect(longest.at(-1)).toBe(300_000)
  expect(backOffMs(1_000, () => 0, null)).toBe(150_000)
})

it('never comes sooner than it was asked to, nor ever later than an hour and a bit', () => {
  fc.assert(
    fc.property(
      fc.nat(50),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      fc.nat(10_000_000),
      (attempt, drawn, asked) => {
        const delay = backOffMs(attempt, () => drawn, asked)
        expect(delay).toBeGreaterThanOrEqual(Math.min(asked, 3_600_000))
        expect(delay).toBeLessThanOrEqual(Math.min(asked, 3_600_000) + 1_000)
      },
    ),
  )
})

it('reads Retry-After in seconds and as a date', () => {
  const nowMs = Date.parse('Sun, 22 Nov 2026 20:00:00 GMT')
  expect(retryAfterMs('120', nowMs)).toBe(120_000)
  expect(retryAfterMs('Sun, 22 Nov 2026 20:00:30 GMT', nowMs)).toBe(30_000)
  expect(retryAfterMs('Sun, 22 Nov 2026 19:00:00 GMT', nowMs)).toBe(0)
  expect(retryAfterMs('soon', nowMs)).toBeNull()
  expect(retryAfterMs(undefined, nowMs)).toBeNull()
})
