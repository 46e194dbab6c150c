import { describe, expect, it } from 'vitest'
import { itemOf, type Item } from '#shared/domain/run-sheet/item.ts'
import { filterRows, holdOrder, moveHeld } from './hold-order.ts'

const item = (number: number, title = `商品${number}`): Item =>
  itemOf({ itemId: `i${number}`, number, title, priceFen: null, listPriceFen: null })
const shown = (rows: ReturnType<typeof holdOrder>): string[] =>
  rows.map(({ item: { number }, gone }) => `${number}${gone ? '-' : ''}`)

describe('the rows under the pointer', () => {
  const held = [item(1), item(2), item(3)]

  it('stay where they are while others move, remove and add', () => {
    expect(shown(holdOrder(held, [item(4), item(3), item(1)]))).toEqual(['1', '2-', '3', '4'])
    expect(shown(holdOrder(null, [item(4), item(3), item(1)]))).toEqual(['4', '3', '1'])
  })

  it('show what has changed in them', () => {
    const sheet = [item(1, '改过的'), item(2), item(3)]
    expect(holdOrder(held, sheet)[0]?.item.title).toBe('改过的')
  })

  it('follow a move of one’s own', () => {
    expect(moveHeld(held, 'i3', 'i1').map(({ number }) => number)).toEqual([3, 1, 2])
    expect(moveHeld(held, 'i1', 'i3').map(({ number }) => number)).toEqual([2, 3, 1])
    expect(moveHeld(held, 'i9', 'i3')).toBe(held)
  })
})

describe('finding an item', () => {
  const rows = holdOrder(null, [item(3, '羊绒大衣'), item(30, '真丝衬衫'), item(7, '3号色口红')])

  it('goes by the beginning of its number, or any part of its title', () => {
    expect(shown(filterRows(rows, '3'))).toEqual(['3', '30', '7'])
    expect(shown(filterRows(rows, '30号'))).toEqual(['30'])
    expect(shown(filterRows(rows, ' 衬衫'))).toEqual(['30'])
    expect(filterRows(rows, ' ')).toBe(rows)
  })
})
