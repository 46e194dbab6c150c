import { describe, expect, it } from 'vitest'
import { itemOf } from '#shared/domain/run-sheet/item.ts'
import { changesSince, rebase } from './merge-item.ts'

const before = itemOf({
  itemId: 'a',
  number: 3,
  title: '羊绒大衣',
  priceFen: 39_900,
  listPriceFen: 59_900,
  stock: 42,
})

describe('two people at one item', () => {
  it('keep what each of them changed', () => {
    const mine = { ...before, title: '羊绒大衣 加长', talkingPoints: ['克重 680 克'] }
    const theirs = { ...before, priceFen: 37_900 }
    expect(changesSince(before, theirs, mine)).toEqual([{ field: 'priceFen', contested: false }])
    expect(rebase(before, mine, theirs)).toEqual({ ...mine, priceFen: 37_900 })
  })

  it('are told where both changed the same, and the later one stands', () => {
    const mine = { ...before, priceFen: 36_900 }
    const theirs = { ...before, priceFen: 37_900, coupon: '满300减30' }
    expect(changesSince(before, theirs, mine)).toEqual([
      { field: 'priceFen', contested: true },
      { field: 'coupon', contested: false },
    ])
    expect(rebase(before, mine, theirs)).toEqual({ ...theirs, priceFen: 36_900 })
  })

  it('are not troubled by the same change twice', () => {
    const same = { ...before, title: '大衣' }
    expect(changesSince(before, same, same)).toEqual([{ field: 'title', contested: false }])
    expect(rebase(before, same, same)).toEqual(same)
  })

  it('hear of stock only when they changed it themselves: orders move it all the time', () => {
    const sold = { ...before, stock: 40 }
    expect(changesSince(before, sold, before)).toEqual([])
    expect(rebase(before, { ...before, title: '大衣' }, sold).stock).toBe(40)
    expect(changesSince(before, sold, { ...before, stock: 50 })).toEqual([
      { field: 'stock', contested: true },
    ])
  })
})
