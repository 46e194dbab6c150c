import { describe, expect, it } from 'vitest'
import { eased, slideOffsets, TransitionRun } from './transition-run.ts'

const INTERVAL_MS = 100 / 3

describe('a transition', () => {
  it('takes as many frames as fit into its time, the first already on its way', () => {
    const run = new TransitionRun({ id: 1, by: { kind: 'fade', durationMs: 300 } }, null, INTERVAL_MS)
    const seen = Array.from({ length: 9 }, (_, frame) => run.progress(5000 + frame * INTERVAL_MS))
    expect(seen[0]).toBeCloseTo(1 / 9)
    expect(seen.at(-2)).toBeLessThan(1)
    expect(seen.at(-1)).toBeCloseTo(1)
  })

  it('is no longer for frames that come late', () => {
    const run = new TransitionRun({ id: 1, by: { kind: 'fade', durationMs: 300 } }, null, INTERVAL_MS)
    run.progress(0)
    expect(run.progress(290)).toBeGreaterThan(1)
  })

  it('begins and ends gently and meets both ends', () => {
    expect([eased(0), eased(0.5), eased(1)]).toEqual([0, 0.5, 1])
    expect(eased(0.1)).toBeLessThan(0.1)
    expect(eased(0.9)).toBeGreaterThan(0.9)
  })
})

describe('a slide', () => {
  const size = { width: 720, height: 1280 }
  it.each(['left', 'right', 'up', 'down'] as const)(
    'to the %s keeps both pictures edge to edge',
    (direction) => {
      const { old, new: fresh } = slideOffsets(direction, 0.3, size)
      const gap = { x: Math.abs(old.x - fresh.x), y: Math.abs(old.y - fresh.y) }
      expect(gap).toEqual(
        direction === 'left' || direction === 'right' ? { x: 720, y: 0 } : { x: 0, y: 1280 },
      )
    },
  )

  it('moves the new picture towards where it says', () => {
    expect(slideOffsets('left', 0.25, size)).toEqual({ old: { x: -180, y: 0 }, new: { x: 540, y: 0 } })
    expect(slideOffsets('down', 0.5, size)).toEqual({ old: { x: 0, y: 640 }, new: { x: 0, y: -640 } })
  })
})
