import { cellText, type Cell } from '#shared/domain/imports/cell.ts'
import type { LocalMs } from '#shared/domain/imports/cell-time.ts'
import type { ImportColumn } from '#shared/domain/imports/column.ts'
import {
  headingKey,
  headingRow,
  recogniseHeadings,
  unitOf,
  type Mapping,
} from '#shared/domain/imports/heading.ts'
import type { MappedCell } from '#shared/domain/imports/row-cells.ts'
import { rowReason } from '#shared/domain/imports/reason.ts'
import type { BoundImporter, RowsInHand } from './bound-importer.ts'
import { createBreather } from './breather.ts'
import type { ImportContext } from './importer.ts'
import type { SheetRows } from './reading/read-file.ts'

/** A sheet whose row of headings has been found. */
export interface Table {
  readonly headings: readonly Cell[]
  /** The row after the headings, counted from 0. */
  readonly firstRow: number
  readonly rows: SheetRows['rows']
  readonly strictWidth: boolean
}

const SAMPLES = 3
const SAMPLE_CHARACTERS = 40

/** `chosen`: what people have said headings are for, as in `proposedMapping`. */
export function tableOf(
  sheet: SheetRows,
  columns: readonly ImportColumn[],
  chosen?: ReadonlyMap<string, string>,
): Table {
  const at = headingRow(sheet.rows, columns, chosen)
  return {
    headings: sheet.rows[at] ?? [],
    firstRow: at + 1,
    rows: sheet.rows,
    strictWidth: sheet.strictWidth,
  }
}

/** What stands in a column, for people to see what it is for. */
export function samplesOf(table: Table, index: number): string[] {
  const samples: string[] = []
  for (const row of table.rows.slice(table.firstRow, table.firstRow + 200)) {
    const text = cellText(row[index] ?? null)
    if (text !== '' && !samples.includes(text)) samples.push(text.slice(0, SAMPLE_CHARACTERS))
    if (samples.length === SAMPLES) break
  }
  return samples
}

/** Columns without heading and content are no columns. */
export const columnIndexes = (table: Table): number[] =>
  [...table.headings.keys()].filter(
    (index) => cellText(table.headings[index] ?? null) !== '' || samplesOf(table, index).length > 0,
  )

/** By the names people gave by hand before (`chosen`), then by what is known. */
export const proposedMapping = (
  table: Table,
  columns: readonly ImportColumn[],
  chosen: ReadonlyMap<string, string>,
): Map<number, string> => recogniseHeadings(table.headings, columns, chosen)

/** What was chosen otherwise than it would have been recognised, by heading, to be remembered. */
export function choicesOf(
  table: Table,
  columns: readonly ImportColumn[],
  mapping: Mapping,
): Map<string, string> {
  const recognised = recogniseHeadings(table.headings, columns)
  const choices = new Map<string, string>()
  for (const [index, heading] of table.headings.entries()) {
    const field = mapping.get(index)
    const { whole } = headingKey(heading)
    if (whole !== '' && field !== recognised.get(index)) choices.set(whole, field ?? '')
  }
  return choices
}

const localMs: LocalMs = ({ year, month, day, hour, minute, second }) =>
  new Date(year, month - 1, day, hour, minute, second).getTime()

export interface PlanningOptions {
  readonly onProgress?: (rows: number) => void
  readonly signal?: AbortSignal
}

/** Works out what the rows would do, in pieces that hold nothing up. Rejects when the signal aborts. */
export async function planTable(
  importer: BoundImporter,
  context: ImportContext,
  table: Table,
  mapping: Mapping,
  { onProgress, signal }: PlanningOptions = {},
): Promise<RowsInHand> {
  const hand = importer.begin(context, localMs)
  const formats = new Map(importer.columns.map(({ field, format }) => [field, format]))
  const assigned = [...mapping].map(([index, field]) => ({
    index,
    field,
    unit: unitOf(table.headings[index] ?? null, formats.get(field) ?? 'text'),
  }))
  const width = table.headings.length
  const breathe = createBreather(signal)
  for (let at = table.firstRow; at < table.rows.length; at++) {
    const row = table.rows[at] ?? []
    const number = at + 1
    if (row.every((cell) => cellText(cell) === '')) continue
    if (table.strictWidth && row.slice(width).some((cell) => cellText(cell) !== '')) {
      hand.reject({ row: number, reason: rowReason('moreCellsThanHeadings') })
    } else {
      const cells = new Map<string, MappedCell>()
      for (const { index, field, unit } of assigned) cells.set(field, { cell: row[index] ?? null, unit })
      hand.add(number, cells)
    }
    const pause = breathe()
    if (pause) {
      onProgress?.(at - table.firstRow)
      await pause
    }
  }
  for (const _ of hand.settle()) await breathe()
  return hand
}
