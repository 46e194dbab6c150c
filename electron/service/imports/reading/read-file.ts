import { open, stat } from 'node:fs/promises'

import type { Cell } from '#shared/domain/imports/cell.ts'
import { readCsv } from './read-csv.ts'
import { ReadError } from './read-error.ts'
import { readXlsx } from './read-xlsx.ts'

export const FILE_MAX_BYTES = 50 * 1024 * 1024
const FILE_MAX_ROWS = 200_000
/** No export has more; a file that does is something else. */
const FILE_MAX_COLUMNS = 300

export interface SheetRows {
  /** Names of the sheets; one empty name for CSV. */
  readonly sheets: readonly string[]
  /** Every row, empty ones too, so that row numbers are those of the spreadsheet. */
  readonly rows: readonly (readonly Cell[])[]
  /** Whether a row with more cells than there are headings was cut wrongly, as a lost quotation mark does to CSV. */
  readonly strictWidth: boolean
}

export interface ReadOptions {
  /** Which sheet, from 0. */
  readonly sheet: number
  readonly onProgress?: (rows: number) => void
  readonly signal?: AbortSignal
}

/** Reads a CSV or XLSX file, whichever its bytes say it is. Throws ReadError. */
export async function readSpreadsheet(path: string, options: ReadOptions): Promise<SheetRows> {
  const { size } = await stat(path)
  if (size === 0) throw new ReadError('empty', 'the file is empty')
  if (size > FILE_MAX_BYTES)
    throw new ReadError('tooLarge', `the file is larger than ${FILE_MAX_BYTES} bytes`)
  const kind = await kindOf(path)
  if (kind === 'xls')
    throw new ReadError('oldExcel', 'this is an .xls file of Excel 97; save it as .xlsx or CSV')
  const { sheets, rows } =
    kind === 'xlsx' ? await readXlsx(path, options.sheet) : { sheets: [''], rows: readCsv(path) }
  const kept: (readonly Cell[])[] = []
  /** Empty rows count only before a filled one: workbooks end in a million of them, and nobody can hold those. */
  let blank = 0
  for await (const row of rows) {
    options.signal?.throwIfAborted()
    if (row.length > FILE_MAX_COLUMNS) {
      throw new ReadError(
        'tooManyColumns',
        `row ${kept.length + blank + 1} has more than ${FILE_MAX_COLUMNS} cells`,
      )
    }
    if (row.every((cell) => cell === null || cell === '')) {
      blank++
      continue
    }
    if (kept.length + blank >= FILE_MAX_ROWS)
      throw new ReadError('tooManyRows', `the file has more than ${FILE_MAX_ROWS} rows`)
    for (; blank > 0; blank--) kept.push([])
    kept.push(row)
    if (kept.length % 1_000 === 0) options.onProgress?.(kept.length)
  }
  if (kept.length === 0) throw new ReadError('empty', 'the sheet holds nothing')
  return { sheets, rows: kept, strictWidth: kind === 'csv' }
}

async function kindOf(path: string): Promise<'xlsx' | 'xls' | 'csv'> {
  const file = await open(path, 'r')
  try {
    const { buffer } = await file.read(Buffer.alloc(8), 0, 8, 0)
    if (buffer.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004', 'latin1'))) return 'xlsx'
    // The container of Excel 97 to 2003 (compound file binary).
    return buffer.equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])) ? 'xls' : 'csv'
  } finally {
    await file.close()
  }
}
