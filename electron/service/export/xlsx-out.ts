import { open } from 'node:fs/promises'
import writeXlsx, { type Cell } from 'write-excel-file/node'

import { xmlText } from '../imports/sheet-out.ts'
import type { Begin } from './begin.ts'
import type { ExportCell, Table } from './tables/table.ts'

/** What a cell of a workbook holds at most. */
const CELL_MAX_CHARACTERS = 32_767
const SHEET_NAME_MAX = 31

const DAY_MS = 86_400_000
const FORMATS = {
  count: '#,##0',
  decimal: '#,##0.0',
  rate: '0.0%',
  fen: '#,##0.00',
  moment: 'yyyy-mm-dd hh:mm:ss',
  span: '[h]:mm:ss',
  seconds: '#,##0.000',
} as const

/**
 * One sheet a table. Times and spans are numbers that spreadsheet programs calculate with; times are local, since a
 * workbook knows no time zones. Text goes into text cells, which are never calculated.
 */
export async function writeWorkbook(
  tables: Iterable<Table>,
  { path, mode, onRows, signal }: Begin,
): Promise<void> {
  const sheets = []
  for (const { name, columns, rows } of tables) {
    const heading = columns.map((column): Cell => ({
      value: column.heading,
      type: String,
      fontWeight: 'bold',
      backgroundColor: '#EEF1F3',
      wrap: true,
      alignVertical: 'top',
    }))
    sheets.push({
      sheet: name.slice(0, SHEET_NAME_MAX),
      data: [heading, ...rows.map((row) => row.map(xlsxCell))],
      columns: columns.map(({ width }) => ({ width })),
      stickyRowsCount: 1,
    })
    onRows(rows.length)
    signal?.throwIfAborted()
  }
  await (await open(path, 'wx', mode)).close()
  await writeXlsx(sheets).toFile(path)
}

function xlsxCell({ kind, value }: ExportCell): Cell {
  if (value === null || value === '') return null
  switch (kind) {
    case 'text':
      return {
        value: xmlText(value.replaceAll(/\r\n?/g, '\n')).slice(0, CELL_MAX_CHARACTERS),
        type: String,
        wrap: true,
        alignVertical: 'top',
      }
    case 'moment':
      return { value: wallClock(value), type: Date, format: FORMATS.moment, alignVertical: 'top' }
    case 'span':
      return { value: value / DAY_MS, type: Number, format: FORMATS.span, alignVertical: 'top' }
    case 'seconds':
      return { value: value / 1_000, type: Number, format: FORMATS.seconds, alignVertical: 'top' }
    case 'fen':
      return { value: value / 100, type: Number, format: FORMATS.fen, alignVertical: 'top' }
    case 'count':
    case 'decimal':
    case 'rate':
      return { value, type: Number, format: FORMATS[kind], alignVertical: 'top' }
    default:
      return kind satisfies never
  }
}

/** The library writes the UTC side of a date into the cell; this one shows there what the seller's clock showed. */
function wallClock(ms: number): Date {
  const at = new Date(ms)
  return new Date(ms - at.getTimezoneOffset() * 60_000)
}
