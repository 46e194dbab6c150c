/** Highest price the field takes: ten million yuan. */
const PRICE_MAX_FEN = 1_000_000_000

export type ParsedPrice =
  | { readonly ok: true; readonly fen: number | null }
  | { readonly ok: false; readonly problem: 'notAPrice' | 'tooPrecise' | 'tooLarge' }

/**
 * Reads what a person typed as a price in yuan: `399`, `¥399.9`, `１，２９９元`. Empty means no price. Integer
 * arithmetic throughout, so 19.99 is 1999 fen.
 */
export function parsePrice(text: string): ParsedPrice {
  const plain = text
    .normalize('NFKC')
    .replaceAll(/[\s,，]/g, '')
    .replace(/^(?:¥|￥|rmb|cny)/i, '')
    .replace(/(?:元|块|¥|rmb|cny)$/i, '')
  if (plain === '') return text.trim() === '' ? { ok: true, fen: null } : { ok: false, problem: 'notAPrice' }
  const match = /^(\d+)(?:\.(\d*))?$/.exec(plain)
  if (!match) return { ok: false, problem: 'notAPrice' }
  const [, yuan = '', fraction = ''] = match
  if (fraction.replace(/0+$/, '').length > 2) return { ok: false, problem: 'tooPrecise' }
  if (yuan.length > 8) return { ok: false, problem: 'tooLarge' }
  const fen = Number(yuan) * 100 + Number(fraction.padEnd(2, '0').slice(0, 2))
  return fen > PRICE_MAX_FEN ? { ok: false, problem: 'tooLarge' } : { ok: true, fen }
}

/** A price as it is typed: whole yuan without decimals, else two. Empty for no price. */
export function priceFieldText(fen: number | null): string {
  if (fen === null) return ''
  const cents = fen % 100
  return cents === 0 ? String(fen / 100) : `${Math.floor(fen / 100)}.${String(cents).padStart(2, '0')}`
}
