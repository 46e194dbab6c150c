import type { Database } from 'better-sqlite3'
import { z } from 'zod'

import { importKindSchema, type ImportKind } from '#shared/domain/imports/column.ts'
import { importCountsSchema, type ImportCounts } from '#shared/domain/imports/counts.ts'
import { withStorageErrors } from '../storage/storage-error.ts'

const runSchema = z.object({
  importId: z.string(),
  kind: importKindSchema,
  fileName: z.string(),
  state: z.enum(['applying', 'done', 'undoing', 'undone']),
  counts: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(importCountsSchema),
  startedAtMs: z.number().int(),
  endedAtMs: z.number().int().nullable(),
})
/** An import that was applied. `applying` and `undoing` outlive only a crash. */
export type ImportRun = z.infer<typeof runSchema>

const changeSchema = z.object({
  chunk: z.number().int(),
  recordId: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
})
/** A record's images as JSON; null: it was, or is, not there. */
export type JournalChange = z.infer<typeof changeSchema>

/** What imports changed, so that it can be taken back. */
export interface ImportJournal {
  readonly begin: (run: Pick<ImportRun, 'importId' | 'kind' | 'fileName' | 'counts'>) => void
  /** To be called before the changes are made: what is not in the journal cannot be taken back. */
  readonly note: (importId: string, chunk: number, changes: readonly Omit<JournalChange, 'chunk'>[]) => void
  readonly setState: (importId: string, state: ImportRun['state'], counts?: ImportCounts) => void
  readonly find: (importId: string) => ImportRun | null
  /** Newest first. */
  readonly list: (kind: ImportKind, limit: number) => ImportRun[]
  /** Those a crash interrupted, newest first. */
  readonly interrupted: () => ImportRun[]
  /** The last chunk of the import before `before`, in the order of writing; null when there is none. */
  readonly chunkBefore: (importId: string, before: number) => JournalChange[] | null
  /** Leaves nothing of the import behind. */
  readonly drop: (importId: string) => void
  /** Takes the images of a record out of all imports: of somebody who asked to be forgotten nothing is kept. */
  readonly forgetRecord: (kind: ImportKind, recordId: string) => void
  /** Keeps the images of the newest `kept` imports; older ones can no longer be taken back and are dropped. */
  readonly prune: (kept: number) => void
}

export function importJournal(db: Database, nowMs: () => number): ImportJournal {
  const RUN = `SELECT import_id AS importId, kind, file_name AS fileName, state, counts, started_at AS startedAtMs,
    ended_at AS endedAtMs FROM import_run`
  const begin = db.prepare(`
    INSERT INTO import_run (import_id, kind, file_name, state, counts, started_at)
    VALUES (:importId, :kind, :fileName, 'applying', :counts, :startedAtMs)`)
  const note = db.prepare(`
    INSERT INTO import_change (import_id, chunk, position, record_id, before, after)
    VALUES (:importId, :chunk, :position, :recordId, :before, :after)`)
  const setState = db.prepare(`
    UPDATE import_run SET state = :state, ended_at = :endedAtMs, counts = coalesce(:counts, counts)
    WHERE import_id = :importId`)
  const find = db.prepare(`${RUN} WHERE import_id = ?`)
  const list = db.prepare(`${RUN} WHERE kind = ? ORDER BY started_at DESC, import_id LIMIT ?`)
  const interrupted = db.prepare(`${RUN} WHERE state IN ('applying', 'undoing') ORDER BY started_at DESC`)
  const chunkBefore = db.prepare(`
    SELECT chunk, record_id AS recordId, before, after FROM import_change
    WHERE import_id = :importId AND chunk =
      (SELECT max(chunk) FROM import_change WHERE import_id = :importId AND chunk < :before)
    ORDER BY position`)
  const drop = db.prepare('DELETE FROM import_run WHERE import_id = ?')
  const forget = db.prepare(`
    DELETE FROM import_change
    WHERE record_id = ? AND import_id IN (SELECT import_id FROM import_run WHERE kind = ?)`)
  const prune = db.prepare(`
    DELETE FROM import_run WHERE state IN ('done', 'undone')
      AND import_id NOT IN (SELECT import_id FROM import_run ORDER BY started_at DESC, import_id LIMIT ?)`)

  const noteAll = db.transaction<ImportJournal['note']>((importId, chunk, changes) => {
    for (const [position, change] of changes.entries()) note.run({ importId, chunk, position, ...change })
  })
  const guarded = <Value>(action: () => Value): Value => withStorageErrors(db.name, action)

  return {
    begin: ({ importId, kind, fileName, counts }) =>
      guarded(
        () =>
          void begin.run({ importId, kind, fileName, counts: JSON.stringify(counts), startedAtMs: nowMs() }),
      ),
    note: (importId, chunk, changes) => guarded(() => noteAll(importId, chunk, changes)),
    setState: (importId, state, counts) =>
      guarded(
        () =>
          void setState.run({
            importId,
            state,
            endedAtMs: state === 'done' || state === 'undone' ? nowMs() : null,
            counts: counts ? JSON.stringify(counts) : null,
          }),
      ),
    find: (importId) => guarded(() => runSchema.nullable().parse(find.get(importId) ?? null)),
    list: (kind, limit) => guarded(() => z.array(runSchema).parse(list.all(kind, limit))),
    interrupted: () => guarded(() => z.array(runSchema).parse(interrupted.all())),
    chunkBefore: (importId, before) =>
      guarded(() => {
        const changes = z.array(changeSchema).parse(chunkBefore.all({ importId, before }))
        return changes.length === 0 ? null : changes
      }),
    drop: (importId) => guarded(() => void drop.run(importId)),
    forgetRecord: (kind, recordId) => guarded(() => void forget.run(recordId, kind)),
    prune: (kept) => guarded(() => void prune.run(kept)),
  }
}
