import fc from 'fast-check'
import { expect, it } from 'vitest'

import { niceMax, ticksOf, timeScale } from './time-scale.ts'

const MINUTE = 60_000
const NOON = Date.UTC(2026, 10, 3, 12)

it('ticks lie on whole steps of the clock, inside the show, never many', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 7 * 24 * 60 * MINUTE }), fc.nat(86_400_000), (spanMs, offsetMs) => {
      const scale = timeScale(NOON + offsetMs, NOON + offsetMs + spanMs)
      const ticks = ticksOf(scale)
      expect(ticks.length).toBeLessThanOrEqual(12)
      for (const tick of ticks) {
        expect(tick % scale.stepMs).toBe(0)
        expect(tick).toBeGreaterThanOrEqual(scale.minMs)
        expect(tick).toBeLessThanOrEqual(scale.maxMs)
      }
    }),
  )
})

it('a show of seconds has a minute to be drawn on', () => {
  expect(timeScale(NOON, NOON + 5_000)).toMatchObject({ minMs: NOON, maxMs: NOON + MINUTE })
})

it('an axis ends at a round number that holds everything', () => {
  expect([0, 1, 1.5, 2, 3, 7, 11, 318, 501].map(niceMax)).toEqual([1, 1, 2, 2, 5, 10, 20, 500, 1000])
})
