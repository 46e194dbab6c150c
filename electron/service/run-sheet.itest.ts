import { afterEach, expect, test } from 'vitest'

import { itemOf, type Item } from '#shared/domain/run-sheet/item.ts'
import { UP_FRAME_MAX_BYTES } from '#shared/protocol/limits.ts'
import type { Down } from '#shared/protocol/down.ts'
import type { Request } from '#shared/protocol/up.ts'
import { startTestService, type TestService } from './testing/test-service.ts'
import type { WireClient } from './testing/wire-client.ts'

let studio: TestService
afterEach(() => studio.stop())

type Answer = Extract<Down, { type: 'response' | 'requestFailed' }>
type Room = Extract<Down, { type: 'room' }>

let asked = 0
async function ask(client: WireClient, request: Request): Promise<Answer> {
  const requestId = `r${(asked += 1)}`
  client.send({ type: 'request', requestId, request })
  return client.frame(
    (frame): frame is Answer =>
      (frame.type === 'response' || frame.type === 'requestFailed') && frame.requestId === requestId,
  )
}
async function sheetsOf(client: WireClient, request: Request) {
  const answer = await ask(client, request)
  if (answer.type === 'requestFailed' || answer.body.type !== 'runSheets') throw new Error('no run-sheets')
  return answer.body.sheets
}

const item = (number: number, more: Partial<Item> = {}): Item =>
  itemOf({
    itemId: `i${number}`,
    number,
    title: `商品${number}`,
    priceFen: 100,
    listPriceFen: 200,
    stock: 5,
    ...more,
  })
const numbers = (client: WireClient) => client.state.runSheet.map(({ number }) => number)

test('a sheet is kept by name, loaded into the show by whoever moderates, and taken back', async () => {
  studio = await startTestService()
  const [host, lin] = [await studio.host(), await studio.moderator('小林')]
  await host.command({ type: 'loadRunSheet', items: [item(1), item(2)], from: 'import' })
  await host.command({ type: 'goLive' })
  await host.command({ type: 'takeItem', itemId: 'i1' })
  const [kept] = await sheetsOf(host, { type: 'saveRunSheet', sheetId: null, name: '周二场' })
  expect(kept).toMatchObject({ name: '周二场', items: 2 })
  expect(await ask(lin, { type: 'saveRunSheet', sheetId: null, name: '周二场' })).toMatchObject({
    problem: 'invalid',
  })

  await host.command({ type: 'removeItem', itemId: 'i2' })
  await host.command({ type: 'addItem', item: item(9), index: 0 })
  await host.command({ type: 'adjustStock', itemId: 'i1', stock: 3 })
  await ask(lin, { type: 'loadRunSheet', sheetId: kept?.sheetId ?? '' })
  await host.until(() => numbers(host).join() === '1,2')
  // What is on air is the same item still, as the kept sheet has it.
  expect(host.state.itemOnAir?.item).toMatchObject({ itemId: 'i1', stock: 5 })
  await ask(lin, { type: 'undoRunSheetLoad' })
  await host.until(() => numbers(host).join() === '9,1')
  expect(await sheetsOf(lin, { type: 'deleteRunSheet', sheetId: kept?.sheetId ?? '' })).toEqual([])
  expect(await ask(lin, { type: 'loadRunSheet', sheetId: kept?.sheetId ?? '' })).toMatchObject({
    problem: 'notFound',
  })
})

test('a sheet larger than a frame of a client goes in through the service', async () => {
  studio = await startTestService()
  const host = await studio.host()
  const large = Array.from({ length: 40 }, (_, at) =>
    item(at + 1, {
      faq: Array.from({ length: 20 }, (__, line) => ({
        question: `问题${line}`.padEnd(60, '？'),
        answer: '答'.repeat(60),
      })),
    }),
  )
  expect(JSON.stringify(large).length).toBeGreaterThan(UP_FRAME_MAX_BYTES)
  for (const [index, one] of large.entries()) await host.command({ type: 'addItem', item: one, index })
  const [kept] = await sheetsOf(host, { type: 'saveRunSheet', sheetId: null, name: '大场' })
  await host.command({ type: 'loadRunSheet', items: [], from: 'cleared' })
  await host.until(() => numbers(host).length === 0)
  await ask(host, { type: 'loadRunSheet', sheetId: kept?.sheetId ?? '' })
  await host.until(() => numbers(host).length === 40)
})

test('a new show begins with the sheet the last one ended with; a rehearsal between has its own', async () => {
  studio = await startTestService()
  const host = await studio.host()
  const items = [item(1), item(2, { skip: true })]
  await host.command({ type: 'loadRunSheet', items, from: 'import' })
  await host.command({ type: 'goLive' })
  await host.command({ type: 'takeItem', itemId: 'i1' })
  await host.command({ type: 'adjustStock', itemId: 'i1', stock: 4 })
  await host.command({ type: 'endShow' })

  await ask(host, { type: 'startRehearsal', roomId: 'cashmere-evening', speed: 8 })
  await host.until(({ state }) => state.kind === 'rehearsal' && state.itemOnAir !== null)
  expect(numbers(host)).toEqual([1, 2, 3, 4, 5])
  expect(host.state.runSheet).toContainEqual(host.state.itemOnAir?.item)
  await ask(host, { type: 'stopRehearsal' })

  await ask(host, { type: 'newSession', title: '周六场' })
  await host.until(({ state }) => state.title === '周六场' && state.runSheet.length === 2)
  expect(host.state.runSheet).toEqual([item(1, { stock: 4 }), item(2, { skip: true })])
  expect(host.state.airedMs.size).toBe(0)
  expect(await ask(host, { type: 'undoRunSheetLoad' })).toMatchObject({ problem: 'notFound' })
})

test('stock that runs out is on the page of every viewer at once, and a retried step steps once', async () => {
  studio = await startTestService()
  const [host, viewer] = [await studio.host(), await studio.viewer('阿梅')]
  await host.command({ type: 'loadRunSheet', items: [item(1), item(2), item(3)], from: 'import' })
  const step = { type: 'stepItem', direction: 'next', from: null } as const
  await host.command(step, 'the-same-key-press')
  await host.command(step, 'the-same-key-press')
  await host.until(({ state }) => state.itemOnAir !== null)
  expect(host.state.itemOnAir?.item.number).toBe(1)
  await host.command({ type: 'adjustStock', itemId: 'i1', stock: 0 })
  const shown = await viewer.frame(
    (frame): frame is Room => frame.type === 'room' && frame.room.item?.stock === 0,
  )
  expect(shown.room.item).toMatchObject({ number: 1, title: '商品1', stock: 0 })
})
