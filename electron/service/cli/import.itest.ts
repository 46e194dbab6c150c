import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'

import { lockDataFolder } from '../storage/data-folder-lock.ts'
import { openLibrary } from '../library/library.ts'
import { tempFolder } from '../storage/testing/temp-folder.ts'

const HUITOU = join(import.meta.dirname, 'huitou.ts')

const resultSchema = z.strictObject({
  read: z.number(),
  created: z.number(),
  updated: z.number(),
  merged: z.number(),
  rejected: z.array(z.strictObject({ row: z.number(), reason: z.string() })),
})

async function huitou(args: readonly string[]) {
  const child = spawn(process.execPath, [HUITOU, 'import', ...args])
  child.stdin.end()
  const closed = once(child, 'close')
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
  await closed
  return { code: child.exitCode, out, err, result: out === '' ? null : resultSchema.parse(JSON.parse(out)) }
}

function file(name: string, content: string): string {
  const path = join(tempFolder(), name)
  writeFileSync(path, content)
  return path
}

function fansIn(data: string): number {
  const { library } = openLibrary(join(data, 'library.db'))
  try {
    return library.fans.count()
  } finally {
    library.close()
  }
}

const FANS = '昵称,手机号,累计消费(元)\n小林,13800138000,1299\n阿芳,13900139000,abc\n林林,13800138000,1299\n'

it('imports, says in one line what became of the rows, and finds nothing new the second time', async () => {
  const data = tempFolder()
  const fans = file('fans.csv', FANS)
  const dry = await huitou(['fans', fans, '--data', data, '--dry-run'])
  const expected = {
    read: 3,
    created: 1,
    updated: 0,
    merged: 1,
    rejected: [{ row: 3, reason: '累计消费金额(元): "abc" is not an amount of money' }],
  }
  expect(dry).toMatchObject({ code: 0, result: expected })
  expect(fansIn(data)).toBe(0)

  const first = await huitou(['fans', fans, '--data', data])
  expect(first).toMatchObject({ code: 0, result: expected })
  expect(first.out.trim().split('\n')).toHaveLength(1)
  expect(fansIn(data)).toBe(1)

  const second = await huitou(['fans', fans, '--data', data])
  expect(second.result).toMatchObject({ read: 3, created: 0, updated: 0, merged: 0 })
})

/** What the library holds of each kind that is imported. */
function kept(data: string) {
  const { library } = openLibrary(join(data, 'library.db'))
  try {
    return {
      products: library.products.list().map(({ name, listPriceFen }) => [name, listPriceFen]),
      runsheet: library.runSheets.last().map(({ number, title, priceFen }) => [number, title, priceFen]),
      orders: [...library.orders.all()].map(({ orderId, amountFen }) => [orderId, amountFen]),
    }
  } finally {
    library.close()
  }
}

it.each([
  [
    'products',
    '商品编码,商品名称,日常价\nC1,羊绒大衣,599\n,没有编码,1\nC2,面膜,59.9\n',
    [
      ['羊绒大衣', 59_900],
      ['面膜', 5_990],
    ],
  ],
  [
    'runsheet',
    '链接号,商品名称,直播价\n1,羊绒大衣,399\n2,,99\n3,丝巾,99\n',
    [
      [1, '羊绒大衣', 39_900],
      [3, '丝巾', 9_900],
    ],
  ],
  [
    'orders',
    '订单号,手机号,实付金额,订单状态,下单时间\n1001,13800138000,399,已付款,2026-11-01 20:00:00\n1002,13800138000,1,待付款,2026-11-01 20:01:00\n1003,13900139000,59.9,已付款,2026-11-01 20:02:00\n',
    [
      ['1001', 39_900],
      ['1003', 5_990],
    ],
  ],
] as const)('imports %s, after a dry run that changes nothing', async (kind, csv, expected) => {
  const data = tempFolder()
  const list = file('list.csv', csv)
  const counts = { read: 3, created: 2, updated: 0, merged: 0, rejected: [{ row: 3 }] }
  expect(await huitou([kind, list, '--data', data, '--dry-run'])).toMatchObject({ code: 0, result: counts })
  expect(kept(data)[kind]).toEqual([])
  expect(await huitou([kind, list, '--data', data])).toMatchObject({ code: 0, result: counts })
  expect(kept(data)[kind]).toEqual(expected)
  expect((await huitou([kind, list, '--data', data])).result).toMatchObject({ created: 0, updated: 0 })
})

it('takes headings nobody knows by a map', async () => {
  const data = tempFolder()
  const fans = file('fans.csv', '称谓,号码\n小林,13800138000\n')
  const lost = await huitou(['fans', fans, '--data', data])
  expect(lost).toMatchObject({ code: 1, out: '', err: expect.stringContaining('--map') })
  const map = file('map.json', JSON.stringify({ 称谓: 'name', 号码: 'phone' }))
  expect(await huitou(['fans', fans, '--data', data, '--map', map])).toMatchObject({
    code: 0,
    result: { created: 1 },
  })
})

it.each([
  ['an unknown kind', ['cats', 'x.csv'], 'Allowed choices'],
  ['a file that is not there', ['fans', 'nowhere.csv'], 'nowhere.csv'],
])('refuses %s', async (_what, args, message) => {
  const { code, out, err } = await huitou([...args, '--data', tempFolder()])
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toContain(message)
})

it('refuses a map that fits neither the file nor the fields', async () => {
  const data = tempFolder()
  const fans = file('fans.csv', FANS)
  for (const [content, message] of [
    ['{"昵称":"colour"}', 'there is no field colour'],
    ['{"头像":"name"}', 'no heading 头像'],
    ['[1]', 'one object'],
    ['{', 'cannot be read as JSON'],
  ] as const) {
    const refused = await huitou(['fans', fans, '--data', data, '--map', file('map.json', content)])
    expect(refused).toMatchObject({ code: 1, out: '', err: expect.stringContaining(message) })
  }
})

it('says that the studio is running', async () => {
  const data = tempFolder()
  onTestFinished(lockDataFolder(data))
  const refused = await huitou(['fans', file('fans.csv', FANS), '--data', data])
  expect(refused).toMatchObject({ code: 1, out: '', err: expect.stringContaining('the studio is running') })
})
