import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'

import { pushResponseSchema } from '#shared/protocol/collector.ts'
import {
  runCollectorCommand,
  startCollectorProcess,
  type CollectorProcessOptions,
} from './testing/collector-process.ts'
import { testDatabases, type TestDatabase } from './testing/databases.ts'
import { danmaku, TestStudio } from './testing/test-events.ts'

const databases = await testDatabases()
const madeSchema = z.object({ tokenId: z.string(), token: z.string() })

const suite = (
  { make, stop }: TestDatabase,
  whileItWorks: (options: CollectorProcessOptions) => Promise<void>,
) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'huitou-collector-'))
  afterAll(async () => {
    rmSync(dataDir, { recursive: true, force: true })
    await stop()
  })

  it('keeps what it acknowledged through kill -9, and its tokens are managed while it works', async () => {
    const databaseUrl = (await make()) ?? undefined
    const options = { dataDir, databaseUrl }
    const first = await startCollectorProcess(options)
    const made = await runCollectorCommand(['token', 'add', 'alpha', '--json'], options)
    const { token, tokenId } = madeSchema.parse(JSON.parse(made.stdout))
    expect(made.stdout + made.stderr + first.log()).not.toContain('secret_hash')

    let acknowledged = 0
    const push = async (url: string, batch: number) => {
      const response = await new TestStudio(url, token).push(
        's1',
        danmaku(batch * 200 + 1, batch * 200 + 200),
      )
      acknowledged = Math.max(acknowledged, pushResponseSchema.parse(await response.json()).highestSeq)
    }
    for (let batch = 0; batch < 5; batch++) await push(first.url, batch)
    // In the middle of one: it is stored whole or not at all.
    const last = push(first.url, 5).catch(() => undefined)
    await first.kill()
    await last

    const second = await startCollectorProcess({ ...options, port: Number(new URL(first.url).port) })
    expect(second.url).toBe(first.url)
    const studio = new TestStudio(second.url, token)
    const stored = await studio.lines('s1')
    expect(stored.length).toBeGreaterThanOrEqual(acknowledged)
    expect(stored.length % 200).toBe(0)
    expect(stored).toEqual(danmaku(1, stored.length).map((each) => JSON.stringify(each)))

    expect((await runCollectorCommand(['token', 'revoke', tokenId], options)).code).toBe(0)
    expect((await studio.ask('/v1/sessions')).status).toBe(401)
    await whileItWorks(options)
    expect(await second.stop()).toBe(0)
  })
}

/** PGlite's files bear one process. */
async function refusesASecond(options: CollectorProcessOptions): Promise<void> {
  const again = await runCollectorCommand(['serve', '--port', '0'], options)
  expect(again.code).toBe(1)
  expect(again.stderr).toContain('works in')
}

/** A shared database needs no lock; what cannot be one is refused without being repeated. */
async function refusesOtherDatabases(options: CollectorProcessOptions): Promise<void> {
  const wrong = await runCollectorCommand(['serve'], { ...options, databaseUrl: 'mysql://user:secret@x/y' })
  expect(wrong.code).toBe(1)
  expect(wrong.stderr).toContain('postgres://')
  expect(wrong.stderr).not.toContain('secret')
}

for (const database of databases) {
  describe.skipIf(database.missing !== null)(`a collector's process on ${database.name}`, () => {
    suite(database, database.name === 'PGlite' ? refusesASecond : refusesOtherDatabases)
  })
}
