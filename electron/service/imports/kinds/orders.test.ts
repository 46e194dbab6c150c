import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { viewerKey } from '#shared/domain/danmaku/danmaku.ts'
import type { Cell } from '#shared/domain/imports/cell.ts'
import { recogniseHeadings, unitOf } from '#shared/domain/imports/heading.ts'
import { productSchema } from '#shared/domain/products/product.ts'
import { openLibrary, type Library } from '../../library/library.ts'
import { tempFolder } from '../../storage/testing/temp-folder.ts'
import { bindImporter, type RowsInHand } from '../bound-importer.ts'
import type { JournalChange } from '../../library/import-journal.ts'
import type { ImportContext } from '../importer.ts'
import { ordersImporter } from './orders.ts'

const importer = bindImporter(ordersImporter)

function aContext(): ImportContext & { readonly library: Library } {
  const { library } = openLibrary(join(tempFolder(), 'library.db'), { nowMs: () => Date.UTC(2026, 10, 22) })
  onTestFinished(library.close)
  let ids = 0
  return { library, session: () => null, nowMs: Date.now, newId: () => `n${(ids += 1)}` }
}

function planned(context: ImportContext, [headings = [], ...rows]: readonly (readonly Cell[])[]): RowsInHand {
  const hand = importer.begin(context, ({ year, month, day, hour, minute, second }) =>
    Date.UTC(year, month - 1, day, hour, minute, second),
  )
  const mapping = recogniseHeadings(headings, importer.columns)
  for (const [index, row] of rows.entries()) {
    const cells = new Map(
      [...mapping].map(([column, field]) => {
        const format = importer.columns.find((known) => known.field === field)?.format ?? 'text'
        return [field, { cell: row[column] ?? null, unit: unitOf(headings[column] ?? null, format) }] as const
      }),
    )
    hand.add(index + 2, cells)
  }
  return hand
}

async function imported(context: ImportContext, table: readonly (readonly Cell[])[]) {
  const hand = planned(context, table)
  const journal: JournalChange[] = []
  for (const [chunk, part] of hand.chunks(2).entries()) {
    await part.write((changes) => journal.push(...changes.map((change) => ({ ...change, chunk }))))
  }
  return { counts: hand.counts(), rejected: hand.rejected(), journal }
}

const YOUZAN = [
  [
    '订单号',
    '买家昵称',
    '买家ID',
    '商品名称',
    '商品编码',
    '数量',
    '实付金额',
    '退款金额',
    '订单状态',
    '下单时间',
  ],
  ['E1', '小林', 'yz1', '羊绒大衣', 'COAT', '1', '¥697.00', '0', '交易成功', '2026-11-20 20:31:05'],
  ['E1', '小林', 'yz1', '真丝围巾', '', '2', '¥697.00', '0', '交易成功', '2026-11-20 20:31:05'],
  ['E2', '阿芳', 'yz2', '羊绒大衣', 'COAT', '1', '399', '100', '部分退款', '2026-11-20 20:40:00'],
  ['E3', '阿芳', 'yz2', '羊绒大衣', 'COAT', '1', '399', '399', '交易关闭', '2026-11-20 20:41:00'],
  ['E4', '路人', 'yz3', '羊绒大衣', 'COAT', '1', '399', '', '待付款', '2026-11-20 20:42:00'],
  ['E5', '没有账号', '', '羊绒大衣', 'COAT', '1', '399', '', '交易成功', '2026-11-20 20:43:00'],
  ['E6', '小林', 'yz1', '羊绒大衣', 'COAT', '1', '三百', '', '交易成功', '2026-11-20 20:44:00'],
] as const

it('takes the rows of one order as its lines, and says what it could not take', async () => {
  const context = aContext()
  context.library.products.save(productSchema.parse({ productId: 'SCARF', name: '真丝围巾' }))
  const { counts, rejected } = await imported(context, YOUZAN)
  expect(counts).toMatchObject({ read: 7, created: 3, merged: 1, rejected: 3 })
  expect(rejected.map(({ row, reason }) => [row, reason.kind])).toEqual([
    [6, 'notPaid'],
    [7, 'noIdentity'],
    [8, 'notMoney'],
  ])
  const { orders, fans } = context.library
  expect(orders.byId('E1')).toMatchObject({
    buyer: { source: 'youzan', userId: 'yz1', name: '小林' },
    amountFen: 69_700,
    status: 'paid',
    placedAtMs: Date.UTC(2026, 10, 20, 20, 31, 5),
    lines: [
      { productId: 'COAT', name: '羊绒大衣', quantity: 1 },
      { productId: 'SCARF', name: '真丝围巾', quantity: 2 },
    ],
  })
  expect(orders.byId('E2')).toMatchObject({ status: 'partlyRefunded', refundedFen: 10_000 })
  expect(orders.byId('E3')).toMatchObject({ status: 'refunded', refundedFen: 39_900 })
  expect(fans.byKey(viewerKey('youzan', 'yz2'))).toMatchObject({ name: '阿芳', orders: 1, spentFen: 29_900 })
})

it('changes nothing the second time, and can be taken back with the buyers it brought', async () => {
  const context = aContext()
  const { journal } = await imported(context, YOUZAN)
  const again = await imported(context, YOUZAN)
  expect(again.counts).toMatchObject({ created: 0, updated: 0, merged: 0, unchanged: 4 })
  expect(again.journal).toEqual([])
  expect(await importer.revert(context, journal)).toEqual([])
  expect([...context.library.orders.all()]).toEqual([])
  expect(context.library.fans.byKey(viewerKey('youzan', 'yz1'))).toBeNull()
})

it('adds up lines that have numbers of their own, and their refunds', async () => {
  const context = aContext()
  const table = [
    [
      '主订单编号',
      '子订单编号',
      '抖音号',
      '选购商品',
      '商家编码',
      '商品数量',
      '订单应付金额',
      '订单状态',
      '订单提交时间',
    ],
    ["'9001", '9001-1', 'dy7', '面膜', 'MASK', 1, '99.00', '已退款', '2026-11-20 20:00:00'],
    ["'9001", '9001-2', 'dy7', '精华', 'SERUM', 1, '201.00', '已完成', '2026-11-20 20:00:00'],
    ["'9002", '9002-1', 'dy7', '精华', 'SERUM', 1, '201.00', '已退款', '2026-11-20 21:00:00'],
  ]
  await imported(context, table)
  expect(context.library.orders.byId('9001')).toMatchObject({
    amountFen: 30_000,
    refundedFen: 9_900,
    status: 'partlyRefunded',
    lines: [{ amountFen: 9_900 }, { amountFen: 20_100 }],
  })
  expect(context.library.orders.byId('9002')).toMatchObject({ status: 'refunded' })
  expect((await imported(context, table)).counts).toMatchObject({ unchanged: 3, updated: 0 })
})

it('lets a list tell the refunds of orders that came over the wire, and takes no product from them', async () => {
  const context = aContext()
  const { orders } = context.library
  orders.record({
    orderId: 'E2',
    buyer: { source: 'youzan', userId: 'yz2', name: '阿芳' },
    lines: [{ productId: 'COAT', itemNumber: 3, name: '羊绒大衣 黑 M', quantity: 1, amountFen: 39_900 }],
    amountFen: 39_900,
    refundedFen: 0,
    status: 'paid',
    placedAtMs: Date.UTC(2026, 10, 20, 20, 40),
  })
  const { counts, journal } = await imported(context, YOUZAN)
  expect(counts).toMatchObject({ updated: 1 })
  expect(orders.byId('E2')).toMatchObject({
    refundedFen: 10_000,
    lines: [{ itemNumber: 3, name: '羊绒大衣 黑 M' }],
  })
  expect(await importer.revert(context, journal)).toEqual([])
  expect(orders.byId('E2')).toMatchObject({ refundedFen: 0, status: 'paid' })
})

it('makes no order of more lines than one can have, and finds those it took in again', async () => {
  const context = aContext()
  const table = [
    ['订单号', '买家ID', '商品名称', '实付金额', '下单时间'],
    ...Array.from({ length: 105 }, (_, line) => ['one', 'y1', `商品 ${line}`, 10, '2026-11-01 20:00:00']),
  ]
  const { counts, rejected } = await imported(context, table)
  expect(counts).toMatchObject({ created: 1, merged: 99, rejected: 5 })
  expect(rejected.at(0)).toMatchObject({ row: 102, reason: { kind: 'tooMany', limit: 100 } })
  expect(context.library.orders.byId('one')?.lines).toHaveLength(100)
  expect(planned(context, table).counts()).toMatchObject({ created: 0, updated: 0, rejected: 5 })
})
