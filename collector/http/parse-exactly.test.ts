import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { parseExactly } from './parse-exactly.ts'
import { Refusal } from './refusal.ts'

const roundTrip = (text: string): string => JSON.stringify(parseExactly(Buffer.from(text)))

describe('exact parsing', () => {
  it('writes back every text that JSON.stringify wrote', () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: 'binary' }), (text) => {
        const canonical = JSON.stringify(JSON.parse(text))
        expect(roundTrip(canonical)).toBe(canonical)
      }),
    )
  })

  it('keeps numbers that no double holds, or that were spelt otherwise', () => {
    const number = fc
      .tuple(
        fc.constantFrom('', '-'),
        fc.bigInt(0n, 10n ** 40n),
        fc.option(fc.stringMatching(/^\d{1,30}$/), { nil: null }),
        fc.option(fc.integer({ min: -999, max: 999 }), { nil: null }),
      )
      .map(([sign, whole, fraction, exponent]) =>
        [sign, whole, fraction === null ? '' : `.${fraction}`, exponent === null ? '' : `e${exponent}`].join(
          '',
        ),
      )
    fc.assert(
      fc.property(fc.array(number), (numbers) => {
        const text = `{"n":[${numbers.join(',')}],"text":"1.0 1e400"}`
        expect(roundTrip(text)).toBe(text)
      }),
    )
  })

  it('refuses what is no JSON, no UTF-8, or only half there', () => {
    for (const bytes of ['', '{', '{"a":1}x', 'NaN', '\ufeff{}']) {
      expect(() => parseExactly(Buffer.from(bytes))).toThrow(Refusal)
    }
    expect(() => parseExactly(Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]))).toThrow('UTF-8')
  })
})
