import { expect, it } from 'vitest'
import { decibelsOf, FADER_MAX_DB, FADER_MIN_DB, gainOf } from './decibels.ts'

it('every position of the fader comes back from its gain', () => {
  for (let db = FADER_MIN_DB; db <= FADER_MAX_DB; db += 1) expect(decibelsOf(gainOf(db))).toBe(db)
})

it('leaves the sound unchanged at 0 dB and silent at the bottom', () => {
  expect(gainOf(0)).toBe(1)
  expect(gainOf(FADER_MIN_DB)).toBe(0)
  expect(gainOf(FADER_MAX_DB)).toBeLessThanOrEqual(4)
})
