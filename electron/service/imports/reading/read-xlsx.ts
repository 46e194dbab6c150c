import { readFile } from 'node:fs/promises'
import { setImmediate } from 'node:timers/promises'
import readAllSheets from 'read-excel-file/node'

import type { Cell } from '#shared/domain/imports/cell.ts'
import { ReadError } from './read-error.ts'
import { unpackedBytes } from './zip-size.ts'

/** Real exports of 200,000 rows unpack to some hundred megabytes; what is more was made to fill the memory. */
const UNPACKED_MAX_BYTES = 1024 * 1024 * 1024

/** The rows of one sheet (from 0; the first when there are not so many). Throws ReadError. */
export async function readXlsx(
  path: string,
  wanted: number,
): Promise<{ sheets: string[]; rows: AsyncGenerator<Cell[]> }> {
  const bytes = await readFile(path)
  const unpacked = unpackedBytes(bytes)
  if (unpacked === null) throw new ReadError('broken', 'the file is not whole')
  if (unpacked > UNPACKED_MAX_BYTES) throw new ReadError('tooLarge', 'the file unpacks to too much')
  const sheets = await readAllSheets(bytes).catch((error: unknown) => {
    throw new ReadError('broken', 'the file cannot be read as a workbook', error)
  })
  const chosen = sheets[wanted] ?? sheets[0]
  if (!chosen) throw new ReadError('empty', 'the workbook has no sheet')
  return { sheets: sheets.map(({ sheet }) => sheet), rows: cellsOf(chosen.data) }
}

async function* cellsOf(rows: readonly (readonly unknown[])[]): AsyncGenerator<Cell[]> {
  for (const [index, row] of rows.entries()) {
    if (index % 2_000 === 0) await setImmediate()
    yield row.map(cellOf)
  }
}

function cellOf(value: unknown): Cell {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  // The library gives what the cell shows as if it were UTC.
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : shownTime(value)
  return null
}

/** Half a second more, since fractions of a day are not whole seconds. */
const shownTime = (date: Date): string =>
  new Date(date.getTime() + 500).toISOString().slice(0, 19).replace('T', ' ')
