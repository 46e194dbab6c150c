import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Logger } from 'pino'

import { Admission } from './http/admission.ts'
import { createApp } from './http/app.ts'
import type { Context } from './http/context.ts'
import { Doorkeeper } from './http/grants.ts'
import { createMetrics } from './http/metrics.ts'
import type { Database } from './storage/database.ts'
import { EventStore } from './storage/event-store.ts'
import { migrate } from './storage/migrate.ts'
import { Partitions } from './storage/partitions.ts'
import { openPglite } from './storage/pglite.ts'
import { openPostgres } from './storage/postgres.ts'
import { RecordingStore } from './recordings/recording-store.ts'
import { Uploads } from './recordings/uploads.ts'
import { Rollups } from './rollups/rollups.ts'
import { SessionStore } from './storage/session-store.ts'
import { Tokens } from './tokens.ts'

export interface CollectorOptions {
  /** Where it listens; port 0 takes any free one. */
  readonly host: string
  readonly port: number
  /** `postgres://…`; without one PGlite keeps everything in `dataDir`. */
  readonly databaseUrl: string | null
  /** Recordings and, with PGlite, the database. Null: a database in memory. */
  readonly dataDir: string | null
  /** Where recordings go instead of into `dataDir`: a volume that several collectors share. */
  readonly recordingsDir?: string | undefined
  readonly tls?: { readonly key: string; readonly cert: string } | undefined
  /** Of this process alone: manages tokens while the folder is in use. */
  readonly controlToken?: string | undefined
  readonly limits?: Partial<CollectorLimits> | undefined
  readonly logger: Logger
  readonly nowMs?: (() => number) | undefined
}

export interface CollectorLimits {
  /** Pushes in hand at once, and of one studio. */
  readonly inHand: number
  readonly inHandPerStudio: number
  /** A batch has to be here by then. */
  readonly bodyWithinMs: number
  /** Of one recording. */
  readonly recordingBytes: number
}

const LIMITS: CollectorLimits = {
  inHand: 32,
  inHandPerStudio: 4,
  bodyWithinMs: 120_000,
  recordingBytes: 64 * 1_024 ** 3,
}

const UPLOADS = 16
const UPLOADS_PER_STUDIO = 3

/** What is under way at a stop has so long to come to its end. */
const CLOSE_WITHIN_MS = 10_000

export interface Collector {
  readonly url: string
  readonly tokens: Tokens
  /** Takes no more, finishes what is under way, and closes the database. */
  readonly close: () => Promise<void>
}

/** Opens the database, brings it up to date, and listens. Throws when any of it fails; nothing is left open then. */
export async function startCollector(options: CollectorOptions): Promise<Collector> {
  const { logger, nowMs = Date.now } = options
  const limits = { ...LIMITS, ...options.limits }
  const database = await openDatabase(options)
  try {
    const migrated = await migrate(database)
    if (migrated.length > 0) logger.info({ migrated }, 'the schema is up to date')
    const tokens = new Tokens(database)
    const admission = {
      push: new Admission({ ...limits, storing: database.width }),
      upload: new Admission({ inHand: UPLOADS, inHandPerStudio: UPLOADS_PER_STUDIO, storing: UPLOADS }),
    }
    const recordings = new RecordingStore(database)
    const uploads = new Uploads({
      folder: options.recordingsDir ?? join(options.dataDir ?? tmpdir(), 'recordings'),
      maxBytes: limits.recordingBytes,
      store: recordings,
      logger,
    })
    let closing = false
    const context: Context = {
      database,
      tokens,
      doorkeeper: new Doorkeeper(tokens, options.controlToken ?? null),
      events: new EventStore({ database, partitions: new Partitions(database), nowMs }),
      sessions: new SessionStore(database),
      recordings,
      uploads,
      rollups: new Rollups(database, logger),
      admission,
      metrics: createMetrics(() => admission.push.inHand),
      logger,
      bodyWithinMs: limits.bodyWithinMs,
      isClosing: () => closing,
    }
    const app = await createApp({ context, tls: options.tls })
    async function close(): Promise<void> {
      closing = true
      const cut = setTimeout(() => app.server.closeAllConnections(), CLOSE_WITHIN_MS)
      try {
        await app.close()
      } finally {
        clearTimeout(cut)
        uploads.close()
        await database.close()
      }
    }
    let closed: Promise<void> | null = null
    const url = await app.listen({ host: options.host, port: options.port })
    return {
      url,
      tokens,
      close: () => (closed ??= close()),
    }
  } catch (error) {
    await database.close().catch((failure: unknown) => logger.warn({ err: failure }, 'could not close'))
    throw error
  }
}

async function openDatabase({ databaseUrl, dataDir, logger }: CollectorOptions): Promise<Database> {
  if (databaseUrl !== null) return openPostgres(databaseUrl, logger)
  return openPglite(dataDir === null ? null : join(dataDir, 'pglite'))
}
