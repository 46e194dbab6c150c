import { setImmediate } from 'node:timers/promises'
import Papa from 'papaparse'
import writeXlsx, { type Cell } from 'write-excel-file/node'

import type { ColumnFormat, ImportColumn } from '#shared/domain/imports/column.ts'
import type { RecordCells } from './bound-importer.ts'
import { neutralised } from './formula-guard.ts'

type Value = RecordCells[string]

const two = (value: number): string => String(value).padStart(2, '0')

/** In the seller's local time, as an import reads it. */
export function dateText(ms: number): string {
  const at = new Date(ms)
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`
}

/** `01:02:03`. */
export function durationText(ms: number): string {
  const seconds = Math.round(ms / 1_000)
  return `${two(Math.floor(seconds / 3_600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}

/** What the cell shows: money in yuan, times as a clock shows them. A number stays one, all else is text. */
function shown(value: Value | undefined, format: ColumnFormat): string | number | null {
  if (value === null || value === undefined || value === '') return null
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value === 'string') return value
  switch (format) {
    case 'money':
      return (value / 100).toFixed(2)
    case 'date':
      return dateText(value)
    case 'duration':
      return durationText(value)
    case 'yesNo':
      return value === 0 ? '否' : '是'
    case 'text':
      return String(value)
    case 'number':
      return value
    default:
      return format satisfies never
  }
}

/** Rows to a piece, between which everything else gets its turn. */
const PIECE = 500

/** UTF-8 with a mark, since spreadsheet programs would else guess. */
export async function* csvPieces(
  columns: readonly ImportColumn[],
  records: Iterable<RecordCells>,
): AsyncGenerator<string> {
  yield `\uFEFF${csvLines([columns.map(({ label }) => label.zh)])}`
  let rows: string[][] = []
  for (const record of records) {
    rows.push(columns.map(({ field, format }) => csvCell(shown(record[field], format))))
    if (rows.length < PIECE) continue
    yield csvLines(rows)
    rows = []
    await setImmediate()
  }
  if (rows.length > 0) yield csvLines(rows)
}

const csvCell = (value: string | number | null): string =>
  typeof value === 'string' ? neutralised(value) : value === null ? '' : String(value)

export const csvLines = (rows: readonly (readonly string[])[]): string =>
  `${Papa.unparse(rows.map((row) => [...row]))}\r\n`

/** Text goes into text cells, which are never calculated, and amounts into number cells. */
export async function xlsxFile(
  columns: readonly ImportColumn[],
  records: Iterable<RecordCells>,
  sheet: string,
): Promise<Buffer> {
  const heading = columns.map(({ label }): Cell => ({ value: label.zh, type: String, fontWeight: 'bold' }))
  const rows: Cell[][] = [heading]
  for (const record of records) {
    rows.push(columns.map(({ field, format }) => xlsxCell(shown(record[field], format), format)))
    if (rows.length % PIECE === 0) await setImmediate()
  }
  return writeXlsx(rows, {
    sheet,
    stickyRowsCount: 1,
    columns: columns.map(({ label }) => ({ width: Math.max(12, label.zh.length * 2 + 4) })),
  }).toBuffer()
}

function xlsxCell(value: string | number | null, format: ColumnFormat): Cell {
  if (value === null) return null
  if (typeof value === 'number') return { value, type: Number }
  if (format === 'money') return { value: Number(value), type: Number, format: '0.00' }
  return { value: xmlText(value), type: String }
}

/**
 * Text as a workbook can hold it: no halves of characters, which people's names do contain, no control characters, and
 * nothing that reads like the code of one (ECMA-376 part 1, 22.9.2.19).
 */
export const xmlText = (text: string): string =>
  Array.from(text.toWellFormed())
    .filter(isXmlCharacter)
    .join('')
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')

/** XML 1.0, section 2.2. */
const isXmlCharacter = (character: string): boolean =>
  character >= ' ' ? character !== '\uFFFE' && character !== '\uFFFF' : /[\t\n\r]/.test(character)

/** What a template shows below its headings. */
export function* templateRecords(columns: readonly ImportColumn[]): Generator<Record<string, string>> {
  const rows = Math.max(...columns.map(({ examples }) => examples.length))
  for (let row = 0; row < rows; row++) {
    yield Object.fromEntries(columns.map(({ field, examples }) => [field, examples[row] ?? '']))
  }
}
