import { join } from 'node:path'

import type { SessionSummary } from '#shared/protocol/down.ts'
import type { Library } from '../library/library.ts'
import type { SyncProgress, UploadEntry } from '../library/sync-book.ts'
import { openEventTexts } from '../log/event-texts.ts'
import { LogError } from '../log/log-error.ts'
import { nextTurn } from './batch.ts'

/** A show with what of it is where. */
export interface LedgerRow {
  readonly summary: SessionSummary
  readonly events: number
  readonly progress: SyncProgress
}

export interface SyncLedger {
  /** The shows that count, newest first: whatever has been on air, and the sessions asked for by name. */
  readonly rows: (collector: string, also: ReadonlySet<string>) => LedgerRow[]
  /** Learns how long the logs of shows are that are over; one file at a turn. */
  readonly count: (isClosed: () => boolean) => Promise<void>
  /** Learns how long the log of a show that is over is by now: longer or, when it was salvaged, shorter than before. */
  readonly recount: (sessionId: string) => void
}

export interface LedgerOptions {
  readonly library: Pick<Library, 'sessions' | 'sync'>
  readonly sessionsDir: string
  /** The session whose log is open, and how long it is by now. */
  readonly open: () => { readonly sessionId: string; readonly seq: number }
}

const UNTOUCHED = { seq: 0, syncedAtMs: null, withheld: 0, replacements: 0 } as const

export const outstanding = ({ events, progress }: LedgerRow): number =>
  Math.max(0, events - progress.seq) + progress.replacements

export function createLedger({ library, sessionsDir, open }: LedgerOptions): SyncLedger {
  const { sessions, sync } = library
  const lengths = new Map<string, number>()

  const lengthOf = (sessionId: string): number => {
    const current = open()
    if (current.sessionId === sessionId) return current.seq
    const known = lengths.get(sessionId) ?? sync.length(sessionId)
    if (known === null) return 0
    lengths.set(sessionId, known)
    return known
  }
  const measure = (sessionId: string, isOver: boolean): void => {
    try {
      const log = openEventTexts(join(sessionsDir, `${sessionId}.db`))
      try {
        lengths.set(sessionId, log.lastSeq())
      } finally {
        log.close()
      }
      if (isOver) sync.keepLength(sessionId, lengths.get(sessionId) ?? 0)
    } catch (error) {
      // Said when somebody sends it; here it only counts for nothing.
      if (!(error instanceof LogError)) throw error
    }
  }

  return {
    rows: (collector, also) => {
      const progress = new Map(sync.progress(collector).map((row) => [row.sessionId, row]))
      return sessions
        .list()
        .filter(
          ({ sessionId, kind, liveAtMs }) => (kind === 'show' && liveAtMs !== null) || also.has(sessionId),
        )
        .map((summary) => ({
          summary,
          events: lengthOf(summary.sessionId),
          progress: progress.get(summary.sessionId) ?? { sessionId: summary.sessionId, ...UNTOUCHED },
        }))
    },
    count: async (isClosed) => {
      for (const { sessionId, phase } of sessions.list()) {
        if (isClosed()) return
        if (sessionId === open().sessionId) continue
        if (phase === 'ended' && (lengths.has(sessionId) || sync.length(sessionId) !== null)) continue
        measure(sessionId, phase === 'ended')
        await nextTurn()
      }
    },
    recount: (sessionId) => measure(sessionId, true),
  }
}

/** What is still to be sent of the recordings that were asked for. */
export const bytesLeft = (uploads: readonly UploadEntry[]): number =>
  uploads.reduce((sum, { doneAtMs, bytes, sent }) => sum + (doneAtMs === null ? bytes - sent : 0), 0)
