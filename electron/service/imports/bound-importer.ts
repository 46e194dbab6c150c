import type { ImportColumn, ImportKind } from '#shared/domain/imports/column.ts'
import type { ImportCounts, RowFate } from '#shared/domain/imports/counts.ts'
import type { LocalMs } from '#shared/domain/imports/cell-time.ts'
import { rowCells, type MappedCell } from '#shared/domain/imports/row-cells.ts'
import type { JournalChange } from '../library/import-journal.ts'
import type { Importer, ImportContext, RecordChange, RecordStore } from './importer.ts'
import { createPlan, refreshed, type JoinedRecords, type RejectedRow } from './plan.ts'
import { imageOf, sameRecord } from './record-image.ts'

export type RecordCells = Readonly<Record<string, string | number | boolean | null>>

/** A record as the import would leave it. */
export interface SampledRecord {
  readonly row: number
  readonly what: RowFate
  readonly cells: RecordCells
}

/** The rows of one file on their way into the store, whatever they are. */
export interface RowsInHand {
  readonly add: (row: number, cells: ReadonlyMap<string, MappedCell>) => void
  /** Refuses a row that cannot even be split into cells. */
  readonly reject: (rejected: RejectedRow) => void
  readonly counts: () => ImportCounts
  readonly rejected: () => readonly RejectedRow[]
  readonly joined: () => readonly JoinedRecords[]
  readonly sample: (limit: number) => readonly SampledRecord[]
  /** Titles of stored records that no row names and that stay; none where people have not all of them in view. */
  readonly untouched: () => readonly string[]
  /** Brings the counts up to date after the last row, a little at a time. */
  readonly settle: () => Iterable<void>
  /** What is to be written, in pieces of at most `size` records. */
  readonly chunks: (size: number) => WritableChunk[]
}

export interface WritableChunk {
  readonly records: number
  /** Notes what will change, then changes it; nothing when the store already says so. */
  readonly write: (note: (changes: Omit<JournalChange, 'chunk'>[]) => void) => Promise<void>
}

/** An importer whose types are its own affair. */
export interface BoundImporter {
  readonly kind: ImportKind
  readonly columns: readonly ImportColumn[]
  readonly begin: (context: ImportContext, localMs: LocalMs) => RowsInHand
  /**
   * Takes one chunk of a journal back. Returns how the records are called that have been changed since and were left
   * alone.
   */
  readonly revert: (context: ImportContext, changes: readonly JournalChange[]) => Promise<string[]>
  readonly exported: (context: ImportContext) => Iterable<RecordCells>
}

export function bindImporter<Row, Rec>(importer: Importer<Row, Rec>): BoundImporter {
  return {
    kind: importer.kind,
    columns: importer.columns,
    begin: (context, localMs) => rowsInHand(importer, context, localMs),
    revert: (context, changes) => revert(importer, context, changes),
    exported: function* (context) {
      for (const record of importer.open(context).all()) yield importer.cellsOf(record)
    },
  }
}

function rowsInHand<Row, Rec>(
  importer: Importer<Row, Rec>,
  context: ImportContext,
  localMs: LocalMs,
): RowsInHand {
  const store = importer.open(context)
  const plan = createPlan(importer, store, context)
  return {
    add: (row, cells) => {
      const parsed = importer.parseRow(rowCells(cells, localMs))
      const reason = parsed.ok ? (store.refuse?.(parsed.row) ?? null) : parsed.reason
      if (reason !== null) plan.reject(row, reason)
      else if (parsed.ok) plan.add(row, parsed.row)
    },
    reject: ({ row, reason }) => plan.reject(row, reason),
    counts: plan.counts,
    settle: plan.settle,
    rejected: plan.rejected,
    joined: plan.joined,
    sample: (limit) =>
      plan.sample(limit).map(({ row, what, record }) => ({ row, what, cells: importer.cellsOf(record) })),
    untouched: () => (store.inView?.() ?? []).flatMap(({ id, title }) => (plan.speaksOf(id) ? [] : [title])),
    chunks: (size) => {
      const changes = plan.changes()
      const chunks: WritableChunk[] = []
      for (let from = 0; from < changes.length; from += size) {
        const part = changes.slice(from, from + size)
        chunks.push({
          records: part.length,
          write: (note) => {
            const taken = new Set(
              part.flatMap(({ id, absorbed }) => [id, ...absorbed.map((gone) => gone.id)]),
            )
            return write(
              store,
              context.library.fans.together,
              part.flatMap((change) => refreshed(store, change, taken)),
              note,
            )
          },
        })
      }
      return chunks
    },
  }
}

async function write<Row, Rec>(
  store: RecordStore<Row, Rec>,
  together: ImportContext['library']['fans']['together'],
  planned: readonly RecordChange<Rec>[],
  note: (changes: Omit<JournalChange, 'chunk'>[]) => void,
): Promise<void> {
  if (planned.length === 0) return
  const changes = [...planned, ...(store.alsoChanged?.(planned) ?? [])]
  const image = (record: Rec | null): string | null => (record === null ? null : imageOf(record))
  const images = changes.map(({ id, before, after }) => ({
    recordId: id,
    before: image(before),
    after: image(after),
  }))
  // One commit where the store is in the library; a store that writes elsewhere begins once the note is kept.
  // A transaction ends before anything can be waited for.
  const writing: Promise<void>[] = []
  together(() => {
    note(images)
    const written = store.write(inOrder(changes))
    if (written) writing.push(written)
  })
  await Promise.all(writing)
}

/** Records let go of their keys before others take them. */
const inOrder = <Rec>(changes: readonly RecordChange<Rec>[]): RecordChange<Rec>[] => {
  const rank = ({ before, after }: RecordChange<Rec>): number =>
    after === null ? 0 : before === null ? 2 : 1
  return changes.toSorted((left, right) => rank(left) - rank(right))
}

async function revert<Row, Rec>(
  importer: Importer<Row, Rec>,
  context: ImportContext,
  journal: readonly JournalChange[],
): Promise<string[]> {
  const store = importer.open(context)
  const edited: string[] = []
  const changes: RecordChange<Rec>[] = []
  for (const together of joinedUp(journal)) {
    const states = together.map(({ recordId, before, after }) => {
      const now = store.read(recordId)
      const was = recordOf(importer, before)
      const became = recordOf(importer, after)
      const isBack = sameRecord(now, was)
      return { recordId, now, was, became, isBack, isEdited: !isBack && !sameRecord(now, became) }
    })
    const changed = states.filter(({ isEdited }) => isEdited)
    for (const { recordId, now, was, became } of changed) {
      const known = now ?? was ?? became
      edited.push(known === null ? recordId : importer.titleOf(known))
    }
    // Who was joined into a record that somebody has changed since would come back with half of what it has now.
    if (changed.length > 0) continue
    for (const { recordId, now, was, isBack } of states) {
      if (!isBack) changes.push({ id: recordId, before: now, after: was })
    }
  }
  if (changes.length > 0) await store.write(inOrder(changes))
  return edited
}

/** Records that went into another one stand before it in the journal; they come back together or not at all. */
function joinedUp(journal: readonly JournalChange[]): JournalChange[][] {
  const groups: JournalChange[][] = []
  let open: JournalChange[] = []
  for (const change of journal) {
    open.push(change)
    if (change.after === null) continue
    groups.push(open)
    open = []
  }
  return open.length > 0 ? [...groups, open] : groups
}

const recordOf = <Row, Rec>(importer: Importer<Row, Rec>, image: string | null): Rec | null =>
  image === null ? null : importer.recordSchema.parse(JSON.parse(image))
