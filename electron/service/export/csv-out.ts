import { createWriteStream } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { pipeline } from 'node:stream/promises'
import { Zip, ZipDeflate } from 'fflate'

import { neutralised } from '../imports/formula-guard.ts'
import { csvLines, dateText, durationText } from '../imports/sheet-out.ts'
import type { Begin } from './begin.ts'
import type { ExportCell, Table } from './tables/table.ts'

/** Rows to a piece. */
const PIECE = 2_000

/** One table: UTF-8 with a mark, since spreadsheet programs would else guess. */
export async function writeCsv(table: Table, { path, mode, onRows, signal }: Begin): Promise<void> {
  await pipeline(
    csvPieces(table, onRows),
    createWriteStream(path, { flags: 'wx', mode }),
    signal ? { signal } : {},
  )
}

/** Several tables: a file each, in one archive. */
export async function writeCsvArchive(
  tables: Iterable<Table>,
  { path, mode, onRows, signal }: Begin,
): Promise<void> {
  await pipeline(
    archivePieces(tables, onRows),
    createWriteStream(path, { flags: 'wx', mode }),
    signal ? { signal } : {},
  )
}

async function* csvPieces({ columns, rows }: Table, onRows: Begin['onRows']): AsyncGenerator<string> {
  yield `\uFEFF${csvLines([columns.map(({ heading }) => heading)])}`
  for (let from = 0; from < rows.length; from += PIECE) {
    const piece = rows.slice(from, from + PIECE)
    yield csvLines(piece.map((row) => row.map(csvCell)))
    onRows(piece.length)
    await setImmediate()
  }
}

async function* archivePieces(tables: Iterable<Table>, onRows: Begin['onRows']): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  let packed: Uint8Array[] = []
  const taken = (): Uint8Array[] => {
    const all = packed
    packed = []
    return all
  }
  const zip = new Zip((error, bytes) => {
    if (error) throw error
    packed.push(bytes)
  })
  for (const table of tables) {
    const file = new ZipDeflate(`${table.name}.csv`, { level: 6 })
    zip.add(file)
    for await (const text of csvPieces(table, onRows)) {
      file.push(encoder.encode(text))
      yield* taken()
    }
    file.push(new Uint8Array(), true)
    yield* taken()
  }
  zip.end()
  yield* taken()
}

/** Money in yuan, rates in percent, times as clocks show them; text that no program takes for a formula. */
function csvCell({ kind, value }: ExportCell): string {
  if (value === null) return ''
  switch (kind) {
    case 'text':
      return neutralised(value.toWellFormed())
    case 'moment':
      return dateText(value)
    case 'span':
      return durationText(value)
    case 'seconds':
      return (value / 1_000).toFixed(3)
    case 'fen':
      return (value / 100).toFixed(2)
    case 'rate':
      return `${(value * 100).toFixed(2)}%`
    case 'decimal':
      return String(Math.round(value * 100) / 100)
    case 'count':
      return String(value)
    default:
      return kind satisfies never
  }
}
