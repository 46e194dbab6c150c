import type { ExportTable } from '#shared/protocol/exports.ts'

/**
 * What a cell holds, and with it how it is written. `rate`: a fraction; `fen`: money, not always whole; `moment`:
 * epoch ms, shown in the seller's local time; `span`: ms, shown as hours, minutes, seconds; `seconds`: ms, shown as
 * seconds with their thousandths. Null is an empty cell: not known, or not defined.
 */
export type ExportCell =
  | { readonly kind: 'text'; readonly value: string | null }
  | {
      readonly kind: 'count' | 'decimal' | 'rate' | 'fen' | 'moment' | 'span' | 'seconds'
      readonly value: number | null
    }

export const text = (value: string | null): ExportCell => ({ kind: 'text', value })
export const count = (value: number | null): ExportCell => ({ kind: 'count', value })
export const decimal = (value: number | null): ExportCell => ({ kind: 'decimal', value })
export const rate = (value: number | null): ExportCell => ({ kind: 'rate', value })
export const fen = (value: number | null): ExportCell => ({ kind: 'fen', value })
export const moment = (value: number | null): ExportCell => ({ kind: 'moment', value })
export const span = (value: number | null): ExportCell => ({ kind: 'span', value })
export const seconds = (value: number | null): ExportCell => ({ kind: 'seconds', value })

/** A sheet of a workbook, or a CSV file. */
export interface Table {
  readonly id: ExportTable
  readonly name: string
  /** `width` in characters. */
  readonly columns: readonly { readonly heading: string; readonly width: number }[]
  readonly rows: readonly (readonly ExportCell[])[]
}

/** One column: its heading, its width in characters, and what it shows of a row. */
export type Column<Row> = readonly [heading: string, width: number, cell: (row: Row) => ExportCell]

export const tableOf = <Row>(
  id: ExportTable,
  name: string,
  rows: readonly Row[],
  columns: readonly Column<Row>[],
): Table => ({
  id,
  name,
  columns: columns.map(([heading, width]) => ({ heading, width })),
  rows: rows.map((row) => columns.map(([, , cell]) => cell(row))),
})
