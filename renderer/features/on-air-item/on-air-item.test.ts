import { describe, expect, it } from 'vitest'
import { itemOf, type Item } from '#shared/domain/run-sheet/item.ts'
import { parseRecentItems, remember, stepFrom } from './recent-items.ts'

const item = (number: number): Item =>
  itemOf({ number, title: `${number}`, priceFen: null, listPriceFen: null })

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
