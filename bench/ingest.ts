import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'

import { SYSTEM } from '#shared/domain/session/actor.ts'
import { GUEST } from '#shared/domain/fans/tier.ts'
import { systemClock } from '#service/clock.ts'
import { openSessionLogReader } from '#service/log/log-reader.ts'
import { openSessionLogWriter } from '#service/log/log-writer.ts'
import { openRunningSession } from '#service/session/running-session.ts'
import { median, type Measurement } from './bench.ts'
import { messageNumber } from './messages.ts'
import { itemOf } from '#shared/domain/run-sheet/item.ts'

const MESSAGES = 100_000
const BATCH = 1_000
const RUNS = 3

/**
 * The full pipeline (deduplicate, classify, decide, evolve, append) against better-sqlite3 inserting the very rows
 * it wrote, in batches of the same size with the same durability, in one process.
 */
export async function benchIngest(): Promise<Measurement[]> {
  const ratios: number[] = []
  const rates: number[] = []
  for (let run = 0; run < RUNS; run++) {
    const folder = mkdtempSync(join(tmpdir(), 'huitou-bench-'))
    const pipelineMs = await timePipeline(join(folder, 'pipeline.db'))
    const rawMs = timeRawInsert(join(folder, 'pipeline.db'), join(folder, 'raw.db'))
    ratios.push(rawMs / pipelineMs)
    rates.push((MESSAGES / pipelineMs) * 1000)
    rmSync(folder, { recursive: true, force: true })
  }
  return [
    {
      bench: 'ingest',
      what: 'full pipeline ÷ raw insert',
      value: median(ratios),
      unit: '',
      goal: { at: 'least', value: 0.35 },
    },
    { bench: 'ingest', what: 'danmaku through the pipeline', value: median(rates), unit: '/s', goal: null },
  ]
}

async function timePipeline(file: string): Promise<number> {
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
      body: { sessionId: 'pipeline', title: '', kind: 'show', mutedViewers: [], blockedWords: [] },
    },
    {
      type: 'itemPutOnAir',
      body: { item: itemOf({ number: 1, title: '', priceFen: null, listPriceFen: null }) },
    },
  ])
  const startedMs = performance.now()
  for (let first = 0; first < MESSAGES; first += BATCH) {
    const nowMs = Date.now()
    await session.ingest(Array.from({ length: BATCH }, (_, index) => messageNumber(first + index, nowMs)))
  }
  const tookMs = performance.now() - startedMs
  session.close()
  return tookMs
}

function timeRawInsert(source: string, target: string): number {
  const reader = openSessionLogReader(source)
  const rows = [...reader.iterate()].map(({ seq, atMs, type, version, actor, body }) => [
    seq,
    atMs,
    type,
    version,
    JSON.stringify(actor),
    JSON.stringify(body),
  ])
  reader.close()
  const db = new Database(target)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec(
    'CREATE TABLE event (seq INTEGER PRIMARY KEY, at INTEGER, type TEXT, version INTEGER, actor TEXT, body TEXT) STRICT',
  )
  const insert = db.prepare('INSERT INTO event VALUES (?, ?, ?, ?, ?, ?)')
  const insertAll = db.transaction((batch: readonly unknown[][]) => {
    for (const row of batch) insert.run(row)
  })
  const startedMs = performance.now()
  for (let first = 0; first < rows.length; first += BATCH) insertAll(rows.slice(first, first + BATCH))
  const tookMs = performance.now() - startedMs
  db.close()
  return tookMs
}
