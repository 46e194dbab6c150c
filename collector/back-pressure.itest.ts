import { request as httpRequest, type ClientRequest } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { collectorProblemSchema } from '#shared/protocol/collector.ts'
import { quickDatabase, type TestDatabase } from './testing/databases.ts'
import { startTestCollector, type TestCollector } from './testing/start-collector.ts'
import { danmaku, TestStudio } from './testing/test-events.ts'

describe('a collector under pressure', () => {
  let database: TestDatabase
  let collector: TestCollector
  let studios: TestStudio[]
  const stalled: ClientRequest[] = []

  beforeAll(async () => {
    database = await quickDatabase()
    collector = await startTestCollector({
      databaseUrl: await database.make(),
      limits: { inHand: 3, inHandPerStudio: 2, bodyWithinMs: 4_000 },
    })
    studios = await Promise.all(
      ['alpha', 'beta', 'gamma'].map(
        async (studioId) => new TestStudio(collector.url, await collector.studioToken(studioId)),
      ),
    )
  })
  afterAll(async () => {
    for (const request of stalled) request.destroy()
    await collector.stop()
    await database.stop()
  })

  /** A push that begins and does not go on; resolves with its answer's status, or null when it was cut. */
  const stall = ({ token }: TestStudio): Promise<number | null> =>
    new Promise((resolve) => {
      const asked = httpRequest(
        `${collector.url}/v1/sessions/slow/events`,
        {
          method: 'POST',
          headers: {
            authorization: `Bearer ${token}`,
            'content-type': 'application/json',
            'content-length': 1_000,
          },
        },
        (response) => resolve(response.resume().statusCode ?? null),
      )
      stalled.push(asked)
      asked.on('error', () => resolve(null))
      asked.write('{')
    })

  const inHand = async () =>
    Number(
      /^huitou_collector_pushes_in_hand (\d+)$/m.exec(
        await (await fetch(`${collector.url}/metrics`)).text(),
      )?.[1],
    )

  it('sends away at once what is too much, says when to come again, and forgets those who stall', async () => {
    const [alpha, beta, gamma] = studios
    if (!alpha || !beta || !gamma) throw new Error('three studios')
    const answers = [stall(alpha), stall(alpha)]
    await expect.poll(inHand).toBe(2)
    const own = await alpha.push('s1', danmaku(1, 1))
    expect(own.status).toBe(429)
    expect(Number(own.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(collectorProblemSchema.parse(await own.json()).code).toBe('busy')
    // The others go on beside it, as long as there is a place.
    expect((await beta.push('s1', danmaku(1, 1))).status).toBe(200)
    answers.push(stall(beta))
    await expect.poll(inHand).toBe(3)
    const full = await gamma.push('s1', danmaku(1, 1))
    expect(full.status).toBe(503)
    expect(Number(full.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await fetch(`${collector.url}/readyz`)).status).toBe(200)
    expect(await Promise.all(answers)).toEqual([408, 408, 408])
    await expect.poll(inHand).toBe(0)
    expect((await alpha.push('s1', danmaku(1, 1))).status).toBe(200)
    expect((await gamma.push('s1', danmaku(1, 1))).status).toBe(200)
  })

  it('gives the place of a client that went away to the next', async () => {
    const [alpha] = studios
    if (!alpha) throw new Error('a studio')
    const gone = [stall(alpha), stall(alpha)]
    await expect.poll(inHand).toBe(2)
    for (const request of stalled) request.destroy()
    expect(await Promise.all(gone)).toEqual([null, null])
    await expect.poll(inHand).toBe(0)
  })

  it('finishes what it has begun before it stops, and takes no more', async () => {
    const [alpha] = studios
    if (!alpha) throw new Error('a studio')
    const before = danmaku(2, 2_000)
    const push = alpha.push('s1', before)
    await expect.poll(inHand).toBe(1)
    const closed = collector.close()
    expect((await push).status).toBe(200)
    await closed
    await expect(alpha.push('s1', danmaku(2_001, 2_001))).rejects.toThrow('fetch failed')
  })
})
