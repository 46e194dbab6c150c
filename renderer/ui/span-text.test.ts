import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseSpan, spanFieldText } from './span-text.ts'

describe('a typed length', () => {
  it('is read the way people write it', () => {
    const msOf = (text: string): unknown => parseSpan(text)
    expect(msOf('6')).toEqual({ ok: true, spanMs: 360_000 })
    expect(msOf('6:30')).toEqual({ ok: true, spanMs: 390_000 })
    expect(msOf('６：３０')).toEqual({ ok: true, spanMs: 390_000 })
    expect(msOf('1:05:00')).toEqual({ ok: true, spanMs: 3_900_000 })
    expect(msOf('90:00')).toEqual({ ok: true, spanMs: 5_400_000 })
    expect(msOf('6分30秒')).toEqual({ ok: true, spanMs: 390_000 })
    expect(msOf('90秒')).toEqual({ ok: true, spanMs: 90_000 })
    expect(msOf('1.5')).toEqual({ ok: true, spanMs: 90_000 })
    expect(msOf('2 min')).toEqual({ ok: true, spanMs: 120_000 })
    expect(msOf('1小时')).toEqual({ ok: true, spanMs: 3_600_000 })
    expect(msOf(' ')).toEqual({ ok: true, spanMs: null })
  })

  it('is refused with the reason', () => {
    expect(parseSpan('很久')).toEqual({ ok: false, problem: 'notASpan' })
    expect(parseSpan('5:75')).toEqual({ ok: false, problem: 'notASpan' })
    expect(parseSpan('-3')).toEqual({ ok: false, problem: 'notASpan' })
    expect(parseSpan('25:00:00')).toEqual({ ok: false, problem: 'tooLong' })
  })

  it('comes back as it was shown', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 86_400 }), (seconds) => {
        expect(parseSpan(spanFieldText(seconds * 1000))).toEqual({ ok: true, spanMs: seconds * 1000 })
      }),
    )
  })
})
