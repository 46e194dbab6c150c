import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { z } from 'zod'

import {
  cohortsResponseSchema,
  compareResponseSchema,
  fanHistorySchema,
  heatmapResponseSchema,
  sessionComparisonSchema,
  trendsResponseSchema,
  unansweredResponseSchema,
} from '#shared/protocol/review-across.ts'
import { openLibrary } from '#service/library/library.ts'
import { makeDataDir, startTestService, type TestService } from '../../testing/test-service.ts'
import type { WireClient } from '../../testing/wire-client.ts'
import { asks, enters, pastShow } from './testing/past-shows.ts'

const DAY_MS = 86_400_000
/** Long enough ago for every window of the first show to have passed, whenever the test runs. */
const FROM_MS = Date.UTC(2026, 0, 6, 12)

let studio: TestService | null = null
let remove: () => void = () => undefined
afterEach(async () => {
  await studio?.stop()
  studio = null
  remove()
})

async function aStudioWithShows(): Promise<{ studio: TestService; host: WireClient; fanId: string }> {
  const made = makeDataDir()
  remove = made.remove
  const { library } = openLibrary(join(made.dataDir, 'library.db'))
  for (const [index, sessionId] of ['260106-200000-aaaa', '260109-200000-bbbb'].entries()) {
    const fromMs = FROM_MS + index * 3 * DAY_MS
    pastShow(made.dataDir, library, {
      sessionId,
      fromMs,
      happened: [
        enters(0, 'room:v-9f3a7c'),
        ...(index === 0 ? [enters(0, 'room:other')] : []),
        asks(5, `q${index}`, ['room:v-9f3a7c', '王小梅问：有 XL 吗'], fromMs),
      ],
    })
  }
  const fanId = library.fans.ensure('room:v-9f3a7c', '王小梅', FROM_MS)?.fanId ?? ''
  library.close()
  studio = await startTestService({ dataDir: made.dataDir })
  return { studio, host: await studio.host(), fanId }
}

/** Asks again until the studio has made every review, as the page does. */
async function eventually<Schema extends z.ZodType>(
  host: WireClient,
  path: string,
  schema: Schema,
  fits: (answer: z.infer<Schema>) => boolean = () => true,
): Promise<z.infer<Schema>> {
  for (;;) {
    const response = await get(path, host.cookie)
    if (response.status === 200) {
      const answer = schema.parse(await response.json())
      if (fits(answer)) return answer
    } else expect(response.status).toBe(409)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const get = (path: string, cookie: string): Promise<Response> =>
  fetch(new URL(`/v1/review/${path}`, studio?.service.transport.url), { headers: { cookie } })

test('the host is told what the shows of the past tell together, and nobody else is', async () => {
  const { studio: running, host, fanId } = await aStudioWithShows()
  const [a, b] = ['260106-200000-aaaa', '260109-200000-bbbb']
  const { sessions } = await eventually(
    host,
    'across/trends',
    trendsResponseSchema,
    ({ pending }) => pending === 0,
  )
  expect(
    sessions.map(({ sessionId, metrics, returns }) => [sessionId, metrics.uv, returns[1]?.rate]),
  ).toEqual([
    [a, 2, 0.5],
    [b, 1, 0],
  ])
  expect(await eventually(host, 'across/heatmap?days=7', heatmapResponseSchema)).toMatchObject({ shows: 2 })
  expect(await eventually(host, 'across/cohorts', cohortsResponseSchema)).toMatchObject({ months: [] })
  const { products } = await eventually(host, 'across/unanswered', unansweredResponseSchema)
  expect(products).toMatchObject([{ title: null, unanswered: 2 }])
  expect((await eventually(host, `compare?a=${a}&b=${b}`, compareResponseSchema)).metrics.uv.difference).toBe(
    -1,
  )
  const comparison = await eventually(host, `sessions/${b}/comparison`, sessionComparisonSchema)
  expect(comparison.metrics.uv).toEqual({ value: 1, median: 2, n: 1, difference: -1 })
  const fan = await eventually(host, `fans/${fanId}`, fanHistorySchema)
  expect(fan).toMatchObject({ fan: { name: '王小梅' }, totals: { shows: 2, questions: 2, unanswered: 2 } })
  expect((await eventually(host, 'fans/room:other', fanHistorySchema)).fan).toBeNull()

  const moderator = await running.moderator('小林')
  for (const path of ['across/trends', `fans/${fanId}`, `compare?a=${a}&b=${b}`]) {
    expect([(await get(path, '')).status, (await get(path, moderator.cookie)).status]).toEqual([401, 401])
  }
  for (const [path, status] of [
    ['fans/nobody', 404],
    ['compare?a=nothing&b=nothing', 404],
    ['sessions/nothing/comparison', 404],
    ['across/trends?limit=-1', 400],
    ['across/heatmap?days=9', 400],
    ['compare?a=../../etc&b=x', 400],
  ] as const) {
    expect([path, (await get(path, host.cookie)).status]).toEqual([path, status])
  }
})

test('whoever is forgotten is gone from what shows tell together, and their figures stay', async () => {
  const { host, fanId } = await aStudioWithShows()
  await eventually(host, 'across/trends', trendsResponseSchema, ({ pending }) => pending === 0)
  host.send({ type: 'request', requestId: 'forget', request: { type: 'forgetFan', fanId } })
  await host.frame(
    (frame): frame is Extract<typeof frame, { type: 'response' }> =>
      frame.type === 'response' && frame.requestId === 'forget',
  )
  expect((await get(`fans/${fanId}`, host.cookie)).status).toBe(404)
  expect((await get('fans/room:v-9f3a7c', host.cookie)).status).toBe(404)
  await eventually(host, 'across/unanswered', unansweredResponseSchema, ({ products }) =>
    products.every(({ intents }) =>
      intents.every(({ examples }) => examples.every(({ text }) => !text.includes('王小梅'))),
    ),
  )
  const { sessions } = await eventually(host, 'across/trends', trendsResponseSchema)
  expect(sessions.map(({ metrics, returns }) => [metrics.uv, returns[1]?.people])).toEqual([
    [2, 2],
    [1, 1],
  ])
})
