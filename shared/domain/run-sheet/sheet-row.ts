import { parseDuration } from '../imports/cell-time.ts'
import type { ParsedRow, RowCells } from '../imports/row-cells.ts'
import type { Faq } from '../products/product.ts'
import { colourOf, colourWord } from './colour-words.ts'
import { POINT_FIELDS } from './columns.ts'
import { ITEM_NUMBER_MAX, itemSchema, TALKING_POINTS_MAX, type Item } from './item.ts'

/** What one line of a spreadsheet says of an item; null where it says nothing. */
export interface SheetRow {
  readonly number: number | null
  readonly title: string
  readonly productId: string | null
  readonly listPriceFen: number | null
  readonly priceFen: number | null
  readonly validFromMs: number | null
  readonly validUntilMs: number | null
  readonly stock: number | null
  readonly coupon: string | null
  readonly plannedMs: number | null
  readonly talkingPoints: readonly string[] | null
  readonly faq: readonly Faq[] | null
  readonly hostNotes: string | null
  readonly moderatorNotes: string | null
  readonly colour: Item['colour']
  readonly skip: boolean | null
  readonly assetId: string | null
}

/** Rows of Ontime that are no part of the show: headings of groups and what its timer does not count. */
const NO_ITEM: ReadonlySet<string> = new Set([
  'block',
  'group',
  'group-end',
  'group end',
  'skip',
  'milestone',
])

/** Reads one line by `RUN_SHEET_COLUMNS`. A line needs a title; one without a number gets the next free one later. */
export function parseSheetRow(cells: RowCells): ParsedRow<SheetRow> {
  const type = cells.raw('timerType').toLowerCase()
  if (NO_ITEM.has(type)) cells.refuse('notOneOf', 'timerType', type)
  const title = cells.clipped('title', 60)
  if (title === null) cells.refuse('missing', 'title')
  const start = momentOf(cells, 'startTime')
  const end = momentOf(cells, 'endTime')
  const row: SheetRow = {
    number: numberOf(cells),
    title: title ?? '',
    productId: cells.text('productId', 64),
    listPriceFen: cells.money('listPrice'),
    priceFen: cells.money('price'),
    validFromMs: cells.date('validFrom') ?? start.dateMs,
    validUntilMs: cells.date('validUntil') ?? end.dateMs,
    stock: cells.whole('stock', 10_000_000),
    coupon: cells.text('coupon', 80),
    plannedMs: plannedOf(cells) ?? between(start.clockMs, end.clockMs),
    talkingPoints: pointsOf(cells),
    faq: faqOf(cells),
    hostNotes: cells.text('hostNotes', 500),
    moderatorNotes: cells.text('moderatorNotes', 500),
    colour: colourOf(cells.raw('colour')),
    skip: cells.yesNo('skip'),
    assetId: /^[0-9a-f]{64}$/.exec(cells.raw('image'))?.[0] ?? null,
  }
  return cells.done(row)
}

/** The item with what the row says; what it says nothing of stays. The same item when there is nothing new. */
export function withSheetRow(item: Item, row: SheetRow): Item {
  const said = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null))
  const changed = itemSchema.parse({ ...item, ...said })
  return JSON.stringify(changed) === JSON.stringify(itemSchema.parse(item)) ? item : changed
}

export const itemOfRow = (row: SheetRow, itemId: string, number: number): Item =>
  withSheetRow(
    itemSchema.parse({ itemId, number, title: row.title, listPriceFen: null, priceFen: null }),
    row,
  )

/** An item's cells by field, as a later import reads them: money in fen, times in ms. */
export function cellsOfItem(item: Item): Readonly<Record<string, string | number | boolean | null>> {
  return {
    number: item.number,
    title: item.title,
    productId: item.productId,
    listPrice: item.listPriceFen,
    price: item.priceFen,
    validFrom: item.validFromMs,
    validUntil: item.validUntilMs,
    stock: item.stock,
    coupon: item.coupon,
    duration: item.plannedMs,
    points: item.talkingPoints.join('\n'),
    faq: item.faq.map(({ question, answer }) => `问：${question}\n答：${answer}`).join('\n'),
    hostNotes: item.hostNotes,
    moderatorNotes: item.moderatorNotes,
    colour: item.colour && colourWord(item.colour),
    skip: item.skip,
    image: item.assetId,
  }
}

/** 3, 3号, #3, 链接3. A cue such as `SF1.01` is no link number, and no mistake either. */
function numberOf(cells: RowCells): number | null {
  const [, digits] =
    /^(?:链接|#|no\.?|号)?\s*(\d{1,6})\s*(?:号|号链接|链接)?$/i.exec(cells.raw('number')) ?? []
  if (digits === undefined) return null
  const number = Number(digits)
  if (number > ITEM_NUMBER_MAX) cells.refuse('tooLarge', 'number', digits, ITEM_NUMBER_MAX)
  return number >= 1 && number <= ITEM_NUMBER_MAX ? number : null
}

/** Shorter than any item: a bare number up to this, in a column that names no unit, is minutes. */
const SECONDS_AT_LEAST = 30

/** Times of day of a spreadsheet come with the day its calendar begins. */
const SPREADSHEET_DAY = /^(?:1899-12-3[01]|1900-01-0[01])\s+/

function plannedOf(cells: RowCells): number | null {
  const raw = cells.raw('duration')
  if (SPREADSHEET_DAY.test(raw)) return clockOf(raw)
  const ms = cells.duration('duration')
  if (ms === null) return null
  const bare = /^\d+(?:\.\d+)?$/.test(raw) ? Number(raw) : null
  const isMinutes = bare !== null && bare >= 1 && bare <= SECONDS_AT_LEAST && ms === bare * 1_000
  const plannedMs = isMinutes ? ms * 60 : ms
  if (plannedMs > 86_400_000) cells.refuse('tooLarge', 'duration', raw, 24)
  return plannedMs === 0 ? null : plannedMs
}

/** A cell that is a moment, or only a time of day. */
function momentOf(cells: RowCells, field: string): { dateMs: number | null; clockMs: number | null } {
  const raw = cells.raw(field)
  const clockMs = clockOf(raw)
  return { clockMs, dateMs: clockMs === null ? cells.date(field) : null }
}

/** Ms since midnight of `20:05`, `8:05:30 pm`, a spreadsheet's time of day or fraction of one; null for all else. */
function clockOf(raw: string): number | null {
  const text = raw.replace(SPREADSHEET_DAY, '')
  if (/^0(?:\.\d+)?$/.test(text)) return Math.round(Number(text) * 86_400) * 1_000
  const match = /^(\d{1,2})[:：](\d{2})(?:[:：](\d{2}))?\s*(am|pm)?$/i.exec(text)
  if (!match) return null
  const hour = (Number(match[1]) % (match[4] ? 12 : 24)) + (match[4]?.toLowerCase() === 'pm' ? 12 : 0)
  const parsed = parseDuration(`${hour}:${match[2]}:${match[3] ?? '00'}`)
  return parsed.ok ? parsed.value : null
}

/** From one time of day to another, over midnight too. */
function between(startMs: number | null, endMs: number | null): number | null {
  if (startMs === null || endMs === null || startMs === endMs) return null
  return (endMs - startMs + 86_400_000) % 86_400_000
}

/** One to a line, or to a column; numbering and bullets in front are left out, but not the number of `2.5 升`. */
function pointsOf(cells: RowCells): string[] | null {
  const texts = ['points', ...POINT_FIELDS].map((field) => ({ field, text: cells.raw(field) }))
  const points = texts.flatMap(({ field, text }) =>
    text
      .split(/[\n\r|｜;；]+/u)
      .map((line) => line.replace(/^\s*(?:\d{1,2}(?:[、)）]|\.(?!\d))|[①-⑩•·]|[-*](?!\d))\s*/u, '').trim())
      .filter((line) => line !== '')
      .map((line) => ({ field, line })),
  )
  const long = points.find(({ line }) => line.length > 120)
  if (long) cells.refuse('tooLong', long.field, long.line, 120)
  if (points.length > TALKING_POINTS_MAX) cells.refuse('tooMany', 'points', '', TALKING_POINTS_MAX)
  return points.length === 0 ? null : points.map(({ line }) => line)
}

/** `问：… 答：…`, or `Q: … A: …`, line by line. */
function faqOf(cells: RowCells): Faq[] | null {
  const lines = cells.raw('faq').split(/[\n\r]+/u)
  const faq: { question: string; answer: string }[] = []
  for (const line of lines) {
    const [, kind, text] = /^\s*(问|答|q|a)\s*[:：]\s*(.+)$/iu.exec(line) ?? []
    if (kind === undefined || text === undefined) continue
    const last = faq.at(-1)
    if (kind === '问' || kind.toLowerCase() === 'q') faq.push({ question: text.trim(), answer: '' })
    else if (last) last.answer = text.trim()
  }
  const whole = faq.filter(({ answer }) => answer !== '')
  if (whole.some(({ question }) => question.length > 120)) cells.refuse('tooLong', 'faq', '', 120)
  if (whole.some(({ answer }) => answer.length > 300)) cells.refuse('tooLong', 'faq', '', 300)
  if (whole.length > 30) cells.refuse('tooMany', 'faq', '', 30)
  return whole.length === 0 ? null : whole
}
