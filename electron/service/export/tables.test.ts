import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import Papa from 'papaparse'
import readSheets from 'read-excel-file/node'
import { describe, expect, it } from 'vitest'

import type { Review } from '#shared/domain/review/review.ts'
import { FIXTURE_START_MS } from '#shared/domain/review/testing/review-fixture.ts'
import { EXPORT_TABLES, type ExportTable } from '#shared/protocol/exports.ts'
import { restored } from '../imports/formula-guard.ts'
import { tempFolder } from '../storage/testing/temp-folder.ts'
import { writeCsv, writeCsvArchive } from './csv-out.ts'
import { METRIC_ORDER } from './tables/metrics-table.ts'
import { tablesOf } from './tables/tables-of.ts'
import { fullSource } from './testing/full-review.ts'
import { HOSTILE_TEXTS } from './testing/hostile.ts'
import { wordsIn } from './words/words-in.ts'
import { writeWorkbook } from './xlsx-out.ts'

const silent = { mode: 0o600, onTotal: () => undefined, onRows: () => undefined }
const zh = wordsIn('zh-CN')

const hostile = ({ session, threads, items, moderators, shoutOuts }: Review): Partial<Review> => ({
  session: { ...session, title: HOSTILE_TEXTS[0] },
  threads: threads.map((thread, index) => ({
    ...thread,
    text: HOSTILE_TEXTS[index % HOSTILE_TEXTS.length] ?? '',
    askers: thread.askers.map((asker) => ({ ...asker, userName: HOSTILE_TEXTS[3] })),
  })),
  items: items.map((item, index) => ({ ...item, title: HOSTILE_TEXTS[index] ?? '' })),
  moderators: moderators.map((person) => ({ ...person, name: HOSTILE_TEXTS[1] })),
  shoutOuts: shoutOuts.map((shout) => ({ ...shout, name: HOSTILE_TEXTS[4] })),
})

async function workbook(source = fullSource(), words = zh) {
  const path = join(tempFolder(), 'review.xlsx')
  await writeWorkbook([...tablesOf(source, words, EXPORT_TABLES)], { path, ...silent })
  const sheets = await readSheets(readFileSync(path))
  return new Map(sheets.map(({ sheet, data }) => [sheet, data]))
}

/** Rows as objects by heading. */
const recordsOf = (rows: readonly (readonly unknown[])[] = []): Record<string, unknown>[] =>
  rows
    .slice(1)
    .map((row) => Object.fromEntries((rows[0] ?? []).map((heading, index) => [String(heading), row[index]])))

describe('a workbook', () => {
  it('holds every metric as a number that calculates, with formula and key', async () => {
    const source = fullSource()
    const sheets = await workbook(source)
    const rows = new Map(recordsOf(sheets.get('指标')).map((row) => [row['字段名'], row]))
    expect([...rows.keys()]).toEqual(METRIC_ORDER)
    const { metrics } = source.review
    const value = (key: string): unknown => rows.get(key)?.['数值']
    expect(value('uv')).toBe(metrics.uv)
    expect(value('within30sRate')).toBeCloseTo(metrics.within30sRate ?? -1, 12)
    expect(value('gmvFen')).toBeCloseTo(metrics.gmvFen / 100, 9)
    expect(value('responseP50Ms')).toBeCloseTo(14.2, 9)
    const watched = value('watchMsPerViewer')
    // The reader takes a span for a date of the first day.
    const spanMs = watched instanceof Date ? watched.getTime() - Date.UTC(1899, 11, 30) : -1
    expect(spanMs / 1_000).toBeCloseTo((metrics.watchMsPerViewer ?? 0) / 1_000, 2)
    expect(rows.get('gpmFen')?.['公式']).toBe('成交额 × 1000 ÷ 场观人次。')
  })

  it('has a sheet for every table, in either language, and as many rows as the review', async () => {
    const source = fullSource()
    for (const language of ['zh-CN', 'en'] as const) {
      const words = wordsIn(language)
      const sheets = await workbook(source, words)
      expect([...sheets.keys()]).toEqual(EXPORT_TABLES.map((table) => words.sheets[table]))
      const rows = (table: ExportTable): number => (sheets.get(words.sheets[table])?.length ?? 0) - 1
      expect(rows('minutes')).toBe(source.review.minutes.length)
      expect(rows('questions')).toBe(source.review.threads.length)
      expect(rows('orders')).toBe(source.orders.length)
      expect(rows('shoutOuts')).toBe(source.review.shoutOuts.length)
    }
  })

  it('shows times as the clock of the seller showed them', async () => {
    const [first] = recordsOf((await workbook()).get('分钟曲线'))
    const minute = first?.['分钟']
    if (!(minute instanceof Date)) throw new Error('no date')
    // The reader takes the cell for UTC, as it takes every cell.
    const at = new Date(FIXTURE_START_MS)
    expect([
      minute.getUTCFullYear(),
      minute.getUTCDate(),
      minute.getUTCHours(),
      minute.getUTCMinutes(),
    ]).toEqual([at.getFullYear(), at.getDate(), at.getHours(), at.getMinutes()])
  })

  it('takes whatever people typed as text, and nothing breaks of it', async () => {
    const sheets = await workbook(fullSource(hostile))
    const texts = recordsOf(sheets.get('提问')).map((row) => row['提问内容'])
    for (const text of [
      '<script>alert(1)</script>',
      '=HYPERLINK("https://evil.example","点我")',
      '+1+1',
      '👩‍👩‍👧‍👦 🇨🇳',
    ]) {
      expect(texts).toContain(text)
    }
    // The library leaves the replacement character out.
    expect(texts).toContain('半个字')
    expect(texts).toContain('a_x000D_b')
    expect(texts).toContain('abc')
    expect(texts).toContain('第一行\n第二行\n=3')
  })
})

const csvOf = (text: string): Record<string, string>[] => {
  expect(text.startsWith('\uFEFF')).toBe(true)
  const { data, errors } = Papa.parse<Record<string, string>>(text.slice(1), {
    header: true,
    skipEmptyLines: true,
  })
  expect(errors).toEqual([])
  return data
}

describe('CSV', () => {
  it('of one table is a file that reads back', async () => {
    const source = fullSource()
    const path = join(tempFolder(), 'metrics.csv')
    const [metrics] = tablesOf(source, zh, ['metrics'])
    if (!metrics) throw new Error('no table')
    await writeCsv(metrics, { path, ...silent })
    const values = new Map(csvOf(readFileSync(path, 'utf8')).map((row) => [row['字段名'], row['数值']]))
    expect(values.get('uv')).toBe('1287')
    expect(values.get('gmvFen')).toBe((source.review.metrics.gmvFen / 100).toFixed(2))
    expect(values.get('interactionRate')).toBe('31.24%')
    expect(values.get('watchMsPerViewer')).toBe('00:12:45')
    expect(values.get('responseP50Ms')).toBe('14.200')
  })

  it('of several tables is an archive of them, with names that everybody can read', async () => {
    const path = join(tempFolder(), 'review.zip')
    await writeCsvArchive(tablesOf(fullSource(), zh, ['questions', 'orders']), { path, ...silent })
    const files = unzipSync(readFileSync(path))
    expect(Object.keys(files)).toEqual(['提问.csv', '订单.csv'])
    expect(csvOf(new TextDecoder('utf-8', { ignoreBOM: true }).decode(files['提问.csv']))).toHaveLength(90)
  })

  it('holds no cell that a spreadsheet program takes for a formula', async () => {
    const path = join(tempFolder(), 'questions.csv')
    const [questions] = tablesOf(fullSource(hostile), zh, ['questions'])
    if (!questions) throw new Error('no table')
    await writeCsv(questions, { path, ...silent })
    const rows = csvOf(readFileSync(path, 'utf8'))
    for (const cell of rows.flatMap((row) => Object.values(row)))
      expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠]/)
    const texts = rows.map((row) => restored(row['提问内容'] ?? ''))
    for (const text of HOSTILE_TEXTS) expect(texts).toContain(text.toWellFormed())
  })
})
