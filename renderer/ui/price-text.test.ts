import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parsePrice, priceFieldText } from './price-text.ts'

describe('a typed price', () => {
  it('is read the way people write it', () => {
    const fenOf = (text: string): unknown => parsePrice(text)
    expect(fenOf('399')).toEqual({ ok: true, fen: 39_900 })
    expect(fenOf('19.99')).toEqual({ ok: true, fen: 1_999 })
    expect(fenOf('¥1,299.5')).toEqual({ ok: true, fen: 129_950 })
    expect(fenOf('３９９元')).toEqual({ ok: true, fen: 39_900 })
    expect(fenOf(' ')).toEqual({ ok: true, fen: null })
    expect(fenOf('12.30000')).toEqual({ ok: true, fen: 1_230 })
  })

  it('is refused with the reason', () => {
    expect(parsePrice('免费')).toEqual({ ok: false, problem: 'notAPrice' })
    expect(parsePrice('-3')).toEqual({ ok: false, problem: 'notAPrice' })
    expect(parsePrice('¥')).toEqual({ ok: false, problem: 'notAPrice' })
    expect(parsePrice('1.999')).toEqual({ ok: false, problem: 'tooPrecise' })
    expect(parsePrice('99999999999')).toEqual({ ok: false, problem: 'tooLarge' })
  })

  it('comes back as it was shown', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), (fen) => {
        expect(parsePrice(priceFieldText(fen))).toEqual({ ok: true, fen })
      }),
    )
  })
})
