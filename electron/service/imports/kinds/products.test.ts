import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'

import { openLibrary, type Library } from '../../library/library.ts'
import type { JournalChange } from '../../library/import-journal.ts'
import { tempFolder } from '../../storage/testing/temp-folder.ts'
import { bindImporter } from '../bound-importer.ts'
import { readSpreadsheet } from '../reading/read-file.ts'
import { planTable, proposedMapping, tableOf } from '../table.ts'
import { productsImporter } from './products.ts'

const importer = bindImporter(productsImporter)

const CSV = `商品ID,商品名称,别名,原价,复购周期(天),卖点/事实,FAQ,问题,答案
COAT-1,羊绒大衣,"大衣、wool coat",599,,"含羊绒 30%，双面呢；两个颜色","问：会起球吗
答：轻微，送除球器
问：怎么洗
答：干洗",,
COAT-1,,,,,,,有内衬吗,没有
MASK-2,补水面膜,面膜,59.9,30,,,敏感肌能用吗,可以
,没有编码的,,1,,,,,
BAD-3,价格坏了,,便宜,,,,,
`

async function imported(library: Library) {
  const file = join(tempFolder(), 'products.csv')
  writeFileSync(file, CSV)
  let ids = 0
  const context = { library, session: () => null, nowMs: () => 1_000, newId: () => `n${(ids += 1)}` }
  const table = tableOf(await readSpreadsheet(file, { sheet: 0 }), importer.columns)
  const hand = await planTable(importer, context, table, proposedMapping(table, importer.columns, new Map()))
  const journal: JournalChange[] = []
  for (const [chunk, part] of hand.chunks(100).entries()) {
    await part.write((changes) => journal.push(...changes.map((change) => ({ ...change, chunk }))))
  }
  return { counts: hand.counts(), rejected: hand.rejected() }
}

function aLibrary(): Library {
  const { library } = openLibrary(join(tempFolder(), 'library.db'), { nowMs: () => 1_000 })
  onTestFinished(library.close)
  return library
}

it('reads the headings of shop systems, answers in one cell or one per row, and lists what is broken', async () => {
  const library = aLibrary()
  const { counts, rejected } = await imported(library)
  expect(counts).toMatchObject({ created: 2 })
  expect(rejected).toHaveLength(2)
  expect(library.products.byId('COAT-1')).toEqual({
    ...{ productId: 'COAT-1', name: '羊绒大衣', aliases: ['大衣', 'wool coat'], listPriceFen: 59_900 },
    ...{ repurchaseDays: null, facts: ['含羊绒 30%，双面呢', '两个颜色'], assetId: null },
    faq: [
      { question: '会起球吗', answer: '轻微，送除球器' },
      { question: '怎么洗', answer: '干洗' },
      { question: '有内衬吗', answer: '没有' },
    ],
  })
  expect(library.products.byId('MASK-2')).toMatchObject({ listPriceFen: 5_990, repurchaseDays: 30 })
})

it('changes nothing the second time, and keeps what the file does not speak of', async () => {
  const library = aLibrary()
  await imported(library)
  const mask = library.products.byId('MASK-2')
  if (mask) library.products.save({ ...mask, facts: ['不含酒精'], assetId: 'a'.repeat(64) })
  const before = library.products.list()
  expect((await imported(library)).counts).toMatchObject({ created: 0, updated: 0 })
  expect(library.products.list()).toEqual(before)
})
