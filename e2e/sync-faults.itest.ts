import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'

import { NO_SYNC } from '#shared/domain/sync/sync-settings.ts'
import type { Request } from '#shared/protocol/up.ts'
import { openLibrary } from '#service/library/library.ts'
import { createCollectorClient } from '#service/sync/collector-client.ts'
import { withPatience } from '#service/sync/patience.ts'
import { sendSession } from '#service/sync/send-session.ts'
import { hostCookie, WireClient } from '#service/testing/wire-client.ts'
import {
  runCollectorCommand,
  startCollectorProcess,
  type CollectorProcess,
} from '../collector/testing/collector-process.ts'
import { startPostgres } from '../collector/testing/postgres.ts'
import { startCuttingProxy, startMischievousProxy, type Mischief } from './support/faulty-proxy.ts'
import { collectorLines, huitou, logLines, sessionFile, writeShow } from './support/synced-shows.ts'

const postgres = await startPostgres()
if (typeof postgres === 'string') console.warn(`sync on PostgreSQL is not tested: ${postgres}`)
afterAll(async () => {
  if (typeof postgres !== 'string') await postgres.remove()
})

const POISON = 2_345
const serveReady = z.object({ url: z.string() })

/** mulberry32: the same mischief at every run. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

async function ask(host: WireClient, request: Request): Promise<void> {
  const requestId = randomUUID()
  host.send({ type: 'request', requestId, request })
  await host.until(({ frames }) =>
    frames.some((frame) => frame.type === 'response' && frame.requestId === requestId),
  )
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(10)
}

describe.each([
  { name: 'PGlite', skipped: false },
  { name: 'PostgreSQL', skipped: typeof postgres === 'string' },
])('sync to a collector on $name', ({ name, skipped }) => {
  const folder = mkdtempSync(join(tmpdir(), 'huitou-sync-'))
  let collector: CollectorProcess
  let databaseUrl: string | undefined
  let token = ''

  const port = (): number => Number(new URL(collector.url).port)
  const start = async (onPort = 0): Promise<void> => {
    collector = await startCollectorProcess({ dataDir: join(folder, 'collector'), databaseUrl, port: onPort })
  }
  const expectSame = async (dataDir: string, sessionId: string, withheld: readonly number[] = []) => {
    const there = await collectorLines(collector.url, token, sessionId)
    const here = logLines(dataDir, sessionId, withheld)
    // Compared as one text: a difference of many lines is told in a moment instead of a minute.
    expect(there.length).toBe(here.length)
    expect(there.join('\n') === here.join('\n')).toBe(true)
  }
  /** PGlite's files are its own; there the lines above have shown it. */
  const expectEachOnce = async (): Promise<void> => {
    if (databaseUrl === undefined) return
    const client = new pg.Client({ connectionString: databaseUrl })
    await client.connect()
    try {
      const { rows } = await client.query(
        'select count(*) - count(distinct (session_key, seq)) as twice from event',
      )
      expect(rows).toEqual([{ twice: '0' }])
    } finally {
      await client.end()
    }
  }
  const dataFolder = (): string => mkdtempSync(join(folder, 'data-'))

  if (!skipped) {
    beforeAll(async () => {
      databaseUrl =
        name === 'PostgreSQL' && typeof postgres !== 'string' ? await postgres.createDatabase() : undefined
      await start()
      const made = await runCollectorCommand(['token', 'add', 'studio', '--json'], {
        dataDir: join(folder, 'collector'),
        databaseUrl,
      })
      token = z.object({ token: z.string() }).parse(JSON.parse(made.stdout)).token
    })
    afterAll(async () => {
      await collector.kill()
      rmSync(folder, { recursive: true, force: true })
    })
  }

  test.skipIf(skipped)(
    'two senders at once over a line that cuts, repeats, delays and refuses: every event once, the poisoned one withheld',
    async () => {
      const random = seeded(7)
      const sessionId = 'mischief'
      const dataDirs = [dataFolder(), dataFolder()]
      for (const dataDir of dataDirs) writeShow(dataDir, sessionId, 6_000, POISON)
      const kinds: Mischief[] = ['pass', 'again', 'late', 'tooMany', 'unavailable', 'loseAnswer', 'pass']
      let drawn = 0
      const mischief = await startMischievousProxy(port(), () => kinds[drawn++ % kinds.length] ?? 'pass')
      const cutting = await startCuttingProxy(Number(new URL(mischief.url).port), () =>
        Math.floor(random() * 24_000),
      )
      onTestFinished(async () => {
        await cutting.close()
        await mischief.close()
      })

      const waited: number[] = []
      const send = async (dataDir: string): Promise<number[]> => {
        const { library } = openLibrary(join(dataDir, 'library.db'))
        const client = createCollectorClient({ address: cutting.url, token })
        const { signal } = new AbortController()
        const summary = library.sessions.find(sessionId)
        let batches = 0
        try {
          await withPatience(
            () =>
              sendSession({
                collector: client,
                book: library.sync,
                sessionId,
                file: sessionFile(dataDir, sessionId),
                head: () => summary,
                nowMs: Date.now,
                signal,
                batchEvents: () => 200,
                onSent: () => batches++,
              }),
            {
              signal,
              random,
              progressed: () => batches,
              giveUpAfterMs: null,
              nowMs: Date.now,
              onWait: ({ retryAfterMs }, delayMs) => {
                if (retryAfterMs !== null) waited.push(delayMs)
              },
              // The waits are what is tested elsewhere; here a second passes in ten milliseconds.
              wait: (ms) => sleep(ms / 100),
            },
          )
          return library.sync.withheld(cutting.url, sessionId).map(({ seq }) => seq)
        } finally {
          client.close()
          library.close()
        }
      }
      const withheld = await Promise.all(dataDirs.map(send))
      expect(withheld.flat()).toContain(POISON)
      expect(new Set(withheld.flat())).toEqual(new Set([POISON]))
      expect(cutting.cuts()).toBeGreaterThan(5)
      expect(new Set(mischief.done())).toEqual(new Set(kinds))
      // Retry-After was one second, and is never undercut.
      expect(Math.min(...waited)).toBeGreaterThanOrEqual(1_000)
      await expectSame(dataDirs[0]!, sessionId, [POISON])
    },
  )

  test.skipIf(skipped)(
    'the collector and the sender killed again and again in the middle: afterwards every event is there once',
    async () => {
      const dataDir = dataFolder()
      writeShow(dataDir, 'older', 700)
      writeShow(dataDir, 'killed', 30_000, POISON)
      const cutting = await startCuttingProxy(port(), () => null)
      onTestFinished(cutting.close)
      const args = ['sync', '--all', '--data', dataDir, '--to', cutting.url]
      const env = { HUITOU_SYNC_TOKEN: token }
      const kill = async (afterBytes: number, victim: 'sender' | 'collector'): Promise<void> => {
        // A narrow line, so that there is a middle.
        const sender = huitou([...args, '--limit', '3000'], env)
        const before = cutting.bytes()
        let over = false
        void sender.ended.then(() => (over = true))
        await until(() => over || cutting.bytes() - before > afterBytes)
        expect(over).toBe(false)
        if (victim === 'sender') return sender.kill()
        const onPort = port()
        await collector.kill()
        await start(onPort)
        sender.kill()
        await sender.ended
      }
      await kill(30_000, 'sender')
      await kill(60_000, 'sender')
      await kill(100_000, 'collector')
      // This one lives through the collector's last death.
      const sender = huitou([...args, '--limit', '3000'], env)
      const before = cutting.bytes()
      await until(() => cutting.bytes() - before > 50_000)
      const onPort = port()
      await collector.kill()
      await start(onPort)
      const { code, stdout } = await sender.ended
      expect(code).toBe(1)
      expect(JSON.parse(stdout)).toMatchObject({
        ok: false,
        unsynced: 0,
        withheld: 1,
        sessions: [
          { sessionId: 'older', events: 700, synced: 700 },
          { sessionId: 'killed', events: 30_000, synced: 30_000, withheld: [{ seq: POISON }] },
        ],
      })
      await expectSame(dataDir, 'killed', [POISON])
      await expectSame(dataDir, 'older')
    },
  )

  test.skipIf(skipped)('a studio killed while it syncs goes on by itself when it is back', async () => {
    const dataDir = dataFolder()
    writeShow(dataDir, 'studio', 20_000)
    const studio = async () => {
      const service = huitou(['serve', '--data', dataDir, '--port', '0'])
      const url = await service.line()
      const { url: hostUrl } = serveReady.parse(JSON.parse(url))
      const host = await WireClient.open(hostUrl, 'host', await hostCookie(hostUrl))
      const statusOf = () => {
        const frame = host.frames.findLast(({ type }) => type === 'syncStatus')
        return frame?.type === 'syncStatus' ? frame.status : null
      }
      return { service, host, statusOf }
    }
    const origin = collector.url
    const hold = { type: 'holdSyncToken', origin, token } as const
    const first = await studio()
    await ask(first.host, {
      type: 'saveSync',
      settings: { ...NO_SYNC, url: collector.url, limitKbit: 1_500 },
    })
    await ask(first.host, hold)
    await until(() => (first.statusOf()?.current?.sent ?? 0) > 0)
    expect(first.statusOf()?.state).toBe('sending')
    first.service.kill()
    await first.service.ended
    first.host.close()

    const second = await studio()
    await ask(second.host, { type: 'saveSync', settings: { ...NO_SYNC, url: collector.url } })
    await ask(second.host, hold)
    await until(() => second.statusOf()?.state === 'idle' && second.statusOf()?.unsynced === 0)
    second.host.close()
    second.service.kill()
    await second.service.ended
    await expectSame(dataDir, 'studio')
    await expectEachOnce()
  })
})
