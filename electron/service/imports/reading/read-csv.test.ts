import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'

import { tempFolder } from '../../storage/testing/temp-folder.ts'
import { neutralised, restored } from '../formula-guard.ts'
import { csvLines } from '../sheet-out.ts'
import { readCsv } from './read-csv.ts'
import { readSpreadsheet } from './read-file.ts'
import { createRowCutter } from './row-cutter.ts'

async function rowsOf(content: string | Buffer): Promise<string[][]> {
  const file = join(tempFolder(), 'list.csv')
  writeFileSync(file, content)
  const rows: string[][] = []
  for await (const row of readCsv(file)) rows.push(row)
  return rows
}

it.each([
  ['commas', '甲,乙\r\n1,2\r\n'],
  ['tabs', '甲\t乙\n1\t2'],
  ['semicolons and a mark', '\uFEFF甲;乙\n1;2\n'],
  ['bars', '甲|乙\n1|2'],
])('reads %s', async (_what, text) => {
  expect(await rowsOf(text)).toEqual([
    ['甲', '乙'],
    ['1', '2'],
  ])
})

it('reads UTF-16 as spreadsheet programs save it', async () => {
  expect(await rowsOf(Buffer.from('\uFEFF甲\t乙\r\n1\t2\r\n', 'utf16le'))).toEqual([
    ['甲', '乙'],
    ['1', '2'],
  ])
})

it('keeps separators, line breaks and quotation marks inside quotation marks', async () => {
  expect(await rowsOf('a,b\n"x,1\ny","he said ""hi"""\nlast,')).toEqual([
    ['a', 'b'],
    ['x,1\ny', 'he said "hi"'],
    ['last', ''],
  ])
})

it('loses one row to a quotation mark that never closes', async () => {
  const tail = Array.from({ length: 4_000 }, (_, index) => `row ${index},value`).join('\n')
  const rows = await rowsOf(`a,b\n"broken,1\n${tail}`)
  expect(rows.slice(0, 3)).toEqual([
    ['a', 'b'],
    ['"broken', '1'],
    ['row 0', 'value'],
  ])
  expect(rows).toHaveLength(4_002)
})

it('cuts rows alike wherever the pieces end', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '好', ' '), maxLength: 8 })
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 2, maxLength: 3 }), { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 9 }),
      (rows, size) => {
        const text = csvLines(rows)
        const cutter = createRowCutter(',')
        const parts = []
        for (let at = 0; at < text.length; at += size) parts.push(...cutter.add(text.slice(at, at + size)))
        parts.push(...cutter.end())
        expect(parts.map((part) => part.text).join('')).toBe(text)
        expect(parts.every(({ quoted }) => quoted)).toBe(true)
      },
    ),
  )
})

it('knows a mark that never closes, whatever doubled marks follow it', () => {
  const cutter = createRowCutter(',')
  const rows = [...cutter.add(`甲,"${'""'.repeat(40_000)}\n乙,1\n`), ...cutter.end()]
  expect(rows.at(0)?.quoted).toBe(false)
  expect(rows.at(-1)).toEqual({ text: '乙,1\n', quoted: true })
})

it.each(['=1', "'=1", "''=1", "'", "'甲", '-', '\t1', "'\t1"])(
  'gives %j back as it went out',
  async (text) => {
    expect(restored(neutralised(text))).toBe(text)
    expect(neutralised(text)).not.toMatch(/^[\s]*[=+\-@]/)
  },
)

it('counts empty rows between filled ones, and holds none after the last', async () => {
  const file = join(tempFolder(), 'list.csv')
  writeFileSync(file, `甲,乙\n\n1,2\n${'\n'.repeat(500_000)}`)
  const { rows } = await readSpreadsheet(file, { sheet: 0 })
  expect(rows).toEqual([['甲', '乙'], [], ['1', '2']])
  writeFileSync(file, `甲,乙\n${'\n'.repeat(200_000)}1,2\n`)
  await expect(readSpreadsheet(file, { sheet: 0 })).rejects.toMatchObject({ problem: 'tooManyRows' })
})
