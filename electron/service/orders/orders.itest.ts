import { request as httpRequest } from 'node:http'
import { join } from 'node:path'
import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, test } from 'vitest'

import { itemOf } from '#shared/domain/run-sheet/item.ts'
import type { FanFacts } from '#shared/domain/fans/fan.ts'
import { orderSchema } from '#shared/domain/orders/order.ts'
import { productSchema } from '#shared/domain/products/product.ts'
import type { Request } from '#shared/protocol/up.ts'
import type { Down } from '#shared/protocol/down.ts'
import { ordersImporter } from '../imports/kinds/orders.ts'
import { openLibrary } from '../library/library.ts'
import { startTestService, type TestService } from '../testing/test-service.ts'
import type { WireClient } from '../testing/wire-client.ts'

let running: TestService | null = null
const start = async (): Promise<TestService> => {
  running = await startTestService()
  return running
}
afterEach(async () => {
  await running?.stop()
  running = null
})

let asked = 0
async function ask(client: WireClient, request: Request) {
  const requestId = `r${(asked += 1)}`
  client.send({ type: 'request', requestId, request })
  const answer = await client.frame(
    (frame): frame is Extract<Down, { type: 'response' | 'requestFailed' }> =>
      (frame.type === 'response' || frame.type === 'requestFailed') && frame.requestId === requestId,
  )
  return answer.type === 'response' ? answer.body : answer.problem
}

async function newToken(host: WireClient): Promise<string> {
  const answer = await ask(host, { type: 'renewOrderToken' })
  if (typeof answer === 'string' || answer.type !== 'orderToken') throw new Error('no token')
  return answer.token
}

async function factsOf(client: WireClient, userId: string): Promise<FanFacts | null> {
  const answer = await ask(client, { type: 'getFanFacts', userId })
  if (typeof answer === 'string' || answer.type !== 'fanFacts') throw new Error('no facts')
  return answer.facts
}

async function post(
  studio: TestService,
  token: string | null,
  body: unknown,
  more: Record<string, string> = {},
) {
  const response = await fetch(new URL('/v1/orders', studio.service.transport.url), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...more,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return { status: response.status, headers: response.headers, body: await response.json() }
}

const anOrder = (orderId: string, more: object = {}) => ({
  orderId,
  buyer: { source: 'youzan', userId: 'u1', name: '老王' },
  lines: [{ itemNumber: 3, quantity: 2, amountFen: 79_800 }],
  amountFen: 79_800,
  status: 'paid',
  placedAtMs: Date.now(),
  ...more,
})

const COAT = itemOf({
  itemId: 'i3',
  number: 3,
  productId: 'coat',
  title: '羊绒大衣',
  listPriceFen: 59_900,
  priceFen: 39_900,
  stock: 10,
})

describe('orders over HTTP', () => {
  test('come into the running show, count its stock, and go back out with a refund', async () => {
    const studio = await start()
    const [host, lin] = [await studio.host(), await studio.moderator('小林')]
    const token = await newToken(host)
    expect(await host.command({ type: 'addItem', item: COAT, index: 0 })).toBeNull()
    expect(await host.command({ type: 'goLive' })).toBeNull()
    const placedAtMs = Date.now()

    const a1 = (more: object = {}) => anOrder('A1', { placedAtMs, ...more })
    const first = await post(studio, token, a1())
    expect([first.status, first.body]).toEqual([200, { created: 1, updated: 0, unchanged: 0, rejected: [] }])
    await lin.until(({ state }) => state.totals.orders === 1)
    expect(lin.state.totals).toMatchObject({ orders: 1, gmvFen: 79_800, buyers: 1 })
    expect(lin.state.orders.get('A1')).toMatchObject({
      userId: 'youzan:u1',
      userName: '老王',
      lines: [{ itemId: 'i3', productId: 'coat', name: '羊绒大衣', quantity: 2 }],
    })
    expect(lin.state.runSheet[0]?.stock).toBe(8)

    expect((await post(studio, token, [a1(), a1()])).body).toMatchObject({ unchanged: 2 })
    const partly = a1({ refundedFen: 39_900, status: 'partlyRefunded' })
    expect((await post(studio, token, partly)).body).toMatchObject({ updated: 1 })
    await lin.until(({ state }) => state.totals.gmvFen === 39_900)
    expect(lin.state.totals.orders).toBe(1)

    expect((await post(studio, token, a1({ status: 'refunded' }))).body).toMatchObject({
      updated: 1,
    })
    await lin.until(({ state }) => state.totals.orders === 0)
    expect(lin.state.totals).toMatchObject({ gmvFen: 0, buyers: 0 })
    expect(lin.state.runSheet[0]?.stock).toBe(10)
  })

  test('are remembered of the fan, with what is due again', async () => {
    const studio = await start()
    const host = await studio.host()
    const token = await newToken(host)
    const mask = productSchema.parse({ productId: 'mask', name: '面膜', repurchaseDays: 20 })
    const { library } = openLibrary(join(studio.dataDir, 'library.db'))
    library.products.save(mask)
    library.close()
    const placedAtMs = Date.now() - 30 * 86_400_000
    await post(studio, token, anOrder('M1', { placedAtMs, lines: [{ name: '面膜', amountFen: 9_900 }] }))
    expect(await factsOf(host, 'youzan:u1')).toMatchObject({
      fan: { name: '老王', orders: 1, spentFen: 79_800, lastOrderMs: placedAtMs },
      bought: [{ productId: 'mask', name: '面膜', atMs: placedAtMs }],
      due: [{ productId: 'mask', name: '面膜', boughtAtMs: placedAtMs, cycleDays: 20 }],
    })
    expect(host.state.totals.orders).toBe(0)
    expect(await factsOf(host, 'youzan:nobody')).toBeNull()
  })

  test('reach the show that has just ended, if they were placed before its end', async () => {
    const studio = await start()
    const host = await studio.host()
    const token = await newToken(host)
    await host.command({ type: 'goLive' })
    const placedAtMs = Date.now()
    await host.command({ type: 'endShow' })
    await post(studio, token, [
      anOrder('L1', { placedAtMs }),
      anOrder('L2', { placedAtMs: Date.now() + 1_000 }),
    ])
    await host.until(({ state }) => state.totals.orders > 0)
    expect([...host.state.orders.keys()]).toEqual(['L1'])
  })

  test('sent twice at the same time in long lists count once, in the library and in the show', async () => {
    const studio = await start()
    const host = await studio.host()
    const token = await newToken(host)
    await host.command({ type: 'goLive' })
    const list = Array.from({ length: 65 }, (_, n) =>
      anOrder(`T${n}`, { buyer: { source: 'youzan', userId: `u${n % 5}` }, amountFen: 100 }),
    )
    const answers = await Promise.all([list, [...list, ...list]].map((orders) => post(studio, token, orders)))
    expect(answers.map(({ body }) => body)).toEqual([
      { created: 65, updated: 0, unchanged: 0, rejected: [] },
      { created: 0, updated: 0, unchanged: 130, rejected: [] },
    ])
    await host.until(({ state }) => state.totals.orders === 65)
    expect(host.state.totals).toMatchObject({ orders: 65, gmvFen: 6_500, buyers: 5 })
  })

  test('are judged row by row', async () => {
    const studio = await start()
    const token = await newToken(await studio.host())
    const { status, body } = await post(studio, token, [
      anOrder('G1'),
      { orderId: 'G2' },
      anOrder('G3', { placedAtMs: Math.floor(Date.now() / 1_000) }),
      anOrder('G4', { refundedFen: 99_999_999, status: 'refunded' }),
      'nonsense',
      anOrder('G6', { buyer: { source: 'you:zan', userId: 'u1' } }),
    ])
    expect(status).toBe(200)
    expect(body).toMatchObject({
      created: 1,
      rejected: [
        { index: 1, reason: expect.stringContaining('buyer') },
        { index: 2, reason: expect.stringContaining('milliseconds') },
        { index: 3, reason: expect.stringContaining('amountFen') },
        { index: 4, reason: expect.any(String) },
        { index: 5, reason: expect.stringContaining('buyer.source') },
      ],
    })
    expect((await post(studio, token, { orderId: '' })).status).toBe(422)
  })
})

test('orders out of a list reach the running show too, and leave it when the import is taken back', async () => {
  const studio = await start()
  const host = await studio.host()
  await host.command({ type: 'goLive' })
  const { library } = openLibrary(join(studio.dataDir, 'library.db'))
  const store = ordersImporter.open({
    library,
    session: studio.service.running,
    nowMs: Date.now,
    newId: () => 'unused',
  })
  const order = orderSchema.parse(anOrder('C1'))
  await store.write([{ id: 'C1', before: null, after: order }])
  await host.until(({ state }) => state.totals.orders === 1)
  await store.write([{ id: 'C1', before: order, after: null }])
  await host.until(({ state }) => state.totals.orders === 0)
  expect(host.state.totals).toMatchObject({ gmvFen: 0, buyers: 0 })
  expect(library.orders.byId('C1')).toBeNull()
  library.close()
})

describe('the door for orders', () => {
  test('opens to the token alone, which is kept hashed and can be taken back', async () => {
    const studio = await start()
    const [host, lin] = [await studio.host(), await studio.moderator('小林')]
    expect((await post(studio, null, anOrder('1'))).status).toBe(401)
    expect((await post(studio, 'guess', anOrder('1'))).status).toBe(401)
    expect(await ask(lin, { type: 'renewOrderToken' })).toBe('notAllowed')
    expect(await ask(host, { type: 'getOrderAccess' })).toMatchObject({ access: { token: null } })

    const old = await newToken(host)
    expect((await post(studio, old, anOrder('1'))).status).toBe(200)
    const token = await newToken(host)
    expect((await post(studio, old, anOrder('2'))).status).toBe(401)
    expect((await post(studio, token, anOrder('2'))).status).toBe(200)
    for (const file of ['library.db', 'library.db-wal']) {
      expect(readFileSync(join(studio.dataDir, file)).includes(token)).toBe(false)
    }
    await ask(host, { type: 'revokeOrderToken' })
    const gone = await post(studio, token, anOrder('3'))
    expect([gone.status, gone.body]).toMatchObject([401, { error: 'wrongToken' }])
  })

  test('refuses other types, sizes, names and pages, in JSON', async () => {
    const studio = await start()
    const token = await newToken(await studio.host())
    const refusal = async (...options: Parameters<typeof post>) => {
      const { status, body } = await post(...options)
      return [status, (body as { error: string }).error]
    }
    expect(await refusal(studio, token, 'a,b', { 'content-type': 'text/csv' })).toEqual([415, 'wrongType'])
    expect(await refusal(studio, token, '{"orderId":')).toEqual([400, 'invalid'])
    expect(await refusal(studio, token, Array(501).fill(anOrder('1')))).toEqual([413, 'tooLarge'])
    expect(await refusal(studio, token, `"${'x'.repeat(2 * 1024 * 1024)}"`)).toEqual([413, 'tooLarge'])
    const page = { origin: 'http://evil.example' }
    expect(await refusal(studio, token, anOrder('1'), page)).toEqual([403, 'wrongOrigin'])
    expect(await statusAs(studio, 'shop.example')).toBe(403)
    const byGet = await fetch(new URL('/v1/orders', studio.service.transport.url))
    expect(byGet.status).toBe(405)
  })

  test('slows down guessing, and a shop that knows no bounds', async () => {
    const studio = await start()
    const token = await newToken(await studio.host())
    const guesses = await Promise.all(
      Array.from({ length: 25 }, (_, n) => post(studio, `g${n}`, anOrder('1'))),
    )
    expect(guesses.filter(({ status }) => status === 429)).toHaveLength(5)
    // The neighbour behind the same address, who knows the token, is not kept out.
    expect((await post(studio, token, anOrder('1'))).status).toBe(200)
    const flood = await Promise.all(Array.from({ length: 80 }, () => post(studio, token, anOrder('1'))))
    const slowed = flood.find(({ status }) => status === 429)
    expect(slowed?.headers.get('retry-after')).toBe('1')
  })
})

/** `fetch` writes the Host header itself. */
const statusAs = (studio: TestService, host: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const { port } = studio.service.transport
    httpRequest(
      { port, host: '127.0.0.1', path: '/v1/orders', method: 'POST', headers: { host } },
      (answer) => {
        answer.resume()
        resolve(answer.statusCode)
      },
    )
      .on('error', reject)
      .end()
  })
