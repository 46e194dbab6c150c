import { join } from 'node:path'

import type { SyncStatus } from '#shared/protocol/sync.ts'
import type { SessionList } from '../library/session-list.ts'
import type { SyncBook } from '../library/sync-book.ts'
import type { CollectorClient } from './collector-client.ts'
import { pieceBytes, type Pace } from './pace.ts'
import type { Rate } from './rate.ts'
import { sendSession } from './send-session.ts'
import type { LedgerRow } from './sync-ledger.ts'
import { uploadRecording } from './upload-recording.ts'

export type Work =
  | { readonly kind: 'log'; readonly row: LedgerRow }
  | { readonly kind: 'recording'; readonly sessionId: string; readonly file: string }

type Current = NonNullable<SyncStatus['current']>

export interface JobOptions {
  readonly book: SyncBook
  readonly sessions: SessionList
  readonly sessionsDir: string
  readonly nowMs: () => number
  readonly pace: Pace
  /** kbit/s; null: none. */
  readonly limit: () => number | null
  readonly eventRate: Rate
  readonly byteRate: Rate
  readonly onProgress: (current: Current) => void
}

/** Does one piece of work, and tells how it comes along. @throws SyncError, LogError, StorageError */
export async function doJob(
  work: Work,
  collector: CollectorClient,
  signal: AbortSignal,
  options: JobOptions,
): Promise<void> {
  if (work.kind === 'log') await sendLog(work.row, collector, signal, options)
  else await sendRecording(work.sessionId, work.file, collector, signal, options)
}

function sendLog(
  { summary, progress }: LedgerRow,
  collector: CollectorClient,
  signal: AbortSignal,
  options: JobOptions,
): Promise<void> {
  const { sessionId } = summary
  let sent = progress.seq
  options.eventRate.go()
  return sendSession({
    collector,
    book: options.book,
    sessionId,
    file: join(options.sessionsDir, `${sessionId}.db`),
    head: () => options.sessions.find(sessionId),
    nowMs: options.nowMs,
    signal,
    batchEvents: () => batchEventsFor(options.limit()),
    onSent: ({ seq, lastSeq }) => {
      options.eventRate.add(Math.max(0, seq - sent))
      sent = Math.min(seq, lastSeq)
      options.onProgress({ sessionId, file: null, sent, total: lastSeq })
    },
  })
}

async function sendRecording(
  sessionId: string,
  file: string,
  collector: CollectorClient,
  signal: AbortSignal,
  options: JobOptions,
): Promise<void> {
  const { book, nowMs, byteRate } = options
  const known = book
    .uploads(collector.address)
    .find((one) => one.sessionId === sessionId && one.file === file)
  let uploadUrl = known?.uploadUrl ?? null
  let sent = known?.sent ?? 0
  const keep = (doneAtMs: number | null): void =>
    book.keepUpload(collector.address, sessionId, file, { sent, uploadUrl, doneAtMs })
  byteRate.go()
  await uploadRecording({
    collector,
    sessionId,
    file,
    path: join(options.sessionsDir, sessionId, file),
    uploadUrl,
    nowMs,
    signal,
    pace: options.pace.take,
    pieceBytes: () => pieceBytes(options.limit()),
    onUrl: (url) => {
      uploadUrl = url
      keep(null)
    },
    onProgress: (bytes, total) => {
      byteRate.add(Math.max(0, bytes - sent))
      sent = bytes
      options.onProgress({ sessionId, file, sent, total })
    },
  }).finally(() => keep(null))
  keep(nowMs())
}

/** Small batches on a slow line: one takes some seconds, and little is lost when it breaks. */
function batchEventsFor(limitKbit: number | null): number {
  // About 40 bytes an event on the wire, two seconds' worth.
  return limitKbit === null ? 5_000 : Math.max(100, Math.min(5_000, Math.round((limitKbit * 125 * 2) / 40)))
}
