import { cellText, isNothing, parseList, parseMoney, parseWhole, parseYesNo, plainText } from './cell.ts'
import type { Cell, CellUnit, CellValue } from './cell.ts'
import { parseBirthday, parseDate, parseDuration, type LocalMs } from './cell-time.ts'
import { rowReason, type RowReason, type RowReasonKind } from './reason.ts'

export type ParsedRow<Row> =
  | { readonly ok: true; readonly row: Row }
  | { readonly ok: false; readonly reason: RowReason }

/** A cell that a mapping has assigned to a field, with the unit its heading names. */
export interface MappedCell {
  readonly cell: Cell
  readonly unit: CellUnit | null
}

/**
 * The cells of one row by field. Every reader gives null for an empty or unassigned cell, and also for one that
 * cannot be read; the first of those is what `done` refuses the row for.
 */
export interface RowCells {
  /** Whether the file has this column at all: an absent one leaves what is known alone. */
  readonly has: (field: string) => boolean
  /** Text of at most `max` characters; longer is a reason. */
  readonly text: (field: string, max: number) => string | null
  /** Text that is cut to `max` characters: for names of other systems, which nobody will correct there. */
  readonly clipped: (field: string, max: number) => string | null
  /** One of the known words, by what it means. */
  readonly oneOf: <Value>(field: string, words: Readonly<Record<string, Value>>) => Value | null
  /** In fen; negative is a reason. */
  readonly money: (field: string) => number | null
  /** In fen, without its sign: refunds are written with and without one. */
  readonly unsignedMoney: (field: string) => number | null
  /** A whole number from 0 to `max`. */
  readonly whole: (field: string, max: number) => number | null
  /** In ms since the epoch. */
  readonly date: (field: string) => number | null
  readonly birthday: (field: string) => string | null
  /** In ms. */
  readonly duration: (field: string) => number | null
  readonly yesNo: (field: string) => boolean | null
  readonly list: (field: string, maxEntries: number, maxCharacters: number) => readonly string[]
  /** What the cell shows, unread. */
  readonly raw: (field: string) => string
  /** Refuses the row, unless something before has. */
  readonly refuse: (kind: RowReasonKind, field?: string | null, text?: string, limit?: number | null) => void
  /** The row, or the first reason against it. */
  readonly done: <Row>(row: Row) => ParsedRow<Row>
}

/** Characters that stand for bytes no character set could read. */
const UNREADABLE = '\uFFFD'

export function rowCells(cells: ReadonlyMap<string, MappedCell>, localMs: LocalMs): RowCells {
  let reason: RowReason | null = null
  const cellOf = (field: string): Cell => cells.get(field)?.cell ?? null
  const unitOf = (field: string): CellUnit | null => cells.get(field)?.unit ?? null
  const refuse: RowCells['refuse'] = (kind, field = null, text = '', limit = null) => {
    reason ??= rowReason(kind, field, text, limit)
  }
  const read = <Value>(field: string, value: CellValue<Value>): Value | null => {
    if (value.ok) return value.value
    refuse(value.kind, field, cellText(cellOf(field)))
    return null
  }
  const known = (field: string): string | null => {
    const text = cellText(cellOf(field))
    if (isNothing(text)) return null
    if (text.includes(UNREADABLE)) refuse('unreadableText', field, text)
    return text
  }
  const money = (field: string): number | null => read(field, parseMoney(cellOf(field), unitOf(field)))

  return {
    has: (field) => cells.has(field),
    text: (field, max) => {
      const text = known(field)
      if (text !== null && text.length > max) refuse('tooLong', field, text, max)
      return text
    },
    clipped: (field, max) => clip(known(field), max),
    oneOf: <Value>(field: string, words: Readonly<Record<string, Value>>): Value | null => {
      const word = plainText(cellOf(field)).toLowerCase()
      if (Object.hasOwn(words, word)) return words[word] ?? null
      if (!isNothing(word)) refuse('notOneOf', field, word)
      return null
    },
    money: (field) => {
      const fen = money(field)
      if (fen === null || fen >= 0) return fen
      refuse('notMoney', field, cellText(cellOf(field)))
      return null
    },
    unsignedMoney: (field) => {
      const fen = money(field)
      return fen === null ? null : Math.abs(fen)
    },
    whole: (field, max) => {
      const value = read(field, parseWhole(cellOf(field)))
      if (value === null) return null
      if (value < 0) refuse('notNumber', field, String(value))
      else if (value > max) refuse('tooLarge', field, String(value), max)
      else return value
      return null
    },
    date: (field) => read(field, parseDate(cellOf(field), localMs)),
    birthday: (field) => read(field, parseBirthday(cellOf(field))),
    duration: (field) => read(field, parseDuration(cellOf(field), unitOf(field))),
    yesNo: (field) => read(field, parseYesNo(cellOf(field))),
    list: (field, maxEntries, maxCharacters) => {
      const entries = parseList(cellOf(field))
      if (entries.length > maxEntries) refuse('tooMany', field, '', maxEntries)
      const long = entries.find((entry) => entry.length > maxCharacters)
      if (long !== undefined) refuse('tooLong', field, long, maxCharacters)
      return entries
    },
    raw: (field) => cellText(cellOf(field)),
    refuse,
    done: (row) => (reason === null ? { ok: true, row } : { ok: false, reason }),
  }
}

/** Cut between characters, not through one. */
function clip(text: string | null, max: number): string | null {
  if (text === null || text.length <= max) return text
  let cut = ''
  for (const character of text) {
    if (cut.length + character.length > max) break
    cut += character
  }
  return cut.trim()
}
