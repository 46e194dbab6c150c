import type { z } from 'zod'

import type { ImportColumn, ImportKind } from '#shared/domain/imports/column.ts'
import type { RowReason } from '#shared/domain/imports/reason.ts'
import type { ParsedRow, RowCells } from '#shared/domain/imports/row-cells.ts'
import type { Library } from '../library/library.ts'
import type { RunningSession } from '../session/running-session.ts'

/** What an import may reach. `session` is null where no show can be opened. */
export interface ImportContext {
  readonly library: Library
  readonly session: () => RunningSession | null
  readonly nowMs: () => number
  /** A fresh id for a record that the file brings. */
  readonly newId: () => string
}

/** A record as it was and as it becomes; null: it is not there. */
export interface RecordChange<Rec> {
  readonly id: string
  readonly before: Rec | null
  readonly after: Rec | null
}

/**
 * One kind of thing that comes out of spreadsheets. The engine does the rest: mapping, preview, chunks, cancel, undo,
 * crash. `Row` is one line of a file, `Rec` what is stored; one record may come from several lines.
 */
export interface Importer<Row, Rec> {
  readonly kind: ImportKind
  readonly columns: readonly ImportColumn[]
  /** Reads by `cells.text('name', 40)` and the like, and ends with `cells.done(row)`. */
  readonly parseRow: (cells: RowCells) => ParsedRow<Row>
  /** Reads records back out of the undo journal, where they stand as JSON without a field `updatedAtMs`. */
  readonly recordSchema: z.ZodType<Rec>
  /** What a person knows the record by. */
  readonly titleOf: (record: Rec) => string
  /** Exports and previews: the record's cells by field, as a later import reads them. Money in fen, times in ms. */
  readonly cellsOf: (record: Rec) => Readonly<Record<string, string | number | boolean | null>>
  readonly open: (context: ImportContext) => RecordStore<Row, Rec>
}

/** The stored records of a kind. Only `write` changes anything. */
export interface RecordStore<Row, Rec> {
  /** Everything by which the row's record may be known, such as `youzan:123`; rows that share one are one record. */
  readonly keysOfRow: (row: Row) => readonly string[]
  readonly keysOfRecord: (record: Rec) => readonly string[]
  /** Why a row cannot be taken in after those before it; asked once for each, in the order of the file. */
  readonly refuse?: (row: Row) => RowReason | null
  /** The id of the stored record that has this key. */
  readonly find: (key: string) => string | null
  readonly read: (id: string) => Rec | null
  /** The record of a row that nothing is known of. */
  readonly create: (row: Row, id: string) => Rec
  /**
   * The record with what the row says; the same one when that is nothing new. It must come to rest: the rows of a
   * file, gone through a second time, change nothing.
   */
  readonly update: (record: Rec, row: Row) => Rec
  /**
   * One record of two that a row has shown to be the same; `kept` keeps its id. Null: they stay two, and the row
   * belongs to the first. Absent: a row names one record only.
   */
  readonly join?: (kept: Rec, absorbed: Rec) => Rec | null
  /**
   * All or nothing for each call. `before` is what is stored at this moment. Removals come first, new ones last.
   * Reading a record afterwards gives what was written, but for `updatedAtMs`: else an undo takes it for edited.
   */
  readonly write: (changes: readonly RecordChange<Rec>[]) => void | Promise<void>
  /** What these changes do to records they do not name, to be taken back with them. */
  readonly alsoChanged?: (changes: readonly RecordChange<Rec>[]) => readonly RecordChange<Rec>[]
  /** Where people have all records in view: their ids and titles, to say which of them a file does not name. */
  readonly inView?: () => readonly { readonly id: string; readonly title: string }[]
  /** All records, for exports, in the order in which people expect them. */
  readonly all: () => Iterable<Rec>
}
