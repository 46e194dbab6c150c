import fc from 'fast-check'
import { expect, it } from 'vitest'
import { retryDelayMs } from './retry-delay.ts'
import { retryAfterMs } from './whip-error.ts'

it('grows from about one second to about thirty and never undercuts what the server asked', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (failures, random) => {
        const steady = Math.min(30_000, 1000 * 2 ** (failures - 1))
        const delay = retryDelayMs(failures, random, null)
        expect(delay).toBeGreaterThanOrEqual(steady * 0.75 - 1)
        expect(delay).toBeLessThanOrEqual(steady * 1.25 + 1)
        expect(retryDelayMs(failures, random, 90_000)).toBe(90_000)
      },
    ),
  )
})

it('reads Retry-After as seconds or as a date', () => {
  const nowMs = Date.parse('2026-03-01T12:00:00Z')
  expect(retryAfterMs('120', nowMs)).toBe(120_000)
  expect(retryAfterMs('Sun, 01 Mar 2026 12:00:30 GMT', nowMs)).toBe(30_000)
  expect(retryAfterMs('Sun, 01 Mar 2026 11:00:00 GMT', nowMs)).toBe(0)
  expect(retryAfterMs('soon', nowMs)).toBe(null)
  expect(retryAfterMs(null, nowMs)).toBe(null)
})
