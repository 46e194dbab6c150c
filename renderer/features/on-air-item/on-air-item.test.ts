import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { itemOf, type Item } from '#shared/domain/run-sheet/item.ts'
import { parsePrice, priceFieldText } from './price-text.ts'
import { parseRecentItems, remember, stepFrom } from './recent-items.ts'

const item = (number: number): Item =>
  itemOf({ number, title: `${number}`, priceFen: null, listPriceFen: null })

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

describe('recent items', () => {
  it('hold each number once, the newest first', () => {
    const items = [item(1), item(2), item(1)].reduce<readonly Item[]>(remember, [])
    expect(items.map(({ number }) => number)).toEqual([1, 2])
  })

  it('step by number and round the end', () => {
    const items = [item(5), item(1), item(3)]
    expect(stepFrom(items, 1, 1)?.number).toBe(3)
    expect(stepFrom(items, 5, 1)?.number).toBe(1)
    expect(stepFrom(items, 1, -1)?.number).toBe(5)
    expect(stepFrom(items, 4, 1)?.number).toBe(5)
    expect(stepFrom(items, null, 1)?.number).toBe(1)
    expect(stepFrom([item(3)], 3, 1)).toBe(null)
    expect(stepFrom([], null, -1)).toBe(null)
  })

  it('survive being stored, and spoilt storage is no list', () => {
    expect(parseRecentItems(JSON.stringify([item(2)]))).toEqual([item(2)])
    expect(parseRecentItems('[{"number":0}]')).toEqual([])
    expect(parseRecentItems('nonsense')).toEqual([])
    expect(parseRecentItems(null)).toEqual([])
  })
})
