import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FramePacer } from './frame-pacer.ts'

describe('the frame cadence', () => {
  it('does not drift when every wake-up is late', () => {
    const pacer = new FramePacer(30, 1000)
    let now = 1000
    let drawn = 0
    while (now < 11_000) {
      if (pacer.claim(now)) drawn += 1
      now += pacer.delayMs(now) + 4
    }
    expect(drawn).toBe(300)
  })

  it('skips what it missed and counts it', () => {
    const pacer = new FramePacer(30, 0)
    expect(pacer.claim(0)).toEqual({ index: 0, skipped: 0 })
    expect(pacer.claim(20)).toBeNull()
    expect(pacer.claim(170)).toEqual({ index: 5, skipped: 4 })
  })

  it('accounts for every frame of the cadence, drawn or skipped, for any wake-up times', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 200, noNaN: true }), { minLength: 1 }), (steps) => {
        const pacer = new FramePacer(30, 0)
        let now = 0
        let accounted = 0
        let last = -1
        for (const step of steps) {
          now += step
          const frame = pacer.claim(now)
          if (!frame) continue
          expect(frame.index).toBeGreaterThan(last)
          last = frame.index
          accounted += 1 + frame.skipped
        }
        expect(accounted).toBe(last + 1)
        expect(pacer.delayMs(now)).toBeLessThanOrEqual(pacer.intervalMs + 1e-6)
      }),
    )
  })
})
