import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, it, onTestFinished } from 'vitest'
import writeXlsx from 'write-excel-file/node'
import { z } from 'zod'

import type { ImportJob, ImportState } from '#shared/protocol/imports.ts'
import type { Request } from '#shared/protocol/up.ts'
import { openLibrary } from '../library/library.ts'
import { startTestService, type TestService } from '../testing/test-service.ts'
import { hostCookie, type WireClient } from '../testing/wire-client.ts'
import { fansExport } from './testing/fans-export.ts'

let studio: TestService
let host: WireClient
let cookie: string
beforeEach(async () => {
  studio = await startTestService()
  onTestFinished(() => studio.stop())
  host = await studio.host()
  cookie = await hostCookie(studio.service.transport.hostUrl)
})

const urlOf = (path: string): URL => new URL(path, studio.service.transport.url)
const get = (path: string, as = cookie): Promise<Response> => fetch(urlOf(path), { headers: { cookie: as } })

async function upload(
  body: string | Uint8Array<ArrayBuffer> | ArrayBuffer,
  name: string,
  kind = 'fans',
  as = cookie,
): Promise<Response> {
  const query = new URLSearchParams({ kind, name })
  return fetch(urlOf(`/v1/imports?${query.toString()}`), {
    method: 'POST',
    headers: { cookie: as, origin: urlOf('/').origin, 'content-type': 'application/octet-stream' },
    body,
  })
}

async function opened(
  body: string | Uint8Array<ArrayBuffer> | ArrayBuffer,
  name = 'fans.csv',
  kind = 'fans',
): Promise<string> {
  const response = await upload(body, name, kind)
  expect(response.status).toBe(200)
  return z.object({ importId: z.string() }).parse(await response.json()).importId
}

const last = (importId: string): ImportJob | null => jobs(importId).at(-1) ?? null

const jobs = (importId: string): ImportJob[] =>
  host.frames.flatMap((frame) =>
    frame.type === 'importJob' && frame.job.importId === importId ? [frame.job] : [],
  )

async function at(importId: string, state: ImportState): Promise<ImportJob> {
  await host.until(() => last(importId)?.state === state)
  const job = last(importId)
  if (!job) throw new Error('no such import')
  return job
}

function ask(request: Request): void {
  host.send({ type: 'request', requestId: crypto.randomUUID(), request })
}

async function planned(importId: string): Promise<ImportJob> {
  const { columns } = await at(importId, 'mapping')
  ask({
    type: 'planImport',
    importId,
    mapping: columns.flatMap(({ index, field }) => (field === null ? [] : [{ index, field }])),
  })
  return at(importId, 'ready')
}

async function applied(importId: string): Promise<ImportJob> {
  await planned(importId)
  ask({ type: 'applyImport', importId })
  return at(importId, 'done')
}

const exported = async (): Promise<string> => (await get('/export/fans.csv')).text()

const CSV = [
  '昵称,手机号,累计消费(元),external_userid',
  '小林,13800138000,"¥1,299.00",wm1',
  '阿芳,13900139000,88,',
  '坏行,138****0000,1,',
  '小林,+86 138-0013-8000,1299,',
].join('\r\n')

it('previews a list of fans, imports it, and finds nothing new in it the second time', async () => {
  const importId = await opened(CSV)
  const preview = await planned(importId)
  expect(preview.counts).toEqual({ read: 4, created: 2, updated: 0, merged: 1, unchanged: 0, rejected: 1 })
  expect(preview.rejected).toMatchObject([{ row: 4, reason: { kind: 'noIdentity' } }])
  expect(preview.sample[0]).toMatchObject({
    row: 2,
    what: 'created',
    cells: { name: '小林', spent: 129_900 },
  })
  expect(await exported(), 'a preview writes nothing').not.toContain('小林')

  ask({ type: 'applyImport', importId })
  await at(importId, 'done')
  expect(await exported()).toContain('1299.00')
  expect(readdirSync(join(studio.dataDir, 'imports'))).toEqual([])

  const again = await planned(await opened(CSV))
  expect(again.counts).toMatchObject({ created: 0, updated: 0, merged: 0, unchanged: 3, rejected: 1 })
})

it('reads GB18030 and XLSX as well as UTF-8', async () => {
  // 昵称,手机号 / 阿芳,13900139000 in GB18030.
  const gb = Buffer.from(
    'eac7b3c62cca d6bbfabac50d0ab0a2b7bc2c31333930303133393030300d0a'.replaceAll(' ', ''),
    'hex',
  )
  expect((await planned(await opened(gb))).sample[0]?.cells).toMatchObject({
    name: '阿芳',
    phone: '13900139000',
  })
  const xlsx = await writeXlsx([
    [{ value: '会员昵称' }, { value: '手机' }, { value: '生日' }],
    [
      { value: '阿芳' },
      { value: 13_900_139_000 },
      { value: new Date(Date.UTC(1990, 4, 20)), format: 'yyyy-mm-dd' },
    ],
  ]).toBuffer()
  const job = await planned(await opened(new Uint8Array(xlsx), 'fans.xlsx'))
  expect(job.sample[0]?.cells).toMatchObject({ name: '阿芳', phone: '13900139000', birthday: '1990-05-20' })
})

it.each([
  ['nothing', '', 'empty'],
  ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'oldExcel'],
  ['half a workbook', Buffer.from('PK\u0003\u0004 and no more', 'latin1'), 'broken'],
  ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]), 'notASpreadsheet'],
] as const)('says what is wrong with %s', async (_what, body, problem) => {
  expect((await at(await opened(body), 'failed')).problem).toBe(problem)
})

it('leaves nothing behind when it is cancelled in the middle', async () => {
  const { headings, rows } = fansExport(3_000)
  const csv = [headings, ...rows].map((row) => row.map((cell) => `"${cell ?? ''}"`).join(',')).join('\n')
  await applied(await opened(CSV))
  const before = await exported()
  const importId = await opened(csv)
  await planned(importId)
  ask({ type: 'applyImport', importId })
  ask({ type: 'cancelImport', importId })
  expect(await at(importId, 'cancelled')).toMatchObject({ edited: [] })
  expect(await exported()).toBe(before)
})

it('takes a finished import back, but for what was changed since', async () => {
  const importId = await applied(await opened(CSV)).then(({ importId: id }) => id)
  ask({
    type: 'setFanStanding',
    userId: 'phone:13900139000',
    userName: '阿芳',
    tier: 'vip',
    privateDomain: true,
  })
  ask({ type: 'undoImport', importId })
  expect(await at(importId, 'undone')).toMatchObject({ edited: ['阿芳'] })
  expect(await exported()).not.toContain('小林')
  expect(await exported()).toContain('阿芳')
})

it('takes back at the next start what a crash interrupted', async () => {
  await studio.service.close()
  const file = join(studio.dataDir, 'library.db')
  const { library } = openLibrary(file)
  library.imports.begin({
    importId: 'torn',
    kind: 'fans',
    fileName: 'fans.csv',
    counts: { read: 1, created: 1, updated: 0, merged: 0, unchanged: 0, rejected: 0 },
  })
  const fan = library.fans.ensure('phone:13800138000', '半途', 1_000)
  if (!fan) throw new Error('no fan')
  const { fansImporter } = await import('./kinds/fans.ts')
  const record = fansImporter
    .open({ library, session: () => null, nowMs: Date.now, newId: () => '' })
    .read(fan.fanId)
  library.imports.note('torn', 0, [{ recordId: fan.fanId, before: null, after: JSON.stringify(record) }])
  library.close()

  studio = await startTestService({ dataDir: studio.dataDir })
  cookie = await hostCookie(studio.service.transport.hostUrl)
  expect(await exported()).not.toContain('半途')
  await studio.service.close()
})

it.each([
  [
    'fans',
    'fans',
    `昵称,手机号,念法,标签,备注
"=1+1",13800138000,"''=林",-常客,"+SUM(A1)"
＝甲,13900139000,,,@x`,
    ["'=1+1", "''=林", "'-常客", "'+SUM(A1)", "'＝甲", "'@x"],
  ],
  [
    'products',
    'products',
    `商品编码,商品名称,别名,日常价,卖点,常见问答
=C1,"=HYPERLINK(""x"")",@别名,59.9,"-18℃ 冷藏
2.5 升","问：=1+1
答：@好"
P2,＋二,,,+1 件,`,
    ["'=C1", `'=HYPERLINK(""x"")`, "'@别名", "'-18℃ 冷藏", '2.5 升', "'＋二", "'+1 件"],
  ],
  [
    'runSheet',
    'run-sheet',
    `链接号,商品名称,商品编码,到手价,库存,主播备注,场控备注
1,=大衣,-C1,399,42,@看镜头,+10
2,丝巾,,99,,,`,
    ["'=大衣", "'-C1", "'@看镜头", "'+10"],
  ],
  [
    'orders',
    'orders',
    `订单号,昵称,手机号,商品名称,数量,实付金额,退款金额,订单状态,下单时间
-7788,=林,13800138000,"@SUM(A1)",2,798,100,部分退款,2026-11-01 20:15:30
7789,阿芳,13900139000,面膜,1,59.9,,已付款,2026-11-01 20:16:00`,
    ["'-7788", "'=林", "'@SUM(A1)"],
  ],
] as const)(
  'gives back %s in an export as it took them in, and no formula',
  async (kind, file, csv, formulas) => {
    await applied(await opened(csv, 'list.csv', kind))
    const text = await (await get(`/export/${file}.csv`)).text()
    for (const formula of formulas) expect(text).toContain(formula)
    expect(text).not.toMatch(/(?:^|[,"\n])[=+\-@＝＋][^,]/u)
    const unchanged = { read: 2, created: 0, updated: 0, merged: 0, unchanged: 2, rejected: 0 }
    expect((await planned(await opened(text, 'list.csv', kind))).counts).toEqual(unchanged)
    const xlsx = await (await get(`/export/${file}.xlsx`)).arrayBuffer()
    expect((await planned(await opened(xlsx, 'list.xlsx', kind))).counts).toEqual(unchanged)
  },
)

it.each(['fans', 'products', 'run-sheet', 'orders'])(
  'gives %s and a template of them, to the host alone',
  async (name) => {
    for (const path of [`/export/${name}.csv`, `/export/${name}.xlsx`, `/template/${name}.xlsx`]) {
      expect((await get(path)).status).toBe(200)
      expect((await get(path, '')).status).toBe(401)
    }
    const template = await (await get(`/template/${name}.csv`)).text()
    expect(template.split('\r\n').length).toBeGreaterThan(2)
  },
)

it('takes files from the host alone, and none too large', async () => {
  expect((await upload(CSV, 'fans.csv', 'fans', '')).status).toBe(401)
  expect((await upload(CSV, 'fans.csv', 'cats')).status).toBe(400)
  expect((await upload(Buffer.alloc(51 * 1024 * 1024), 'fans.csv')).status).toBe(413)
  expect(
    existsSync(join(studio.dataDir, 'imports')) ? readdirSync(join(studio.dataDir, 'imports')) : [],
  ).toEqual([])
})
