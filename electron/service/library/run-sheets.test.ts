import Database from 'better-sqlite3'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { itemOf } from '#shared/domain/run-sheet/item.ts'
import { migrate } from '../storage/migrate.ts'
import { tempFolder } from '../storage/testing/temp-folder.ts'
import { LIBRARY_SCHEMA } from './library-schema.ts'
import { openLibrary, type Library } from './library.ts'

const opened = (file = join(tempFolder(), 'library.db')): Library => {
  const { library } = openLibrary(file, { nowMs: () => 5_000 })
  onTestFinished(library.close)
  return library
}
const coat = itemOf({
  itemId: 'i3',
  number: 3,
  title: '羊绒大衣',
  priceFen: 39_900,
  listPriceFen: 59_900,
  stock: 42,
  assetId: 'c'.repeat(64),
  talkingPoints: ['双面呢', '含羊绒 15%'],
})

it('sheets are kept whole by name, renamed, replaced and removed', () => {
  const { runSheets } = opened()
  expect(runSheets.save(null, '周二场', [coat])).toBe('saved')
  const [sheet] = runSheets.list()
  expect(sheet).toMatchObject({ name: '周二场', items: 1, savedAtMs: 5_000 })
  const sheetId = sheet?.sheetId ?? ''
  expect(runSheets.items(sheetId)).toEqual([coat])
  expect(runSheets.save(sheetId, '周二场', [])).toBe('saved')
  expect(runSheets.items(sheetId)).toEqual([])
  expect(runSheets.rename(sheetId, '周六场')).toBe('saved')
  expect(runSheets.list().map(({ name }) => name)).toEqual(['周六场'])
  expect(runSheets.remove(sheetId)).toBe(true)
  expect(runSheets.remove(sheetId)).toBe(false)
  expect(runSheets.items(sheetId)).toBeNull()
})

it('a name belongs to one sheet: nothing is written over unasked', () => {
  const { runSheets } = opened()
  runSheets.save(null, '周二场', [coat])
  runSheets.save(null, '周六场', [])
  expect(runSheets.save(null, '周二场', [])).toBe('nameTaken')
  const other = runSheets.list().find(({ name }) => name === '周六场')
  expect(runSheets.rename(other?.sheetId ?? '', '周二场')).toBe('nameTaken')
  expect(runSheets.rename('nobody', '新')).toBe('notFound')
  expect(runSheets.save('nobody', '新', [])).toBe('notFound')
  expect(runSheets.list().map(({ items }) => items)).toEqual([1, 0])
})

it('the sheet of the last show is there after a restart, and images of every sheet are in use', () => {
  const file = join(tempFolder(), 'library.db')
  const before = opened(file)
  expect(before.runSheets.last()).toEqual([])
  before.runSheets.keepLast([coat])
  before.runSheets.save(null, '周二场', [{ ...coat, assetId: 'd'.repeat(64) }])
  before.close()
  const { runSheets } = opened(file)
  expect(runSheets.last()).toEqual([coat])
  expect(runSheets.assetIds()).toEqual(new Set(['c'.repeat(64), 'd'.repeat(64)]))
})

it('a sheet nobody can read any more is not there, and does not hide the others', () => {
  const file = join(tempFolder(), 'library.db')
  const { runSheets, close } = opened(file)
  runSheets.save(null, '坏的', [coat])
  runSheets.save(null, '好的', [coat])
  close()
  const db = new Database(file)
  db.prepare("UPDATE run_sheet SET items = '[{]' WHERE name = '坏的'").run()
  db.close()
  const again = opened(file).runSheets
  expect(new Set(again.list().map(({ sheetId }) => again.items(sheetId)?.length ?? null))).toEqual(
    new Set([1, null]),
  )
  expect(again.assetIds()).toEqual(new Set(['c'.repeat(64)]))
})

it('a library from before run-sheets were kept is brought up to them', () => {
  const file = join(tempFolder(), 'library.db')
  const old = new Database(file)
  migrate(old, { ...LIBRARY_SCHEMA, migrations: LIBRARY_SCHEMA.migrations.slice(0, 3) })
  old.prepare("INSERT INTO setting (key, value) VALUES ('kept', '1')").run()
  old.close()
  const { runSheets } = opened(file)
  expect(runSheets.list()).toEqual([])
  expect(runSheets.save(null, '周二场', [coat])).toBe('saved')
})
