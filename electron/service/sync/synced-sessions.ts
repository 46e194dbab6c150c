import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

import type { SyncedSession, SyncStatus } from '#shared/protocol/sync.ts'
import type { UploadEntry } from '../library/sync-book.ts'
import type { LedgerRow } from './sync-ledger.ts'
import type { Trouble } from './sync-types.ts'

interface RecordingFile {
  readonly file: string
  readonly bytes: number
}

/** Recordings by session, as they lie beside the logs. */
export async function recordingsIn(sessionsDir: string): Promise<Map<string, RecordingFile[]>> {
  const found = new Map<string, RecordingFile[]>()
  const folders = await readdir(sessionsDir, { withFileTypes: true }).catch(() => [])
  for (const folder of folders) {
    if (!folder.isDirectory()) continue
    const files: RecordingFile[] = []
    for (const file of await readdir(join(sessionsDir, folder.name)).catch(() => [])) {
      if (!/^[a-z0-9-]+\.(mp4|webm)$/.test(file)) continue
      const known = await stat(join(sessionsDir, folder.name, file)).catch(() => null)
      if (known?.isFile() === true) files.push({ file, bytes: known.size })
    }
    if (files.length > 0) found.set(folder.name, files.toSorted(byName))
  }
  return found
}

const byName = (a: RecordingFile, b: RecordingFile): number => (a.file < b.file ? -1 : 1)

/** What the troubles of a recording are kept under; those of a log under the session's id. */
export const recordingKey = (sessionId: string, file: string): string => `${sessionId}/${file}`

export interface AroundSessions {
  readonly files: ReadonlyMap<string, readonly RecordingFile[]>
  readonly uploads: readonly UploadEntry[]
  /** The session whose recordings may not be whole yet. */
  readonly growing: string | null
  readonly current: SyncStatus['current']
  readonly wanted: ReadonlySet<string>
  readonly troubles: ReadonlyMap<string, Trouble>
}

/** Each show with how far it has come, the way screens are told. */
export function syncedSessions(rows: readonly LedgerRow[], around: AroundSessions): SyncedSession[] {
  return rows.map(({ summary, events, progress }) => {
    const { sessionId } = summary
    const files = sessionId === around.growing ? [] : (around.files.get(sessionId) ?? [])
    return {
      sessionId,
      title: summary.title,
      liveAtMs: summary.liveAtMs,
      createdAtMs: summary.createdAtMs,
      isOver: summary.phase === 'ended',
      events,
      synced: Math.min(events, progress.seq),
      replacements: progress.replacements,
      withheld: progress.withheld,
      syncedAtMs: progress.syncedAtMs,
      wanted: around.wanted.has(sessionId),
      trouble: around.troubles.get(sessionId) ?? null,
      recordings: files.map((file) => recordingRow(sessionId, file, around)),
    }
  })
}

function recordingRow(
  sessionId: string,
  { file, bytes }: RecordingFile,
  { uploads, current, troubles }: AroundSessions,
): SyncedSession['recordings'][number] {
  const upload = uploads.find((one) => one.sessionId === sessionId && one.file === file)
  const trouble = troubles.get(recordingKey(sessionId, file)) ?? null
  if (!upload) return { file, bytes, trouble, sent: 0, state: 'here' }
  if (upload.doneAtMs !== null) return { file, bytes, trouble: null, sent: bytes, state: 'there' }
  if (trouble) return { file, bytes, trouble, sent: upload.sent, state: 'failed' }
  const sending = current?.sessionId === sessionId && current.file === file
  return {
    file,
    bytes,
    trouble,
    sent: sending ? current.sent : upload.sent,
    state: sending ? 'sending' : 'wanted',
  }
}
