import type { Item } from './item.ts'

type Priced = Pick<Item, 'priceFen' | 'listPriceFen' | 'validFromMs' | 'validUntilMs'>

/** What an item costs at one moment, in fen. */
export interface PriceNow {
  /** What a buyer pays: the live price inside its window, else the everyday one. Null when that is not known. */
  readonly fen: number | null
  /** The everyday price, where the live one is lower: what it is compared with. */
  readonly compareFen: number | null
  /** `before` and `after`: the live price is not valid yet, or no longer. */
  readonly window: 'open' | 'before' | 'after'
  /** The next moment at which this changes by itself; null when it does not. */
  readonly changesAtMs: number | null
}

/** The window includes its first moment and not its last. Without a live price the everyday one holds. */
export function priceAt(item: Priced, nowMs: number): PriceNow {
  const { priceFen, listPriceFen, validFromMs, validUntilMs } = item
  const window =
    validUntilMs !== null && nowMs >= validUntilMs
      ? 'after'
      : validFromMs !== null && nowMs < validFromMs
        ? 'before'
        : 'open'
  const changesAtMs = window === 'before' ? validFromMs : window === 'open' ? validUntilMs : null
  if (window !== 'open') return { fen: listPriceFen, compareFen: null, window, changesAtMs }
  const compare = priceFen !== null && listPriceFen !== null && listPriceFen > priceFen
  return { fen: priceFen ?? listPriceFen, compareFen: compare ? listPriceFen : null, window, changesAtMs }
}
