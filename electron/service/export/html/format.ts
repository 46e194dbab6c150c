import type { ExportCell } from '../tables/table.ts'
import type { ExportWords } from '../words/words.ts'

/** How figures read in the report, in one language. Null is a dash everywhere. */
export interface Formats {
  readonly number: (value: number | null) => string
  readonly rate: (value: number | null) => string
  readonly money: (fen: number | null) => string
  /** From hours down to seconds, whichever two fit. */
  readonly span: (ms: number | null) => string
  readonly seconds: (ms: number | null) => string
  readonly points: (difference: number) => string
  /** `20:31`, local. */
  readonly time: (ms: number) => string
  readonly dateTime: (ms: number) => string
  readonly cell: (cell: ExportCell) => string
}

export function formatsIn({ language, report }: ExportWords): Formats {
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 })
  const tenths = new Intl.NumberFormat(language, { maximumFractionDigits: 1 })
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 })
  const signed = new Intl.NumberFormat(language, { maximumFractionDigits: 1, signDisplay: 'exceptZero' })
  // The same in every language, as it stands on the product card.
  const yuan = new Intl.NumberFormat('zh-CN', {
    style: 'currency',
    currency: 'CNY',
    currencyDisplay: 'narrowSymbol',
    trailingZeroDisplay: 'stripIfInteger',
  })
  const time = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const dateTime = new Intl.DateTimeFormat(language, {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const or =
    (format: (value: number) => string) =>
    (value: number | null): string =>
      value === null ? report.none : format(value)

  const spanText = (ms: number): string => {
    const total = Math.round(ms / 1_000)
    if (total < 3_600) return report.minutesSeconds(Math.floor(total / 60), total % 60)
    const minutes = Math.round(total / 60)
    return report.hoursMinutes(Math.floor(minutes / 60), minutes % 60)
  }
  const formats: Omit<Formats, 'cell'> = {
    number: or((value) => (Number.isInteger(value) ? whole : tenths).format(value)),
    rate: or((value) => percent.format(value)),
    money: or((fen) => yuan.format(fen / 100)),
    span: or(spanText),
    seconds: or((ms) => report.seconds(tenths.format(ms / 1_000))),
    points: (difference) => report.points(signed.format(difference * 100)),
    time: (ms) => time.format(ms),
    dateTime: (ms) => dateTime.format(ms),
  }
  return { ...formats, cell: (cell) => cellText(cell, formats, report.none) }
}

function cellText({ kind, value }: ExportCell, formats: Omit<Formats, 'cell'>, none: string): string {
  if (value === null) return none
  switch (kind) {
    case 'text':
      return value
    case 'count':
    case 'decimal':
      return formats.number(value)
    case 'rate':
      return formats.rate(value)
    case 'fen':
      return formats.money(value)
    case 'span':
      return formats.span(value)
    case 'seconds':
      return formats.seconds(value)
    case 'moment':
      return formats.dateTime(value)
    default:
      return kind satisfies never
  }
}
