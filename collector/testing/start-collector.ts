import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'

import { startCollector, type Collector, type CollectorOptions } from '../collector.ts'

/** A collector in this process on a free port. Without options its database is PGlite in memory. */
export interface TestCollector extends Collector {
  /** Recordings, and PGlite's files when they are not in memory. */
  readonly dataDir: string
  /** A new token of a studio. */
  readonly studioToken: (studioId: string) => Promise<string>
  /** Closes it and removes its folder. */
  readonly stop: () => Promise<void>
}

export async function startTestCollector(options: Partial<CollectorOptions> = {}): Promise<TestCollector> {
  const folder = mkdtempSync(join(tmpdir(), 'huitou-collector-'))
  const collector = await startCollector({
    host: '127.0.0.1',
    port: 0,
    databaseUrl: null,
    dataDir: null,
    recordingsDir: join(folder, 'recordings'),
    logger: pino({ level: 'silent' }),
    ...options,
  })
  return {
    ...collector,
    dataDir: options.dataDir ?? folder,
    studioToken: async (studioId) =>
      (await collector.tokens.add({ scope: 'studio', studioId, label: 'test' })).token,
    stop: async () => {
      await collector.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
