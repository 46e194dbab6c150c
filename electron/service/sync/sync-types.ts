import type { Logger } from 'pino'

import type { SyncSettings } from '#shared/domain/sync/sync-settings.ts'
import type {
  SeenCertificate,
  SyncedSession,
  SyncProblem,
  SyncStatus,
  WithheldRow,
} from '#shared/protocol/sync.ts'
import type { Clock } from '../clock.ts'
import type { Library } from '../library/library.ts'
import type { Studio } from '../session/studio.ts'

/** Sends the logs of shows, and recordings when asked, to the collector that the seller has set. */
export interface Sync {
  readonly settings: () => SyncSettings
  readonly save: (settings: SyncSettings) => void
  /** Held in memory only, for one origin; null lets go of it. */
  readonly holdToken: (origin: string, token: string | null) => void
  readonly tokenHeld: () => boolean
  /** Never rejects. Nothing is saved by it. */
  readonly test: (settings: SyncSettings, token: string | null) => Promise<SyncTest>
  readonly status: () => SyncStatus
  readonly sessions: () => Promise<SyncedSession[]>
  /** Null: everything. Goes on after a pause or a stop. */
  readonly start: (sessionId: string | null) => void
  readonly pause: () => void
  readonly withheld: (sessionId: string) => WithheldRow[]
  readonly retryWithheld: (sessionId: string, seq: number | null) => void
  /** False when there is no such recording, or it may still be growing. */
  readonly upload: (sessionId: string, file: string) => Promise<boolean>
  readonly cancelUpload: (sessionId: string, file: string) => void
  /** Events of these seqs are about to change in a log that is closed (docs/adr/0004). */
  readonly rewritten: (sessionId: string, seqs: readonly number[]) => void
  readonly close: () => Promise<void>
}

export interface SyncTest {
  readonly trouble: Trouble | null
  readonly tookMs: number
  readonly certificate: SeenCertificate | null
}

export interface SyncOptions {
  readonly library: Pick<Library, 'sessions' | 'settings' | 'sync'>
  readonly studio: Pick<Studio, 'running' | 'onCommit' | 'onSwitch'>
  readonly sessionsDir: string
  readonly clock: Clock
  readonly random: () => number
  readonly logger: Logger
  readonly onStatus: (status: SyncStatus) => void
}

export interface Trouble {
  readonly problem: SyncProblem
  readonly detail: string
}
