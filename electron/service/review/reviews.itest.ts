import { randomUUID } from 'node:crypto'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'

import { itemOf } from '#shared/domain/run-sheet/item.ts'
import { metricsSchema } from '#shared/domain/review/metrics.ts'
import { parseEvent, type SessionEvent } from '#shared/domain/session/event.ts'
import { naiveMetrics } from '#shared/domain/review/testing/naive-metrics.ts'
import { orderSchema } from '#shared/domain/orders/order.ts'
import { reviewMessagesSchema, reviewResponseSchema, reviewSessionsSchema } from '#shared/protocol/review.ts'
import { openLibrary } from '../library/library.ts'
import { openSessionLogReader } from '../log/log-reader.ts'
import { hostCookie, WireClient } from '../testing/wire-client.ts'
import { makeDataDir, startTestService, type TestService } from '../testing/test-service.ts'

let running: TestService | null = null
afterEach(async () => {
  await running?.stop()
  running = null
})

/** Reads an address as the host's browser does. */
async function asHost(studio: TestService, path: string): Promise<Response> {
  const { url, hostUrl } = studio.service.transport
  return fetch(new URL(path, url), { headers: { cookie: await hostCookie(hostUrl) } })
}

const eventsOf = (dataDir: string, sessionId: string): readonly SessionEvent[] => {
  const log = openSessionLogReader(join(dataDir, 'sessions', `${sessionId}.db`))
  try {
    return [...log.iterate()].map(parseEvent)
  } finally {
    log.close()
  }
}

const huitou = async (
  ...words: readonly string[]
): Promise<{ out: string; error: string; code: unknown }> => {
  const cli = join(import.meta.dirname, '..', 'cli', 'huitou.ts')
  const child = spawn(process.execPath, [cli, ...words])
  const result = { out: '', error: '' }
  child.stdout.on('data', (data: Buffer) => (result.out += data.toString()))
  child.stderr.on('data', (data: Buffer) => (result.error += data.toString()))
  const [code] = await once(child, 'close')
  return { ...result, code }
}

test('a show that has ended has its review at once, for the host alone', async () => {
  running = await startTestService()
  const studio = running
  const host = await studio.host()
  const item = itemOf({ itemId: 'i1', number: 1, title: '羊绒大衣', listPriceFen: 1, priceFen: 1 })
  await host.command({ type: 'addItem', item, index: 0 })
  await host.command({ type: 'goLive' })
  await host.command({ type: 'takeItem', itemId: 'i1' })
  const [mei, lin] = [await studio.viewer('小梅'), await studio.moderator('小林')]
  await mei.say('1号有L码吗')
  const [question] = await lin
    .until(({ state }) => state.questions.size === 1)
    .then(() => [...lin.state.questions.values()])
  await lin.command({ type: 'replyToQuestion', questionId: question?.questionId ?? '', text: '有的' })
  const ready = Promise.withResolvers<string>()
  studio.service.reviews.onReady(ready.resolve)
  await host.command({ type: 'endShow' })
  const sessionId = await ready.promise

  const review = reviewResponseSchema.parse(
    await (await asHost(studio, `/v1/review/sessions/${sessionId}`)).json(),
  )
  expect(review.metrics).toEqual(naiveMetrics(eventsOf(studio.dataDir, sessionId)))
  expect(review.metrics).toMatchObject({ pv: 1, uv: 1, pcu: 1, threads: 1, within30sRate: 1 })
  expect(review.items).toMatchObject([
    { itemId: 'i1', viewers: 1, questions: [{ intent: 'size', inTime: 1 }] },
  ])
  expect(review.moderators).toMatchObject([{ name: '小林', answered: 1, inTime: 1 }])

  const listed = await asHost(studio, '/v1/review/sessions')
  expect(reviewSessionsSchema.parse(await listed.json())).toMatchObject([{ sessionId, phase: 'ended' }])
  const base = `/v1/review/sessions/${sessionId}/messages`
  for (const query of [`aroundMs=${review.session.fromMs}`, `questionId=${question?.questionId}`]) {
    const answer = await asHost(studio, `${base}?${query}`)
    expect(reviewMessagesSchema.parse(await answer.json())).toMatchObject([{ text: '1号有L码吗' }])
  }
  const statuses = await Promise.all(
    [base, `${base}?questionId=q999`, '/v1/review/sessions/none', '/v1/review/sessions/..%2Flibrary'].map(
      async (path) => (await asHost(studio, path)).status,
    ),
  )
  expect(statuses).toEqual([400, 200, 404, 404])
  expect((await fetch(new URL('/v1/review/sessions', studio.service.transport.url))).status).toBe(401)
})

test('a show is looked at once its recording is closed, which takes until after its end', async () => {
  running = await startTestService()
  const host = await running.host()
  const { reviews } = running.service
  await host.command({ type: 'goLive' })
  const { sessionId } = host.state
  host.send({ type: 'recordingStarted', commandId: randomUUID(), file: 'show.mp4' })
  await host.until(({ state }) => state.recording !== null)
  const ready: Promise<readonly (number | null)[]>[] = []
  const first = Promise.withResolvers<void>()
  reviews.onReady((id) => {
    ready.push(
      reviews
        .get(id)
        .then(({ recordings }) => recordings.map(({ stoppedAtMs, bytes }) => stoppedAtMs && bytes)),
    )
    first.resolve()
  })
  await host.command({ type: 'endShow' })
  expect(reviews.isStillRecording(sessionId)).toBe(true)
  host.send({ type: 'recordingStopped', commandId: randomUUID(), file: 'show.mp4', bytes: 42, problem: null })
  await first.promise
  expect(await Promise.all(ready)).toEqual([[42]])
  expect(reviews.isStillRecording(sessionId)).toBe(false)
})

test('orders that come after the show belong to it, refunds too', async () => {
  running = await startTestService()
  const studio = running
  const host = await studio.host()
  await host.command({ type: 'goLive' })
  const placedAtMs = Date.now()
  await host.command({ type: 'endShow' })
  const { sessionId } = host.state
  const { library } = openLibrary(join(studio.dataDir, 'library.db'))
  const order = orderSchema.parse({
    orderId: 'A1',
    buyer: { source: 'youzan', userId: 'u1', name: '老王' },
    lines: [{ name: '围巾', quantity: 2, amountFen: 5_000 }],
    amountFen: 5_000,
    status: 'paid',
    placedAtMs,
  })
  library.orders.record(order)
  const gmvFen = async (): Promise<number> => (await studio.service.reviews.figures(sessionId)).metrics.gmvFen
  expect(await gmvFen()).toBe(5_000)
  library.orders.record({ ...order, status: 'partlyRefunded', refundedFen: 2_000 })
  expect(await gmvFen()).toBe(3_000)
  library.close()

  const { out } = await huitou('review', sessionId, '--data', studio.dataDir, '--json')
  const printed = z
    .object({ sessionId: z.string(), ...metricsSchema.shape })
    .strict()
    .parse(JSON.parse(out))
  expect(printed).toMatchObject({ sessionId, orders: 1, buyers: 1, gmvFen: 3_000, refundedFen: 2_000 })
})

test('a show whose service was killed has a review up to its last event', async () => {
  const { dataDir, remove } = makeDataDir()
  const entry = join(import.meta.dirname, '..', 'testing', 'flooded-service.ts')
  const child = spawn(process.execPath, [entry, dataDir, '0', '1', '500'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const lines = createInterface({ input: child.stdout })
  const lineSchema = z.object({ hostUrl: z.string().optional(), acknowledged: z.number().optional() })
  const enough = Promise.withResolvers<void>()
  let host: WireClient | null = null
  lines.on('line', (text) => {
    const { hostUrl, acknowledged } = lineSchema.parse(JSON.parse(text))
    if (hostUrl !== undefined)
      void WireClient.openHost(hostUrl).then(async (client) => {
        host = client
        await client.command({ type: 'goLive' })
      })
    if (host?.state.phase === 'live' && (acknowledged ?? 0) > 1_000) enough.resolve()
  })
  await enough.promise
  const sessionId = (host as WireClient | null)?.state.sessionId ?? ''
  child.kill('SIGKILL')
  await once(child, 'exit')
  const { out, error } = await huitou('review', sessionId, '--data', dataDir, '--json')
  expect(error).toBe('')
  const { sessionId: printedId, ...metrics } = z.looseObject({ sessionId: z.string() }).parse(JSON.parse(out))
  expect(printedId).toBe(sessionId)
  expect(metrics['messages']).toBeGreaterThan(0)
  const events = eventsOf(dataDir, sessionId)
  const { pv, messages, interactors } = naiveMetrics(events.filter(isCheap))
  expect(metrics).toMatchObject({ pv, messages, interactors })

  running = await startTestService({ dataDir })
  expect(running.service.running().state().phase).toBe('live')
  const { incidents } = await running.service.reviews.get(sessionId)
  const lastMs = events.at(-1)?.atMs
  expect(incidents).toMatchObject([{ kind: 'service', problem: 'restarted', fromMs: lastMs }])
  await running.stop()
  running = null
  remove()

  const unknown = await huitou('review', 'nobody', '--data', dataDir)
  expect([unknown.code, unknown.error]).toEqual([1, expect.stringContaining('there is no folder')])
})

/** The second count goes through all events for each question: of thousands it counts only the rest. */
const isCheap = ({ type }: SessionEvent): boolean => !type.startsWith('question') && type !== 'claimReleased'
