import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'

import { itemOf } from '#shared/domain/run-sheet/item.ts'
import type { ImportJob } from '#shared/protocol/imports.ts'
import { startTestService, type TestService } from './testing/test-service.ts'
import { hostCookie, type WireClient } from './testing/wire-client.ts'

interface Desk {
  readonly studio: TestService
  readonly host: WireClient
  readonly cookie: string
}

async function openDesk(): Promise<Desk> {
  const studio = await startTestService()
  onTestFinished(() => studio.stop())
  const host = await studio.host()
  return { studio, host, cookie: await hostCookie(studio.service.transport.hostUrl) }
}

const jobsOf = (host: WireClient, importId: string): ImportJob[] =>
  host.frames.flatMap((frame) =>
    frame.type === 'importJob' && frame.job.importId === importId ? [frame.job] : [],
  )

/** Uploads a sheet and plans it as it was recognised. */
async function plan({ studio, host, cookie }: Desk, csv: string): Promise<ImportJob> {
  const url = new URL('/v1/imports?kind=runSheet&name=sheet.csv', studio.service.transport.url)
  const response = await fetch(url, {
    method: 'POST',
    headers: { cookie, origin: url.origin, 'content-type': 'application/octet-stream' },
    body: csv,
  })
  const { importId } = z.object({ importId: z.string() }).parse(await response.json())
  const at = async (state: ImportJob['state']): Promise<ImportJob> => {
    await host.until(() => jobsOf(host, importId).at(-1)?.state === state)
    const job = jobsOf(host, importId).at(-1)
    if (!job) throw new Error('no such import')
    return job
  }
  const { columns } = await at('mapping')
  const mapping = columns.flatMap(({ index, field }) => (field === null ? [] : [{ index, field }]))
  host.send({
    type: 'request',
    requestId: `plan-${importId}`,
    request: { type: 'planImport', importId, mapping },
  })
  return at('ready')
}

async function apply(desk: Desk, { importId }: ImportJob): Promise<void> {
  const { host } = desk
  host.send({ type: 'request', requestId: `apply-${importId}`, request: { type: 'applyImport', importId } })
  await host.until(() => jobsOf(host, importId).at(-1)?.state === 'done')
}

const coat = itemOf({
  itemId: 'coat',
  number: 3,
  productId: 'DY-5099',
  title: '羊绒大衣',
  priceFen: 39_900,
  listPriceFen: 59_900,
  stock: 42,
  plannedMs: 240_000,
  talkingPoints: ['双面呢，轻而不薄', '含羊绒 15%'],
  faq: [{ question: '怎么洗', answer: '只能干洗' }],
  colour: 'red',
})
const scarf = itemOf({ itemId: 'scarf', number: 2, title: '=围巾', priceFen: 16_900, listPriceFen: null })

test('a sheet imported while live is one event: what is on air keeps its id and time and has its new price', async () => {
  const desk = await openDesk()
  const { host } = desk
  await host.command({ type: 'loadRunSheet', items: [coat, scarf], from: 'template' })
  await host.command({ type: 'goLive' })
  await host.command({ type: 'takeItem', itemId: 'coat' })
  await host.command({ type: 'takeItem', itemId: 'scarf' })
  await host.command({ type: 'takeItem', itemId: 'coat' })
  const before = host.state

  const preview = await plan(
    desk,
    '链接号,商品名称,商品编码,到手价,库存\n5,大衣新款,DY-5099,379,40\n8,丝巾,,99,12\n9,坏行,,很贵,1\n',
  )
  expect(preview.counts).toMatchObject({ read: 3, created: 1, updated: 1, rejected: 1 })
  expect(preview.untouched).toEqual([`${scarf.number} ${scarf.title}`])
  expect(host.state.runSheet, 'a preview writes nothing').toEqual(before.runSheet)
  await apply(desk, preview)
  await host.until(({ state }) => state.runSheet.length === 3)
  expect(host.state.seq).toBe(before.seq + 1)
  expect(host.state.itemOnAir).toMatchObject({
    item: { itemId: 'coat', number: 5, title: '大衣新款', priceFen: 37_900, stock: 40, plannedMs: 240_000 },
    sinceMs: before.itemOnAir?.sinceMs,
  })
  expect(host.state.airedMs).toEqual(before.airedMs)
  expect(host.state.runSheet.map(({ number }) => number)).toEqual([5, 2, 8])
})

test('what is exported comes back as the same sheet', async () => {
  const desk = await openDesk()
  const { studio, host, cookie } = desk
  await host.command({ type: 'loadRunSheet', items: [coat, scarf], from: 'template' })
  const url = new URL('/export/run-sheet.csv', studio.service.transport.url)
  const csv = await (await fetch(url, { headers: { cookie } })).text()
  expect(csv).toContain('链接号')
  expect((await plan(desk, csv)).counts).toMatchObject({ read: 2, unchanged: 2, rejected: 0 })
})
