import { expect, it } from 'vitest'
import { guardCurve } from './limiter.ts'

it('the last guard leaves ordinary sound as it is and never reaches full scale', () => {
  const curve = guardCurve()
  const middle = (curve.length - 1) / 2
  expect(curve[middle]).toBe(0)
  curve.forEach((value, index) => {
    const sample = index / middle - 1
    expect(Math.abs(value)).toBeLessThan(0.99)
    if (Math.abs(sample) < 0.9) expect(value).toBeCloseTo(sample, 5)
  })
})

it('the last guard is odd and never falls, so that it folds nothing over', () => {
  const curve = guardCurve()
  for (let index = 1; index < curve.length; index += 1) {
    expect(curve[index]).toBeGreaterThanOrEqual(curve[index - 1] ?? 0)
    expect(curve[index]).toBeCloseTo(-(curve[curve.length - 1 - index] ?? 0), 6)
  }
})
