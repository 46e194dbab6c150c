import { expect, it } from 'vitest'
import { retryAfterMs } from './whip-error.ts'

it('reads Retry-After as seconds or as a date', () => {
  const nowMs = Date.parse('2026-03-01T12:00:00Z')
  expect(retryAfterMs('120', nowMs)).toBe(120_000)
  expect(retryAfterMs('Sun, 01 Mar 2026 12:00:30 GMT', nowMs)).toBe(30_000)
  expect(retryAfterMs('Sun, 01 Mar 2026 11:00:00 GMT', nowMs)).toBe(0)
  expect(retryAfterMs('soon', nowMs)).toBe(null)
  expect(retryAfterMs(null, nowMs)).toBe(null)
})
