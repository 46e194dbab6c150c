import type { Database } from 'better-sqlite3'
import { z } from 'zod'

import { withStorageErrors } from '../storage/storage-error.ts'

/** An event that a collector refused: a placeholder lies there in its stead. */
export interface WithheldEntry {
  readonly seq: number
  readonly type: string
  readonly reason: string
  readonly foundAtMs: number
}

/** How far a log has come at a collector. */
export interface SyncProgress {
  readonly sessionId: string
  readonly seq: number
  /** When the collector last held all that the log did; null before. */
  readonly syncedAtMs: number | null
  readonly withheld: number
  readonly replacements: number
}

/** A recording that somebody asked to send. */
export interface UploadEntry {
  readonly sessionId: string
  readonly file: string
  readonly bytes: number
  readonly sent: number
  /** Where the collector takes the rest; null before it has said. */
  readonly uploadUrl: string | null
  readonly doneAtMs: number | null
}

/** An event to be sent again. `mark` grows when it changes once more: only what was read after that settles it. */
export interface ReplacementMark {
  readonly seq: number
  readonly mark: number
}

/** What the library remembers of syncing. `collector` is the address; each has cursors of its own. */
export interface SyncBook {
  readonly length: (sessionId: string) => number | null
  readonly keepLength: (sessionId: string, events: number) => void
  readonly progress: (collector: string) => SyncProgress[]
  readonly cursor: (collector: string, sessionId: string) => number
  readonly moveCursor: (collector: string, sessionId: string, seq: number) => void
  readonly reached: (collector: string, sessionId: string, atMs: number) => void
  readonly withheld: (collector: string, sessionId: string) => WithheldEntry[]
  readonly withhold: (collector: string, sessionId: string, entries: readonly WithheldEntry[]) => void
  readonly release: (collector: string, sessionId: string, seqs: readonly number[]) => void
  /** Events that are to be sent again, in order. */
  readonly replacements: (collector: string, sessionId: string, limit: number) => ReplacementMark[]
  readonly replace: (collector: string, sessionId: string, seqs: readonly number[]) => void
  /** These events have changed: every collector that was sent something of this log gets them again. */
  readonly replaceEverywhere: (sessionId: string, seqs: readonly number[]) => void
  readonly replaced: (collector: string, sessionId: string, marks: readonly ReplacementMark[]) => void
  readonly uploads: (collector: string) => UploadEntry[]
  readonly askUpload: (
    collector: string,
    sessionId: string,
    file: string,
    bytes: number,
    atMs: number,
  ) => void
  readonly keepUpload: (
    collector: string,
    sessionId: string,
    file: string,
    news: { readonly sent: number; readonly uploadUrl: string | null; readonly doneAtMs: number | null },
  ) => void
  readonly dropUpload: (collector: string, sessionId: string, file: string) => void
}

const count = z.number().int()
const lengthRow = z.object({ events: count }).optional()
const seqRow = z.object({ seq: count }).optional()
const markRows = z.array(z.object({ seq: count, mark: count }))
const progressRows = z.array(
  z.object({
    sessionId: z.string(),
    seq: count,
    syncedAtMs: count.nullable(),
    withheld: count,
    replacements: count,
  }),
)
const withheldRows = z.array(z.object({ seq: count, type: z.string(), reason: z.string(), foundAtMs: count }))
const uploadRows = z.array(
  z.object({
    sessionId: z.string(),
    file: z.string(),
    bytes: count,
    sent: count,
    uploadUrl: z.string().nullable(),
    doneAtMs: count.nullable(),
  }),
)

export function syncBook(db: Database): SyncBook {
  const length = db.prepare('SELECT events FROM sync_length WHERE session_id = ?')
  const keepLength = db.prepare(`
    INSERT INTO sync_length (session_id, events) VALUES (?, ?)
    ON CONFLICT (session_id) DO UPDATE SET events = excluded.events WHERE events <> excluded.events`)
  const progress = db.prepare(`
    SELECT session_id AS sessionId, seq, synced_at AS syncedAtMs,
      (SELECT count(*) FROM sync_withheld w WHERE w.collector = c.collector AND w.session_id = c.session_id) AS withheld,
      (SELECT count(*) FROM sync_replacement r WHERE r.collector = c.collector AND r.session_id = c.session_id)
        AS replacements
    FROM sync_cursor c WHERE collector = ?`)
  const cursor = db.prepare('SELECT seq FROM sync_cursor WHERE collector = ? AND session_id = ?')
  const move = db.prepare(`
    INSERT INTO sync_cursor (collector, session_id, seq) VALUES (?, ?, ?)
    ON CONFLICT (collector, session_id) DO UPDATE SET seq = excluded.seq`)
  const reached = db.prepare('UPDATE sync_cursor SET synced_at = ? WHERE collector = ? AND session_id = ?')
  const withheld = db.prepare(`
    SELECT seq, type, reason, found_at AS foundAtMs FROM sync_withheld
    WHERE collector = ? AND session_id = ? ORDER BY seq`)
  const withhold = db.prepare(`
    INSERT INTO sync_withheld (collector, session_id, seq, type, reason, found_at) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (collector, session_id, seq) DO UPDATE SET reason = excluded.reason, found_at = excluded.found_at`)
  const release = db.prepare('DELETE FROM sync_withheld WHERE collector = ? AND session_id = ? AND seq = ?')
  const replacements = db.prepare(
    'SELECT seq, mark FROM sync_replacement WHERE collector = ? AND session_id = ? ORDER BY seq LIMIT ?',
  )
  const replace = db.prepare(`
    INSERT INTO sync_replacement (collector, session_id, seq, mark) VALUES (?, ?, ?, 1)
    ON CONFLICT (collector, session_id, seq) DO UPDATE SET mark = mark + 1`)
  const replaceEverywhere = db.prepare(`
    INSERT INTO sync_replacement (collector, session_id, seq, mark)
    SELECT collector, session_id, :seq, 1 FROM sync_cursor WHERE session_id = :sessionId
    ON CONFLICT (collector, session_id, seq) DO UPDATE SET mark = mark + 1`)
  const replaced = db.prepare(
    'DELETE FROM sync_replacement WHERE collector = ? AND session_id = ? AND seq = ? AND mark = ?',
  )
  const uploads = db.prepare(`
    SELECT session_id AS sessionId, file, bytes, sent, upload_url AS uploadUrl, done_at AS doneAtMs
    FROM sync_upload WHERE collector = ? ORDER BY asked_at, session_id, file`)
  const askUpload = db.prepare(`
    INSERT INTO sync_upload (collector, session_id, file, bytes, sent, asked_at) VALUES (?, ?, ?, ?, 0, ?)
    ON CONFLICT (collector, session_id, file) DO UPDATE SET asked_at = excluded.asked_at
    WHERE done_at IS NULL`)
  const keepUpload = db.prepare(`
    UPDATE sync_upload SET sent = :sent, upload_url = :uploadUrl, done_at = :doneAtMs
    WHERE collector = :collector AND session_id = :sessionId AND file = :file`)
  const dropUpload = db.prepare('DELETE FROM sync_upload WHERE collector = ? AND session_id = ? AND file = ?')

  const guarded = <Value>(action: () => Value): Value => withStorageErrors(db.name, action)
  const together = (action: () => void): void => guarded(() => db.transaction(action).immediate())

  return {
    length: (sessionId) => guarded(() => lengthRow.parse(length.get(sessionId))?.events ?? null),
    keepLength: (sessionId, events) => guarded(() => void keepLength.run(sessionId, events)),
    progress: (collector) => guarded(() => progressRows.parse(progress.all(collector))),
    cursor: (collector, sessionId) => guarded(() => seqRow.parse(cursor.get(collector, sessionId))?.seq ?? 0),
    moveCursor: (collector, sessionId, seq) => guarded(() => void move.run(collector, sessionId, seq)),
    reached: (collector, sessionId, atMs) => guarded(() => void reached.run(atMs, collector, sessionId)),
    withheld: (collector, sessionId) => guarded(() => withheldRows.parse(withheld.all(collector, sessionId))),
    withhold: (collector, sessionId, entries) =>
      together(() => {
        for (const { seq, type, reason, foundAtMs } of entries)
          withhold.run(collector, sessionId, seq, type, reason, foundAtMs)
      }),
    release: (collector, sessionId, seqs) =>
      together(() => {
        for (const seq of seqs) release.run(collector, sessionId, seq)
      }),
    replacements: (collector, sessionId, limit) =>
      guarded(() => markRows.parse(replacements.all(collector, sessionId, limit))),
    replace: (collector, sessionId, seqs) =>
      together(() => {
        for (const seq of seqs) replace.run(collector, sessionId, seq)
      }),
    replaceEverywhere: (sessionId, seqs) =>
      together(() => {
        for (const seq of seqs) replaceEverywhere.run({ sessionId, seq })
      }),
    replaced: (collector, sessionId, marks) =>
      together(() => {
        for (const { seq, mark } of marks) replaced.run(collector, sessionId, seq, mark)
      }),
    uploads: (collector) => guarded(() => uploadRows.parse(uploads.all(collector))),
    askUpload: (collector, sessionId, file, bytes, atMs) =>
      guarded(() => void askUpload.run(collector, sessionId, file, bytes, atMs)),
    keepUpload: (collector, sessionId, file, news) =>
      guarded(() => void keepUpload.run({ collector, sessionId, file, ...news })),
    dropUpload: (collector, sessionId, file) =>
      guarded(() => void dropUpload.run(collector, sessionId, file)),
  }
}
