import type { ColumnFormat } from '#shared/domain/imports/column.ts'
import { formatFen } from '#renderer/ui/money.ts'
import { formatClock } from '#renderer/ui/time.ts'

const date = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short' })

/** A record's cell as people read it: money in yuan, times by the clock. */
export function shownCell(
  value: string | number | boolean | null,
  format: ColumnFormat,
  words: { readonly yes: string; readonly no: string },
): string {
  if (value === null) return ''
  if (typeof value === 'boolean') return value ? words.yes : words.no
  if (typeof value === 'string') return value
  switch (format) {
    case 'money':
      return formatFen(value)
    case 'date':
      return date.format(value)
    case 'duration':
      return formatClock(value)
    case 'text':
    case 'number':
    case 'yesNo':
      return String(value)
    default:
      return format satisfies never
  }
}
