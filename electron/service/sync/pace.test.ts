import { expect, it } from 'vitest'

import { createPace, pieceBytes } from './pace.ts'

it('lets bytes out at the limit, however many are asked for at a time', async () => {
  let nowMs = 0
  const pace = createPace({
    limitKbit: () => 800,
    nowMs: () => nowMs,
    wait: async (ms) => {
      nowMs += ms
    },
  })
  const { signal } = new AbortController()
  // 800 kbit/s are 100 bytes a millisecond.
  for (let piece = 0; piece < 100; piece++) await pace.take(10_000, signal)
  expect(nowMs).toBeGreaterThanOrEqual(9_900)
  expect(nowMs).toBeLessThanOrEqual(10_000)
})

it('obeys a limit that is set while it works, and lets go of one that is lifted', async () => {
  let nowMs = 0
  let limit: number | null = null
  const pace = createPace({
    limitKbit: () => limit,
    nowMs: () => nowMs,
    wait: async (ms) => {
      nowMs += ms
    },
  })
  const { signal } = new AbortController()
  await pace.take(1_000_000, signal)
  expect(nowMs).toBe(0)
  limit = 8
  await pace.take(10_000, signal)
  await pace.take(1, signal)
  // Never slower than 16 kbit/s: a connection that stands still is cut at the other end.
  expect(nowMs).toBe(5_000)
  limit = null
  await pace.take(1_000_000, signal)
  expect(nowMs).toBe(5_000)
})

it('makes pieces small on a narrow line', () => {
  expect(pieceBytes(null)).toBeGreaterThan(100_000)
  expect(pieceBytes(256)).toBe(6_400)
  expect(pieceBytes(16)).toBe(512)
})
