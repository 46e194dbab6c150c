import { describe, expect, it } from 'vitest'

import { monthOf, UNDATED_MONTH } from './partitions.ts'
import { sessionKeyOf } from './session-key.ts'

const NOW_MS = Date.UTC(2026, 10, 22)

describe('where a session lies', () => {
  it('is the month it was made in, by UTC', () => {
    expect(monthOf(Date.UTC(2026, 9, 31, 23, 59), NOW_MS)).toBe('2026-10-01')
    expect(monthOf(Date.UTC(2026, 10, 1), NOW_MS)).toBe('2026-11-01')
    expect(monthOf(Date.UTC(2020, 0, 1), NOW_MS)).toBe('2020-01-01')
  })

  it('is one place for all clocks that cannot be right', () => {
    for (const wrong of [
      -8.64e15,
      0,
      Date.UTC(2019, 11, 31),
      NOW_MS + 3 * 86_400_000,
      Number.MAX_SAFE_INTEGER,
    ]) {
      expect(monthOf(wrong, NOW_MS)).toBe(UNDATED_MONTH)
    }
  })

  it('is a key of its own for each studio and session', () => {
    const keys = [
      ['a', 'b'],
      ['a', 'c'],
      ['b', 'b'],
      ['a-b', 'c'],
      ['a', 'b-c'],
    ].map(([studio = '', session = '']) => sessionKeyOf(studio, session))
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(sessionKeyOf('a', 'b')).toBe(keys[0])
  })
})
