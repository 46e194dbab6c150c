import { afterAll, describe, expect, it } from 'vitest'

import { startPostgres } from './testing/postgres.ts'
import { startTestCollector } from './testing/start-collector.ts'
import { danmaku, TestStudio } from './testing/test-events.ts'

const postgres = await startPostgres()

afterAll(async () => {
  if (typeof postgres !== 'string') await postgres.remove()
})

describe.skipIf(typeof postgres === 'string')('a collector whose PostgreSQL is killed', () => {
  it('says when to come again, and goes on where it was when the database is back', async () => {
    if (typeof postgres === 'string') throw new Error(postgres)
    const collector = await startTestCollector({ databaseUrl: await postgres.createDatabase() })
    const studio = new TestStudio(collector.url, await collector.studioToken('alpha'))
    expect((await studio.push('s1', danmaku(1, 100))).status).toBe(200)

    await postgres.kill()
    const away = await studio.push('s1', danmaku(101, 200))
    expect(away.status).toBe(503)
    expect(Number(away.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await fetch(`${collector.url}/readyz`)).status).toBe(503)
    expect((await fetch(`${collector.url}/healthz`)).status).toBe(200)

    await postgres.start()
    await expect.poll(async () => (await studio.push('s1', danmaku(51, 200))).status).toBe(200)
    expect(await studio.lines('s1')).toEqual(danmaku(1, 200).map((each) => JSON.stringify(each)))
    await collector.stop()
  })
})
