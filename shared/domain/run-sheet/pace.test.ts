import { expect, test } from 'vitest'
import { HOST, Show } from '../testing/show.ts'
import { itemOf, type Item } from './item.ts'
import { paceOf } from './pace.ts'

const MINUTE = 60_000

const sheetItem = (number: number, plannedMs: number | null, more: Partial<Item> = {}): Item =>
  itemOf({
    itemId: `i${number}`,
    number,
    title: `商品${number}`,
    listPriceFen: 200,
    priceFen: 100,
    plannedMs,
    ...more,
  })

function showWith(...items: readonly Item[]): Show {
  const show = new Show()
  expect(show.command(HOST, { type: 'loadRunSheet', items: [...items], from: 'template' })).toBeNull()
  return show
}

const take = (show: Show, number: number): void => {
  expect(show.command(HOST, { type: 'takeItem', itemId: `i${number}` })).toBeNull()
}
const pace = (show: Show) => paceOf(show.state, show.nowMs)
const progress = (show: Show) => pace(show).items.map((item) => item.progress)

test('an item counts from the moment the show is live, to the second, and runs over after its planned length', () => {
  const show = showWith(sheetItem(1, 6 * MINUTE), sheetItem(2, 4 * MINUTE))
  take(show, 1)
  show.wait(30_000)
  expect(pace(show).onAir).toMatchObject({ itemId: 'i1', actualMs: 0, overMs: -6 * MINUTE })
  show.command(HOST, { type: 'goLive' })
  show.wait(4 * MINUTE + 10_000)
  expect(pace(show).onAir).toMatchObject({ actualMs: 250_000, overMs: -110_000 })
  expect(pace(show)).toMatchObject({ elapsedMs: 250_000, overMs: 0, remainingMs: 110_000 + 4 * MINUTE })
  show.wait(3 * MINUTE)
  expect(pace(show).onAir).toMatchObject({ actualMs: 430_000, overMs: 70_000 })
  expect(pace(show)).toMatchObject({ overMs: 70_000, remainingMs: 4 * MINUTE })
})

test('the projected end is the planned end, later by what the show is over and earlier by what it is under', () => {
  const show = showWith(sheetItem(1, 2 * MINUTE), sheetItem(2, 3 * MINUTE), sheetItem(3, 5 * MINUTE))
  show.command(HOST, { type: 'goLive' })
  const liveAtMs = show.nowMs
  take(show, 1)
  show.wait(80_000)
  take(show, 2)
  expect(pace(show)).toMatchObject({
    plannedTotalMs: 10 * MINUTE,
    overMs: -40_000,
    plannedEndMs: liveAtMs + 10 * MINUTE,
    projectedEndMs: liveAtMs + 10 * MINUTE - 40_000,
  })
})

test('before going live the show is planned as if it began at this moment, and nothing is over', () => {
  const show = showWith(sheetItem(1, 2 * MINUTE), sheetItem(2, 3 * MINUTE, { skip: true }))
  expect(pace(show)).toMatchObject({
    plannedTotalMs: 2 * MINUTE,
    elapsedMs: 0,
    overMs: 0,
    remainingMs: 2 * MINUTE,
    plannedEndMs: show.nowMs + 2 * MINUTE,
    projectedEndMs: show.nowMs + 2 * MINUTE,
  })
})

test('an item taken twice adds its turns up; what it had before is not given again', () => {
  const show = showWith(sheetItem(1, 3 * MINUTE), sheetItem(2, 3 * MINUTE))
  show.command(HOST, { type: 'goLive' })
  take(show, 1)
  show.wait(2 * MINUTE)
  take(show, 2)
  show.wait(3 * MINUTE)
  take(show, 1)
  show.wait(90_000)
  expect(pace(show).items[0]).toMatchObject({ progress: 'onAir', actualMs: 210_000, overMs: 30_000 })
  expect(pace(show).items[1]).toMatchObject({ progress: 'done', actualMs: 3 * MINUTE, overMs: 0 })
})

test('items without a planned length have no over or under, cost what they take, and are counted where they are to come', () => {
  const show = showWith(sheetItem(1, null), sheetItem(2, 5 * MINUTE), sheetItem(3, null))
  show.command(HOST, { type: 'goLive' })
  take(show, 1)
  show.wait(MINUTE)
  expect(pace(show).items[0]).toMatchObject({ actualMs: MINUTE, overMs: null, progress: 'onAir' })
  expect(pace(show)).toMatchObject({ unplannedAhead: 1, plannedTotalMs: 5 * MINUTE, overMs: MINUTE })
})

test('a sheet without any lengths promises no end', () => {
  const show = showWith(sheetItem(1, null))
  show.command(HOST, { type: 'goLive' })
  expect(pace(show)).toMatchObject({ overMs: null, plannedEndMs: null, projectedEndMs: null })
})

test('a product beside the sheet costs the show its time and keeps the place in the sheet', () => {
  const show = showWith(sheetItem(1, 2 * MINUTE), sheetItem(2, 2 * MINUTE))
  show.command(HOST, { type: 'goLive' })
  take(show, 1)
  show.wait(2 * MINUTE)
  show.command(HOST, { type: 'putItemOnAir', item: sheetItem(9, null) })
  show.wait(45_000)
  expect(pace(show).onAir).toMatchObject({ itemId: '', actualMs: 45_000, overMs: null })
  expect(pace(show)).toMatchObject({ overMs: 45_000, remainingMs: 2 * MINUTE })
  expect(progress(show)).toEqual(['done', 'ahead'])
})

test('done, on air, passed by, skipped and ahead are told apart', () => {
  const show = showWith(
    sheetItem(1, MINUTE),
    sheetItem(2, MINUTE),
    sheetItem(3, MINUTE),
    sheetItem(4, MINUTE, { skip: true }),
    sheetItem(5, MINUTE),
  )
  show.command(HOST, { type: 'goLive' })
  take(show, 1)
  show.wait(MINUTE)
  take(show, 3)
  expect(progress(show)).toEqual(['done', 'passed', 'onAir', 'skipped', 'ahead'])
  // The minute of item 2 is won.
  expect(pace(show).overMs).toBe(-MINUTE)
  show.wait(10_000)
  show.command(HOST, { type: 'endShow' })
  show.wait(MINUTE)
  expect(progress(show)).toEqual(['done', 'passed', 'done', 'skipped', 'passed'])
  expect(pace(show)).toMatchObject({ elapsedMs: 70_000, remainingMs: 0, onAir: null })
})

test('a step too far and back leaves the item to come', () => {
  const show = showWith(sheetItem(1, MINUTE), sheetItem(2, MINUTE))
  show.command(HOST, { type: 'goLive' })
  take(show, 1)
  show.wait(10_000)
  take(show, 2)
  show.wait(2_000)
  take(show, 1)
  expect(progress(show)).toEqual(['onAir', 'ahead'])
  expect(pace(show).overMs).toBe(0)
})

test('an item removed while on air goes on being counted', () => {
  const show = showWith(sheetItem(1, MINUTE), sheetItem(2, MINUTE))
  show.command(HOST, { type: 'goLive' })
  take(show, 1)
  show.wait(20_000)
  show.command(HOST, { type: 'removeItem', itemId: 'i1' })
  show.wait(10_000)
  expect(pace(show).onAir).toMatchObject({ itemId: 'i1', actualMs: 30_000, overMs: -30_000 })
})
