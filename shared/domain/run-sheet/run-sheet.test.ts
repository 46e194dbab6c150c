import { describe, expect, test } from 'vitest'
import { A_MEI, HOST, Show, XIAO_LIN } from '../testing/show.ts'
import type { Command } from '../session/command.ts'
import { itemOf, RUN_SHEET_MAX, type Item } from './item.ts'
import { stepTarget } from './run-sheet.ts'

const sheetItem = (number: number, more: Partial<Item> = {}): Item =>
  itemOf({ itemId: `i${number}`, number, title: `商品${number}`, listPriceFen: 200, priceFen: 100, ...more })

function showWith(...numbers: readonly number[]): Show {
  const show = new Show()
  const items = numbers.map((number) => sheetItem(number))
  expect(show.command(HOST, { type: 'loadRunSheet', items, from: 'template' })).toBeNull()
  return show
}

const take = (show: Show, number: number) => show.command(HOST, { type: 'takeItem', itemId: `i${number}` })
const order = (show: Show): readonly number[] => show.state.runSheet.map(({ number }) => number)
const onAir = (show: Show): number | null => show.state.itemOnAir?.item.number ?? null
function step(show: Show, direction: 'next' | 'back' = 'next'): number | null {
  const from = show.state.itemOnAir?.item.itemId || null
  show.command(HOST, { type: 'stepItem', direction, from })
  return onAir(show)
}

describe('stepping', () => {
  test('goes through the sheet, passes over what is skipped, and stops at both ends', () => {
    const show = showWith(1, 2, 3)
    show.command(HOST, {
      type: 'changeItem',
      before: sheetItem(2),
      item: { ...sheetItem(2), skip: true },
    })
    expect(step(show)).toBe(1)
    expect(step(show)).toBe(3)
    expect(step(show)).toBe(3)
    expect(step(show, 'back')).toBe(1)
    expect(step(show, 'back')).toBe(1)
  })

  test('a second press that has not seen the first is refused', () => {
    const show = showWith(1, 2, 3)
    take(show, 1)
    const next: Command = { type: 'stepItem', direction: 'next', from: 'i1' }
    expect(show.command(HOST, next)).toBeNull()
    expect(show.command(XIAO_LIN, next)).toEqual({ kind: 'itemChangedSince' })
    expect(onAir(show)).toBe(2)
  })

  test('after the item on air was removed, goes on with the one behind it', () => {
    const show = showWith(1, 2, 3)
    take(show, 2)
    show.command(XIAO_LIN, { type: 'removeItem', itemId: 'i2' })
    expect(onAir(show)).toBe(2)
    expect(step(show)).toBe(3)
  })

  test('and back from a removed one goes to the one before it', () => {
    const show = showWith(1, 2, 3)
    take(show, 2)
    show.command(XIAO_LIN, { type: 'removeItem', itemId: 'i2' })
    expect(step(show, 'back')).toBe(1)
  })

  test('after the item on air was moved, goes on from where it now lies', () => {
    const show = showWith(1, 2, 3, 4)
    take(show, 1)
    show.command(XIAO_LIN, { type: 'moveItem', itemId: 'i1', toIndex: 2 })
    expect(order(show)).toEqual([2, 3, 1, 4])
    expect(step(show)).toBe(4)
  })

  test('from a product beside the sheet goes on behind the item it interrupted, or back to it', () => {
    const show = showWith(1, 2, 3)
    take(show, 2)
    show.command(HOST, { type: 'putItemOnAir', item: sheetItem(9) })
    expect(show.state.itemOnAir?.item.itemId).toBe('')
    expect(stepTarget(show.state, 'back')?.number).toBe(2)
    expect(step(show)).toBe(3)
  })

  test('with nothing on air goes on where the sheet was left, whatever was added, moved or removed before that', () => {
    const show = showWith(1, 2, 3, 4)
    take(show, 2)
    show.command(HOST, { type: 'takeItemOffAir' })
    expect(stepTarget(show.state, 'next')?.number).toBe(3)
    show.command(HOST, { type: 'addItem', item: sheetItem(5), index: 0 })
    expect(stepTarget(show.state, 'next')?.number).toBe(3)
    show.command(HOST, { type: 'removeItem', itemId: 'i1' })
    expect(stepTarget(show.state, 'next')?.number).toBe(3)
    show.command(HOST, { type: 'moveItem', itemId: 'i5', toIndex: 3 })
    expect(stepTarget(show.state, 'next')?.number).toBe(3)
    expect(step(show)).toBe(3)
  })
})

test('an item that was removed while on air and is put back otherwise is on air as it now is', () => {
  const show = showWith(1, 2)
  take(show, 1)
  show.command(HOST, { type: 'removeItem', itemId: 'i1' })
  show.command(HOST, { type: 'addItem', item: sheetItem(1, { priceFen: 77 }), index: 0 })
  expect(show.state.itemOnAir?.item).toEqual(show.state.runSheet[0])
  expect(show.state.itemOnAir?.item.priceFen).toBe(77)
})

describe('loading a sheet while live', () => {
  test('keeps the item on air, its time and the place of the show where the items are the same', () => {
    const show = showWith(1, 2, 3)
    show.command(HOST, { type: 'goLive' })
    take(show, 1)
    show.wait(5_000)
    take(show, 2)
    show.wait(3_000)
    const items = [sheetItem(3), sheetItem(2, { priceFen: 90, stock: 5 }), sheetItem(7)]
    show.command(XIAO_LIN, { type: 'loadRunSheet', items, from: 'import' })
    expect(show.state.itemOnAir).toMatchObject({ item: { itemId: 'i2', priceFen: 90, stock: 5 } })
    expect(step(show)).toBe(7)
    expect(show.state.airedMs.get('i2')).toBe(3_000)
    expect(show.state.airedMs.get('i1')).toBe(5_000)
  })

  test('goes on behind the last item shown that is still in it', () => {
    const show = showWith(1, 2, 3, 4)
    take(show, 3)
    const items = [sheetItem(2), sheetItem(8), sheetItem(4)]
    show.command(XIAO_LIN, { type: 'loadRunSheet', items, from: 'import' })
    expect(onAir(show)).toBe(3)
    expect(step(show)).toBe(8)
  })

  test('two items of one number, or of one id, are refused and nothing changes', () => {
    const show = showWith(1, 2)
    const twice = [sheetItem(3), sheetItem(3, { itemId: 'other', title: '别的' })]
    expect(show.command(HOST, { type: 'loadRunSheet', items: twice, from: 'import' })).toEqual({
      kind: 'numberTaken',
      number: 3,
      title: '别的',
    })
    const sameId = [sheetItem(3), sheetItem(4, { itemId: 'i3' })]
    expect(show.command(HOST, { type: 'loadRunSheet', items: sameId, from: 'import' })).not.toBeNull()
    expect(order(show)).toEqual([1, 2])
  })
})

describe('editing by several', () => {
  test('a change made on an older item is refused; stock counted down meanwhile stands', () => {
    const show = showWith(1)
    show.command(XIAO_LIN, { type: 'adjustStock', itemId: 'i1', stock: 40 })
    const before = sheetItem(1, { stock: 42 })
    expect(show.command(A_MEI, { type: 'changeItem', before, item: { ...before, title: '新名' } })).toBeNull()
    expect(show.state.runSheet[0]).toMatchObject({ title: '新名', stock: 40 })
    expect(
      show.command(XIAO_LIN, { type: 'changeItem', before, item: { ...before, title: '旧名' } }),
    ).toEqual({ kind: 'itemChangedSince' })
  })

  test('stock adjusted or price changed while on air is at once what is on air', () => {
    const show = showWith(1)
    take(show, 1)
    show.command(XIAO_LIN, { type: 'adjustStock', itemId: 'i1', stock: 0 })
    expect(show.state.itemOnAir?.item.stock).toBe(0)
    const before = sheetItem(1, { stock: 0 })
    show.command(XIAO_LIN, { type: 'changeItem', before, item: { ...before, priceFen: 88 } })
    expect(show.state.itemOnAir?.item.priceFen).toBe(88)
  })

  test('a number another item has is refused by its title', () => {
    const show = showWith(1, 2)
    expect(show.command(HOST, { type: 'addItem', item: sheetItem(2, { itemId: 'x' }), index: 0 })).toEqual({
      kind: 'numberTaken',
      number: 2,
      title: '商品2',
    })
  })

  test('a sheet holds 500 items and refuses one more', () => {
    const show = showWith(...Array.from({ length: RUN_SHEET_MAX }, (_, index) => index + 1))
    expect(order(show)).toHaveLength(RUN_SHEET_MAX)
    expect(show.command(HOST, { type: 'addItem', item: sheetItem(501), index: 0 })).toEqual({
      kind: 'runSheetFull',
    })
  })

  test('after the show nothing of it can be edited', () => {
    const show = showWith(1)
    show.command(HOST, { type: 'goLive' })
    show.command(HOST, { type: 'endShow' })
    expect(show.command(HOST, { type: 'removeItem', itemId: 'i1' })).toEqual({
      kind: 'wrongPhase',
      phase: 'ended',
    })
  })
})
