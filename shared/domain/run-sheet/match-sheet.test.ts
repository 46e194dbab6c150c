import { expect, test } from 'vitest'
import { itemOf, type Item } from './item.ts'
import { matchSheet } from './match-sheet.ts'

const item = (itemId: string, number: number, title: string, productId: string | null = null): Item =>
  itemOf({ itemId, number, title, productId, priceFen: 100, listPriceFen: null })
const ids = (items: readonly Item[]) => items.map(({ itemId }) => itemId)

function match(current: readonly Item[], incoming: readonly Item[]): readonly string[] {
  let made = 0
  return ids(matchSheet(current, incoming, () => `new${(made += 1)}`))
}

test('a product keeps its id under another number, and a link with the same title keeps it without a product', () => {
  const current = [item('a', 1, '大衣', 'P1'), item('b', 2, '围巾')]
  expect(match(current, [item('x', 7, '新大衣', 'P1'), item('y', 2, '围巾')])).toEqual(['a', 'b'])
})

test('another product under the same number is another item', () => {
  expect(match([item('a', 1, '大衣')], [item('a', 1, '裤子')])).toEqual(['new1'])
})

test('the likest takes the place, whatever comes before it', () => {
  const current = [item('a', 1, '大衣', 'P1'), item('b', 2, '大衣', 'P1')]
  expect(match(current, [item('x', 5, '大衣', 'P1'), item('y', 1, '大衣新款', 'P1')])).toEqual(['b', 'a'])
})

test('no id is given twice, however alike the items are', () => {
  const current = [item('a', 1, '大衣', 'P1'), item('b', 2, '大衣', 'P1')]
  const incoming = [item('x', 2, '大衣', 'P1'), item('y', 3, '大衣', 'P1'), item('z', 4, '大衣', 'P1')]
  expect(match(current, incoming)).toEqual(['b', 'a', 'new1'])
})
