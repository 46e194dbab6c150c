import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { join } from 'node:path'

import { GUEST } from '#shared/domain/fans/tier.ts'
import { SYSTEM } from '#shared/domain/session/actor.ts'
import { systemClock } from '#service/clock.ts'
import { openLibrary } from '#service/library/library.ts'
import { openStudio } from '#service/session/studio.ts'
import { makeDataDir } from '#service/testing/test-service.ts'
import { pino } from 'pino'
import { median, type Measurement } from './bench.ts'
import { messageNumber } from './messages.ts'

const EVENTS = 1_000_000
const BATCH = 1_000
const RUNS = 3

/** From starting the process on a log of a million events, left by a kill, to the ready line. */
export async function benchRecover(): Promise<Measurement[]> {
  const { dataDir, remove } = makeDataDir()
  await fillLog(dataDir)
  const loaded: number[] = []
  const empty: number[] = []
  const fresh = makeDataDir()
  for (let run = 0; run < RUNS; run++) {
    loaded.push(await timeStart(dataDir))
    empty.push(await timeStart(fresh.dataDir))
  }
  remove()
  fresh.remove()
  return [
    {
      bench: 'recover',
      what: 'start on a 1 M-event log until ready',
      value: median(loaded) / 1000,
      unit: 's',
      goal: { at: 'most', value: 1.5 },
    },
    {
      bench: 'recover',
      what: 'start on an empty folder until ready',
      value: median(empty) / 1000,
      unit: 's',
      goal: null,
    },
  ]
}

/** A show of a million events whose process ends without closing anything: snapshots are as old as they would be. */
async function fillLog(dataDir: string): Promise<void> {
  const { library } = openLibrary(join(dataDir, 'library.db'))
  const studio = await openStudio({
    dataDir,
    library: { ...library, fans: { ...library.fans, standing: () => GUEST } },
    clock: systemClock,
    random: Math.random,
    logger: pino({ level: 'silent' }),
    defaultTitle: 'bench',
    language: 'zh-CN',
  })
  const session = studio.running()
  await session.record(SYSTEM, null, () => [{ type: 'wentLive', body: {} }])
  let number = 0
  while (session.state().seq < EVENTS) {
    const nowMs = Date.now()
    await session.ingest(Array.from({ length: BATCH }, () => messageNumber(number++, nowMs)))
  }
}

async function timeStart(dataDir: string): Promise<number> {
  const startedMs = performance.now()
  const cli = join(import.meta.dirname, '..', 'electron', 'service', 'cli', 'huitou.ts')
  const child = spawn(process.execPath, [cli, 'serve', '--data', dataDir, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  await once(createInterface({ input: child.stdout }), 'line')
  const tookMs = performance.now() - startedMs
  child.kill('SIGKILL')
  await once(child, 'exit')
  return tookMs
}
