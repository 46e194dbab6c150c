import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { z } from 'zod'

import { openLibrary } from '#service/library/library.ts'
import { openSessionLogWriter } from '#service/log/log-writer.ts'
import { systemClock } from '#service/clock.ts'
import { openRunningSession } from '#service/session/running-session.ts'
import { createCollectorClient } from '#service/sync/collector-client.ts'
import { sendSession } from '#service/sync/send-session.ts'
import { GUEST } from '#shared/domain/fans/tier.ts'
import { SYSTEM } from '#shared/domain/session/actor.ts'
import { runCollectorCommand, startCollectorProcess } from '../collector/testing/collector-process.ts'
import { startPostgres } from '../collector/testing/postgres.ts'
import { median, type Measurement } from './bench.ts'
import { messageNumber } from './messages.ts'

const MESSAGES = 100_000
const BATCH = 1_000
const RUNS = 3

/**
 * A log of a busy room into a collector on a local PostgreSQL that waits for the disk, against COPY of the rows it made
 * of them into a table like its own on the same server: how much of the database's own speed is left after reading,
 * packing, HTTP, validation and the collector's keys.
 */
export async function benchSync(): Promise<Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'huitou-bench-sync-'))
  const postgres = await startPostgres({ durable: true })
  if (typeof postgres === 'string') {
    console.error(`  not measured: ${postgres}`)
    return []
  }
  try {
    const file = join(folder, 'show.db')
    await writeLog(file)
    const ratios: number[] = []
    const rates: number[] = []
    const packed: number[] = []
    for (let run = 0; run < RUNS; run++) {
      const databaseUrl = await postgres.createDatabase()
      const sent = await timeSync(file, databaseUrl, join(folder, `run-${run}`))
      const copied = await timeCopy(databaseUrl)
      rates.push((sent.events / sent.ms) * 1_000)
      ratios.push(sent.events / sent.ms / (copied.events / copied.ms))
      packed.push(sent.wireBytes / sent.rawBytes)
    }
    return [
      {
        bench: 'sync',
        what: 'events/s into PostgreSQL ÷ COPY of the same rows',
        value: median(ratios),
        unit: '',
        goal: { at: 'least', value: 0.3 },
      },
      {
        bench: 'sync',
        what: 'bytes on the wire ÷ raw JSON',
        value: median(packed),
        unit: '',
        goal: { at: 'most', value: 0.2 },
      },
      { bench: 'sync', what: 'events through the collector', value: median(rates), unit: '/s', goal: null },
    ]
  } finally {
    await postgres.remove()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function writeLog(file: string): Promise<void> {
  const session = openRunningSession({
    log: openSessionLogWriter(file, { create: true }),
    clock: systemClock,
    standingOf: () => GUEST,
    fanOf: () => null,
    onCommit: () => undefined,
    onHealth: () => undefined,
  })
  await session.record(SYSTEM, null, () => [
    {
      type: 'sessionCreated',
      body: { sessionId: 'show', title: '', kind: 'show', mutedViewers: [], blockedWords: [] },
    },
  ])
  for (let first = 0; first < MESSAGES; first += BATCH) {
    const nowMs = Date.now()
    await session.ingest(Array.from({ length: BATCH }, (_, index) => messageNumber(first + index, nowMs)))
  }
  session.close()
}

/** COPY of what the collector stored into a table with the same columns, keys and checks. */
async function timeCopy(connectionString: string) {
  const client = new pg.Client({ connectionString })
  await client.connect()
  const chunks: Buffer[] = []
  // Read beforehand: what is measured is the database's writing.
  for await (const chunk of client.query(
    copyTo('COPY (SELECT * FROM event) TO STDOUT'),
  ) as AsyncIterable<Buffer>)
    chunks.push(chunk)
  await client.query('CREATE TABLE copied (LIKE event INCLUDING ALL)')
  const startMs = performance.now()
  await pipeline(Readable.from(chunks), client.query(copyFrom('COPY copied FROM STDIN')))
  const ms = performance.now() - startMs
  const { rows } = await client.query('SELECT count(*)::int AS events FROM copied')
  await client.end()
  return { events: z.array(z.object({ events: z.number() })).parse(rows)[0]?.events ?? 0, ms }
}

async function timeSync(file: string, databaseUrl: string, folder: string) {
  mkdirSync(folder)
  const collector = await startCollectorProcess({ dataDir: join(folder, 'collector'), databaseUrl })
  const made = await runCollectorCommand(['token', 'add', 'bench', '--json'], {
    dataDir: join(folder, 'collector'),
    databaseUrl,
  })
  const { token } = z.object({ token: z.string() }).parse(JSON.parse(made.stdout))
  const { library } = openLibrary(join(folder, 'library.db'))
  const client = createCollectorClient({ address: collector.url, token })
  let events = 0
  let rawBytes = 0
  let wireBytes = 0
  try {
    const startMs = performance.now()
    await sendSession({
      collector: client,
      book: library.sync,
      sessionId: 'show',
      file,
      head: () => ({
        title: '周二场',
        kind: 'show',
        phase: 'ended',
        createdAtMs: 1_763_800_000_000,
        liveAtMs: 1,
        endedAtMs: 2,
      }),
      nowMs: Date.now,
      signal: new AbortController().signal,
      onSent: (sent) => {
        events = sent.seq
        rawBytes += sent.rawBytes
        wireBytes += sent.wireBytes
      },
    })
    return { events, ms: performance.now() - startMs, rawBytes, wireBytes }
  } finally {
    client.close()
    library.close()
    await collector.kill()
  }
}
