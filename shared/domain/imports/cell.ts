import type { RowReasonKind } from './reason.ts'

/**
 * What a cell of a spreadsheet holds. Dates of XLSX come as text in the way the clock showed them
 * (`2026-11-02 10:20:33`), since a spreadsheet knows no time zone.
 */
export type Cell = string | number | boolean | null

/** The value of a cell, null for an empty one, or why there is none. */
export type CellValue<Value> =
  | { readonly ok: true; readonly value: Value | null }
  | { readonly ok: false; readonly kind: RowReasonKind }

/** A unit that a heading names in brackets, as 金额(分) does. */
export type CellUnit = 'fen' | 'yuan' | 'wan' | 'second' | 'minute' | 'hour' | 'ms'

export const EMPTY = { ok: true, value: null } as const
export const bad = (kind: RowReasonKind): { ok: false; kind: RowReasonKind } => ({ ok: false, kind })
export const good = <Value>(value: Value): { ok: true; value: Value } => ({ ok: true, value })

// U+200B…U+200D, U+2060 and U+FEFF are invisible; exports of chat programs are full of them.
const INVISIBLE = /[\u200B-\u200D\u2060\uFEFF]/gu

/** What people see in the cell, without the blanks around it. */
export function cellText(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return numberText(cell)
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE'
  return cell.replaceAll(INVISIBLE, '').trim()
}

/** Ids that a spreadsheet keeps as numbers must not come out as 1.3800138e10. */
const numberText = (value: number): string =>
  Number.isInteger(value) ? BigInt(value).toString() : String(value)

/** Full-width forms become plain ones: `￥１，２９９` is `¥1,299`. */
export const plainText = (cell: Cell): string =>
  cellText(cell).normalize('NFKC').replaceAll('\u00A0', ' ').trim()

/** Nothing known: what people put into a cell so that it is not empty. */
const NOTHING: ReadonlySet<string> = new Set([
  '',
  '-',
  '--',
  '—',
  '——',
  '/',
  '无',
  '暂无',
  'n/a',
  'null',
  'none',
])

export const isNothing = (text: string): boolean => NOTHING.has(text.toLowerCase())

const MONEY =
  /^(?:¥|rmb|cny)?(-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?|\.\d+)(万|w)?(?:元|块|rmb|cny)?$/i

/** Money in fen, negative for what was paid back. `¥1,299.00`, `1299元`, `1.2万`; a bare number is in `unit`. */
export function parseMoney(cell: Cell, unit: CellUnit | null = null): CellValue<number> {
  const text = plainText(cell).replaceAll(/\s/g, '')
  if (isNothing(text)) return EMPTY
  // The sign may stand before the currency.
  const [, sign = '', rest = ''] = /^(-?)(.*)$/.exec(text) ?? []
  const match = MONEY.exec(rest)
  const amount = match?.[1]
  if (amount === undefined || (sign === '-' && amount.startsWith('-'))) return bad('notMoney')
  const inWan = match?.[2] !== undefined
  const perUnit = inWan || unit === 'wan' ? 1_000_000 : unit === 'fen' ? 1 : 100
  const exact = Number(amount.replaceAll(',', '')) * perUnit
  const fen = Math.round(exact)
  // A spreadsheet's own rounding is passed over; a tenth of a fen that somebody wrote is not.
  if (!Number.isSafeInteger(fen) || Math.abs(exact - fen) > 1e-4) return bad('notMoney')
  const value = sign === '-' ? -fen : fen
  return good(value === 0 ? 0 : value)
}

const NUMBER =
  /^(-?\d{1,3}(?:,\d{3})+|-?\d+)(?:\.0+)?\s*(?:次|个|件|单|天|日|岁|号|号链接|人|pcs|days?|times)?$/i

/** A whole number, with or without a counting word: `1,200`, `3次`, `12.0`. */
export function parseWhole(cell: Cell): CellValue<number> {
  const text = plainText(cell)
  if (isNothing(text)) return EMPTY
  const match = NUMBER.exec(text)
  const value = Number((match?.[1] ?? 'NaN').replaceAll(',', ''))
  return Number.isSafeInteger(value) ? good(value === 0 ? 0 : value) : bad('notNumber')
}

const YES: ReadonlySet<string> = new Set([
  '是',
  '有',
  '对',
  '√',
  '✓',
  '✔',
  'y',
  'yes',
  '1',
  'true',
  't',
  '已授权',
  '同意',
  '已同意',
  '已添加',
])
const NO: ReadonlySet<string> = new Set([
  '否',
  '没有',
  '不',
  '不是',
  '×',
  '✗',
  'n',
  'no',
  '0',
  'false',
  'f',
  '未授权',
  '不同意',
  '拒绝',
  '未添加',
])

export function parseYesNo(cell: Cell): CellValue<boolean> {
  const text = plainText(cell).toLowerCase()
  if (YES.has(text)) return good(true)
  if (NO.has(text) || text === '无') return good(false)
  return isNothing(text) ? EMPTY : bad('notYesNo')
}

/** Several values in one cell: `老客,敏感肌；上海`. Doubles are left out, order kept. */
export function parseList(cell: Cell): readonly string[] {
  const text = cellText(cell)
  if (isNothing(text)) return []
  const parts = text.split(/[,，;；、|｜\n\r]+/u).map((part) => part.trim())
  return [...new Set(parts.filter((part) => part !== ''))]
}
