import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import writeXlsx from 'write-excel-file/node'

import type { Cell } from '#shared/domain/imports/cell.ts'
import { itemOf, type Item } from '#shared/domain/run-sheet/item.ts'
import { openLibrary, type Library } from '../../library/library.ts'
import { tempFolder } from '../../storage/testing/temp-folder.ts'
import { bindImporter, type RowsInHand } from '../bound-importer.ts'
import type { JournalChange } from '../../library/import-journal.ts'
import type { ImportContext } from '../importer.ts'
import { readSpreadsheet } from '../reading/read-file.ts'
import { planTable, proposedMapping, tableOf } from '../table.ts'
import { runSheetImporter } from './run-sheet.ts'

const importer = bindImporter(runSheetImporter)

function aContext(sheet: readonly Item[] = []): ImportContext & { readonly library: Library } {
  const { library } = openLibrary(join(tempFolder(), 'library.db'), { nowMs: () => 1_000 })
  onTestFinished(library.close)
  library.runSheets.keepLast(sheet)
  let ids = 0
  return { library, session: () => null, nowMs: Date.now, newId: () => `n${(ids += 1)}` }
}

async function xlsx(rows: readonly (readonly Cell[])[]): Promise<string> {
  const file = join(tempFolder(), 'sheet.xlsx')
  const data = rows.map((row) => row.map((value) => (value === null ? null : { value })))
  writeFileSync(file, await writeXlsx(data).toBuffer())
  return file
}

async function planned(context: ImportContext, file: string): Promise<RowsInHand> {
  const sheet = await readSpreadsheet(file, { sheet: 0 })
  const table = tableOf(sheet, importer.columns)
  return planTable(importer, context, table, proposedMapping(table, importer.columns, new Map()))
}

async function imported(context: ImportContext & { readonly library: Library }, file: string) {
  const hand = await planned(context, file)
  const journal: JournalChange[] = []
  for (const [chunk, part] of hand.chunks(100).entries()) {
    await part.write((changes) => journal.push(...changes.map((change) => ({ ...change, chunk }))))
  }
  return {
    counts: hand.counts(),
    rejected: hand.rejected(),
    journal,
    sheet: context.library.runSheets.last(),
  }
}

const PAIPIN: readonly (readonly Cell[])[] = [
  ['11月24日 周二专场 排品表', null, null, null, null, null, null, null, null, null, null, null],
  [
    '链接号',
    '商品名称',
    '商品编码',
    '日常价',
    '直播到手价',
    '库存',
    '优惠券',
    '讲解时长',
    '卖点1',
    '卖点2',
    '主播备注',
    '颜色',
  ],
  [
    1,
    '半高领羊毛打底衫',
    'WL-2201',
    '¥199',
    129,
    120,
    null,
    '2分钟',
    '贴身穿，不扎',
    '可以机洗',
    '先打招呼',
    '绿',
  ],
  ['2号', '羊绒围巾', 'WJ-0815', 269, 169, 36, '满100减10', 90, '1、驼色衬肤色', null, null, '#E8B923'],
  ['3', '双面呢羊绒大衣', 'DY-5099', 599, '三百九', 42, null, 4, null, null, null, null],
  [4, null, 'KZ-3317', 239, 159, 80, null, '2:00', null, null, null, null],
  [5, '真丝飘带衬衫', 'CS-7702', 399, 259, 24, null, 1.5, null, null, null, '是'],
]

it('a 排品表 as sellers keep one goes in, what is broken is listed, and a second time changes nothing', async () => {
  const context = aContext()
  const file = await xlsx(PAIPIN)
  const { counts, rejected, sheet } = await imported(context, file)
  expect(counts).toMatchObject({ read: 5, created: 3, rejected: 2 })
  expect(rejected.map(({ row, reason }) => [row, reason.kind, reason.field])).toEqual([
    [5, 'notMoney', 'price'],
    [6, 'missing', 'title'],
  ])
  expect(sheet[0]).toMatchObject({
    number: 1,
    productId: 'WL-2201',
    listPriceFen: 19_900,
    priceFen: 12_900,
    stock: 120,
    plannedMs: 120_000,
    talkingPoints: ['贴身穿，不扎', '可以机洗'],
    hostNotes: '先打招呼',
    colour: 'green',
  })
  expect(sheet[1]).toMatchObject({
    number: 2,
    plannedMs: 90_000,
    talkingPoints: ['驼色衬肤色'],
    colour: 'yellow',
  })
  expect(sheet[2]).toMatchObject({ number: 5, plannedMs: 90_000 })
  expect((await imported(context, file)).counts).toMatchObject({ created: 0, updated: 0, unchanged: 3 })
})

it('an Ontime rundown goes in: leading lines, its own headings, times of day, groups left out', async () => {
  const file = await xlsx([
    ['Ontime · Rundown export', null, null, null, null, null, null, null],
    ['Project', 'Tea evening', null, null, null, null, null, null],
    ['Time Start', 'Time End', 'Title', 'Cue', 'Skip', 'Note', 'Colour', 'Timer type'],
    ['19:55:00', '20:00:00', 'Doors', 'G1', null, null, null, 'group'],
    ['20:00:00', '20:05:30', 'Jasmine tips', '1', 'false', 'Brew first', '#339966', 'count-down'],
    ['23:58:00', '00:01:00', 'White tea', 'SF1.02', 'true', null, 'tomato', 'count-down'],
  ])
  const { counts, sheet } = await imported(aContext(), file)
  expect(counts).toMatchObject({ created: 2, rejected: 1 })
  expect(sheet).toMatchObject([
    {
      number: 1,
      title: 'Jasmine tips',
      plannedMs: 330_000,
      hostNotes: 'Brew first',
      colour: 'green',
      skip: false,
    },
    { number: 2, title: 'White tea', plannedMs: 180_000, colour: 'red', skip: true },
  ])
})

it('an import changes what it speaks of, leaves the rest, and no two items end with one number', async () => {
  const known = [
    itemOf({
      itemId: 'a',
      number: 1,
      title: '打底衫',
      productId: 'WL-2201',
      priceFen: 100,
      listPriceFen: null,
      hostNotes: '留着',
    }),
    itemOf({ itemId: 'b', number: 2, title: '旧款', priceFen: 100, listPriceFen: null }),
    itemOf({ itemId: 'c', number: 7, title: '袜子', priceFen: 100, listPriceFen: null }),
  ]
  const context = aContext(known)
  const file = await xlsx([
    ['序号', '商品', 'SKU', '到手价'],
    [2, '打底衫升级', 'WL-2201', 128],
    [7, '羊毛袜', null, 39],
  ])
  const { counts, sheet, journal } = await imported(context, file)
  expect(counts).toMatchObject({ created: 0, updated: 2 })
  expect(sheet).toMatchObject([
    { itemId: 'a', number: 2, title: '打底衫升级', priceFen: 12_800, hostNotes: '留着' },
    { itemId: 'b', number: 1, title: '旧款' },
    { itemId: 'c', number: 7, title: '羊毛袜', priceFen: 3_900 },
  ])
  // Also the one that made way gets its number back.
  expect(await importer.revert(context, journal)).toEqual([])
  expect(context.library.runSheets.last()).toEqual(known)
})

it('refuses the rows a full sheet has no place for, and takes those of its items', async () => {
  const full = Array.from({ length: 499 }, (_, at) =>
    itemOf({
      itemId: `i${at}`,
      number: at + 1,
      title: `商品 ${at + 1}`,
      listPriceFen: null,
      priceFen: null,
    }),
  )
  const rows = [
    ['链接号', '商品名称'],
    [7, '新名字'],
    [600, '还有一件'],
    [600, '同一件'],
    [601, '放不下'],
  ]
  const { counts, rejected, sheet } = await imported(aContext(full), await xlsx(rows))
  expect(counts).toMatchObject({ read: 4, created: 1, updated: 1, merged: 1, rejected: 1 })
  expect(rejected).toMatchObject([{ row: 5, reason: { kind: 'sheetFull', limit: 500 } }])
  expect(sheet).toHaveLength(500)
})
