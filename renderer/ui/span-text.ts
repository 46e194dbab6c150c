const DAY_MS = 86_400_000

export type ParsedSpan =
  | { readonly ok: true; readonly spanMs: number | null }
  | { readonly ok: false; readonly problem: 'notASpan' | 'tooLong' }

/**
 * Reads what a person typed as a length: `6` (minutes), `6:30`, `1:05:00`, `6分30秒`, `90秒`, `1.5`. Empty means none.
 * A day at most.
 */
export function parseSpan(text: string): ParsedSpan {
  const plain = text.normalize('NFKC').trim().toLowerCase().replaceAll(/\s/g, '')
  if (plain === '') return { ok: true, spanMs: null }
  const seconds = clockSeconds(plain) ?? wordSeconds(plain)
  if (seconds === null) return { ok: false, problem: 'notASpan' }
  const spanMs = Math.round(seconds) * 1000
  return spanMs > DAY_MS ? { ok: false, problem: 'tooLong' } : { ok: true, spanMs }
}

/** A length as it is typed: 390000 → "6:30", 3900000 → "1:05:00". Empty for none. */
export function spanFieldText(spanMs: number | null): string {
  if (spanMs === null) return ''
  const seconds = Math.round(spanMs / 1000)
  const two = (value: number): string => String(value).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor(seconds / 60) % 60
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}

function clockSeconds(text: string): number | null {
  const match = /^(?:(\d{1,2}):)?(\d{1,3}):(\d{1,2})$/.exec(text)
  if (!match) return null
  const [, hours, minutes = '', seconds = ''] = match
  if (Number(seconds) > 59 || (hours !== undefined && Number(minutes) > 59)) return null
  return Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds)
}

function wordSeconds(text: string): number | null {
  const match =
    /^(?:(\d{1,2})(?:小时|时|h))?(?:(\d{1,4}(?:\.\d+)?)(?:分钟|分|min|m|'|$))?(?:(\d{1,5})(?:秒钟|秒|sec|s|"))?$/.exec(
      text,
    )
  if (!match) return null
  const [, hours, minutes, seconds] = match
  return Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0)
}
