import { describe, expect, it } from 'vitest'

import { formatFen } from './money.ts'
import { formatClock, formatMinutes } from './time.ts'

describe('prices', () => {
  it('show fen only where there are any', () => {
    expect(formatFen(39_900)).toBe('¥399')
    expect(formatFen(39_950)).toBe('¥399.50')
    expect(formatFen(1_299_900)).toBe('¥12,999')
    expect(formatFen(0)).toBe('¥0')
  })
})

describe('spans of time', () => {
  it('keep their width', () => {
    expect(formatClock(2_530_999)).toBe('00:42:10')
    expect(formatClock(36_000_000)).toBe('10:00:00')
    expect(formatMinutes(250_000)).toBe('04:10')
    expect(formatMinutes(4_210_000)).toBe('70:10')
  })

  it('never run below zero while two clocks disagree', () => {
    expect(formatClock(-500)).toBe('00:00:00')
    expect(formatMinutes(-1)).toBe('00:00')
  })
})
