import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { setImmediate } from 'node:timers/promises'
import Papa from 'papaparse'

import { restored } from '../formula-guard.ts'
import { ReadError } from './read-error.ts'
import { createRowCutter, type CutRows } from './row-cutter.ts'

type CharacterSet = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be'

/** Read to recognise character set and separator: headings and some hundred rows. */
const SAMPLE_BYTES = 256 * 1024
const SEPARATORS = [',', '\t', ';', '|'] as const

/**
 * The rows of a CSV file: UTF-8 with or without a mark, UTF-16 with one (what spreadsheets call "Unicode text"), and
 * GB18030, in which Chinese shops export; separated by comma, tab, semicolon or bar. Never holds up the process for
 * longer than a piece of the file takes. Throws ReadError.
 */
export async function* readCsv(path: string): AsyncGenerator<string[]> {
  const { sample, whole } = await firstBytes(path)
  if (sample.length === 0) throw new ReadError('empty', 'the file is empty')
  if (isBinary(sample)) throw new ReadError('notASpreadsheet', 'the file is neither CSV nor XLSX')
  const characterSet = characterSetOf(sample, whole)
  const decoder = new TextDecoder(characterSet)
  const separator = separatorOf(new TextDecoder(characterSet).decode(sample, { stream: true }))

  const cutter = createRowCutter(separator)
  const pieces: AsyncIterable<Buffer> = createReadStream(path, { highWaterMark: 128 * 1024 })
  for await (const bytes of pieces) {
    for (const rows of cutter.add(decoder.decode(bytes, { stream: true }))) yield* cellsOf(rows, separator)
    await setImmediate()
  }
  for (const rows of cutter.add(decoder.decode())) yield* cellsOf(rows, separator)
  for (const rows of cutter.end()) yield* cellsOf(rows, separator)
}

function* cellsOf({ text, quoted }: CutRows, delimiter: string): Generator<string[]> {
  // The last line break ends a row and does not begin another.
  const body = text.replace(/(?:\r\n|\n|\r)$/, '')
  const rows = quoted ? Papa.parse<string[]>(body, { delimiter }).data : [body.split(delimiter)]
  for (const row of rows) yield row.map(restored)
}

async function firstBytes(path: string): Promise<{ sample: Buffer; whole: boolean }> {
  const file = await open(path, 'r')
  try {
    const buffer = Buffer.alloc(SAMPLE_BYTES)
    const { bytesRead } = await file.read(buffer, 0, SAMPLE_BYTES, 0)
    return { sample: buffer.subarray(0, bytesRead), whole: bytesRead < SAMPLE_BYTES }
  } finally {
    await file.close()
  }
}

function characterSetOf(sample: Buffer, whole: boolean): CharacterSet {
  if (sample[0] === 0xff && sample[1] === 0xfe) return 'utf-16le'
  if (sample[0] === 0xfe && sample[1] === 0xff) return 'utf-16be'
  try {
    // Bytes that are valid UTF-8 by chance are as good as none: every Chinese character would have to fit.
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: !whole })
    return 'utf-8'
  } catch {
    return 'gb18030'
  }
}

/** No text holds a NUL, but UTF-16 does. */
const isBinary = (sample: Buffer): boolean =>
  !(sample[0] === 0xff && sample[1] === 0xfe) &&
  !(sample[0] === 0xfe && sample[1] === 0xff) &&
  sample.subarray(0, 8_192).includes(0)

/** The separator that cuts the first lines into the most cells, as long as they come out alike. */
function separatorOf(sample: string): string {
  const lines = Papa.parse<string[]>(sample, { delimiter: '\u0001', preview: 20, skipEmptyLines: true })
  const text = lines.data.map(([line = '']) => line).join('\n')
  let best: string = SEPARATORS[0]
  let bestScore = 0
  for (const separator of SEPARATORS) {
    const widths = Papa.parse<string[]>(text, { delimiter: separator, preview: 20 }).data.map(
      (row) => row.length,
    )
    const width = Math.max(...widths)
    const alike = widths.filter((cells) => cells === width).length / widths.length
    const score = width > 1 ? width * alike : 0
    if (score > bestScore) [best, bestScore] = [separator, score]
  }
  return best
}
