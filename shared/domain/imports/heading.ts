import type { Cell, CellUnit } from './cell.ts'
import { plainText } from './cell.ts'
import type { ImportColumn } from './column.ts'

/** A heading as it is compared: plain width, small letters, no blanks, no marks, brackets apart. */
export interface HeadingKey {
  /** With what stands in brackets. */
  readonly whole: string
  /** Without it. */
  readonly bare: string
  readonly unit: CellUnit | null
}

const BRACKETED = /[([{<【「《〈][^)\]}>】」》〉]*[)\]}>】」》〉]/gu
const MARKS = /[\s"'“”‘’*:：_\-·.,，。#/\\()[\]{}<>【】「」《》〈〉]/gu

const UNITS: readonly (readonly [RegExp, CellUnit])[] = [
  [/^(?:万元|万)$/, 'wan'],
  [/^(?:元|rmb|cny|¥|yuan|人民币|单位元)$/, 'yuan'],
  [/^(?:分|fen|cents?|单位分)$/, 'fen'],
  [/^(?:毫秒|ms|milliseconds?)$/, 'ms'],
  [/^(?:秒|秒钟|s|secs?|seconds?)$/, 'second'],
  [/^(?:分钟|min|mins|minutes?|m)$/, 'minute'],
  [/^(?:小时|时|h|hrs?|hours?)$/, 'hour'],
]

export function headingKey(heading: Cell): HeadingKey {
  const text = plainText(heading).toLowerCase()
  const bracketed = [...text.matchAll(BRACKETED)].map(([part]) => part.slice(1, -1).replaceAll(MARKS, ''))
  return {
    whole: text.replaceAll(MARKS, ''),
    bare: text.replaceAll(BRACKETED, '').replaceAll(MARKS, ''),
    unit: UNITS.find(([pattern]) => bracketed.some((part) => pattern.test(part)))?.[1] ?? null,
  }
}

/** The unit a heading names for cells of this format: (分) is a hundredth of a yuan, or a minute. */
export function unitOf(heading: Cell, format: ImportColumn['format']): CellUnit | null {
  const { unit } = headingKey(heading)
  if (format === 'money') return unit === 'fen' || unit === 'yuan' || unit === 'wan' ? unit : null
  if (format !== 'duration' || unit === 'yuan' || unit === 'wan') return null
  return unit === 'fen' ? 'minute' : unit
}

/** A column of the file (from 0) for a field. */
export type Mapping = ReadonlyMap<number, string>

/**
 * Which field each column is for. What the seller chose by hand for a heading of that name counts first (`chosen`, by
 * `headingKey(…).whole`; an empty field means: leave out), then a heading known letter by letter, then one known but
 * for its brackets. A field is filled by one column only: the first.
 */
export function recogniseHeadings(
  headings: readonly Cell[],
  columns: readonly ImportColumn[],
  chosen: ReadonlyMap<string, string> = new Map(),
): Map<number, string> {
  const known = new Map<string, string>()
  for (const column of columns) {
    for (const name of [column.field, column.label.zh, column.label.en, ...column.headings]) {
      const { whole } = headingKey(name)
      if (!known.has(whole)) known.set(whole, column.field)
    }
  }
  const fields = new Set(columns.map((column) => column.field))
  const keys = headings.map(headingKey)
  const mapping = new Map<number, string>()
  const taken = new Set<string>()
  const decided = new Set<number>()
  const take = (index: number, field: string | undefined): void => {
    if (field === undefined || decided.has(index) || !fields.has(field) || taken.has(field)) return
    mapping.set(index, field)
    taken.add(field)
    decided.add(index)
  }
  for (const [index, { whole }] of keys.entries()) {
    const field = chosen.get(whole)
    if (field === '') decided.add(index)
    else take(index, field)
  }
  for (const [index, { whole }] of keys.entries()) if (whole !== '') take(index, known.get(whole))
  for (const [index, { bare }] of keys.entries()) if (bare !== '') take(index, known.get(bare))
  return mapping
}

/** The row that holds the headings: exports often begin with a title and a line on the period. */
export function headingRow(
  rows: readonly (readonly Cell[])[],
  columns: readonly ImportColumn[],
  chosen?: ReadonlyMap<string, string>,
): number {
  let best = 0
  let bestCount = 0
  for (const [index, row] of rows.slice(0, 10).entries()) {
    const count = recogniseHeadings(row, columns, chosen).size
    if (count > bestCount) [best, bestCount] = [index, count]
  }
  if (bestCount > 0) return best
  const first = rows.findIndex((row) => row.some((cell) => plainText(cell) !== ''))
  return Math.max(0, first)
}
