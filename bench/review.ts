import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import Database from 'better-sqlite3'

import { makeDataDir } from '#service/testing/test-service.ts'
import { median, type Measurement } from './bench.ts'
import { fillReviewLog } from './review-log.ts'

const EVENTS = 1_000_000
const RUNS = 5
const SESSION = '2026-11-20-2000-bench'

/** All figures of a session of a million events, by the command line in a process of its own. */
export async function benchReview(): Promise<Measurement[]> {
  const { dataDir, remove } = makeDataDir()
  const file = join(dataDir, 'sessions', `${SESSION}.db`)
  fillReviewLog(file, SESSION, EVENTS, Date.UTC(2026, 10, 20, 12))
  const anew: number[] = []
  const kept: number[] = []
  const version: number[] = []
  for (let run = 0; run < RUNS; run++) {
    forgetReview(file)
    anew.push(await timed('review', SESSION, '--data', dataDir, '--json'))
    kept.push(await timed('review', SESSION, '--data', dataDir, '--json'))
    version.push(await timed('review', '--help'))
  }
  remove()
  const seconds = (what: string, sample: readonly number[], atMost: number | null): Measurement => ({
    bench: 'review',
    what,
    value: median(sample) / 1_000,
    unit: 's',
    goal: atMost === null ? null : { at: 'most', value: atMost },
  })
  return [
    seconds('all figures of 1 M events, cold, as made when the show ended', kept, 1),
    seconds('the same made anew from the log', anew, null),
    seconds('of this, starting the command', version, null),
  ]
}

function forgetReview(file: string): void {
  const db = new Database(file)
  db.exec('DROP TABLE IF EXISTS kept_review')
  db.close()
}

async function timed(...words: readonly string[]): Promise<number> {
  const startedMs = performance.now()
  const cli = join(import.meta.dirname, '..', 'electron', 'service', 'cli', 'huitou.ts')
  const child = spawn(process.execPath, [cli, ...words], { stdio: 'ignore' })
  await once(child, 'exit')
  if (child.exitCode !== 0) throw new Error(`huitou ${words.join(' ')} ended with ${child.exitCode}`)
  return performance.now() - startedMs
}
