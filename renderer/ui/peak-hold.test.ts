import { describe, expect, it } from 'vitest'
import { heldDb, holdPeak, meterFraction } from './peak-hold.ts'

describe('a held peak', () => {
  const first = { db: -10, atMs: 0 }

  it('stands while quieter sounds come, then falls', () => {
    const held = holdPeak(first, -40, 1_000)
    expect(heldDb(held, 1_000)).toBe(-10)
    expect(heldDb(held, 2_500)).toBe(-30)
  })

  it('gives way to a louder one, and to a quieter one it has fallen below', () => {
    expect(heldDb(holdPeak(first, -3, 100), 100)).toBe(-3)
    expect(heldDb(holdPeak(first, -25, 2_500), 2_500)).toBe(-25)
  })
})

describe('the scale of a meter', () => {
  it('runs from the floor to full scale and no further', () => {
    expect([-100, -60, -30, 0, 6].map(meterFraction)).toEqual([0, 0, 0.5, 1, 1])
  })
})
