import { plainText } from '../questions/normalise-text.ts'
import { productReference } from '../questions/product-reference.ts'
import type { Item } from './item.ts'
import { priceAt } from './price.ts'
import { itemById, itemByNumber } from './run-sheet.ts'
import { spokenPrices } from './spoken-price.ts'

/** A price that differs from the run-sheet's, in fen. */
export interface PriceAlert {
  readonly saidFen: number
  /** What the item costs at this moment. */
  readonly expectedFen: number
  readonly itemNumber: number
  readonly title: string
}

export interface PriceContext {
  /** What the question is about; null where it names no item. */
  readonly questionNumber: number | null
  readonly itemOnAir: Item | null
  readonly nowMs: number
}

/**
 * The first price in `text` that is not the item's: its live price inside the window, its everyday price, either less
 * what its coupon says, as many times that as the text says pieces, or what all items named cost together. The item
 * is the one last named by number in the text, else the question's, else the one on air. Null when all prices are
 * right, or there is nothing to compare.
 */
export function priceAlert(text: string, sheet: readonly Item[], context: PriceContext): PriceAlert | null {
  const plain = plainText(text)
  const prices = spokenPrices(plain)
  if (prices.length === 0) return null
  const mentions = mentionsIn(plain)
  const pieces = piecesIn(plain)
  const togetherFen = togetherIn(plain, sheet, context.nowMs)
  for (const { at, fen } of prices) {
    const number = mentions.findLast((mention) => mention.at <= at)?.number ?? mentions[0]?.number ?? null
    const item = itemMeant(sheet, context, number)
    if (!item) continue
    const expectedFen = priceAt(item, context.nowMs).fen
    if (expectedFen === null || fen === togetherFen || isRight(fen, item, context.nowMs, pieces)) continue
    return { saidFen: fen, expectedFen, itemNumber: item.number, title: item.title }
  }
  return null
}

/**
 * Whether what is shown costs something else than the sheet says: a product put on air beside the sheet under the
 * number of one of its items. Null when it is the sheet's own, or either price is not known.
 */
export function shownPriceAlert(
  itemOnAir: Item | null,
  sheet: readonly Item[],
  nowMs: number,
): PriceAlert | null {
  if (itemOnAir === null || itemById(sheet, itemOnAir.itemId)) return null
  const planned = itemByNumber(sheet, itemOnAir.number)
  const saidFen = priceAt(itemOnAir, nowMs).fen
  const expectedFen = planned && priceAt(planned, nowMs).fen
  if (!planned || saidFen === null || expectedFen === null || saidFen === expectedFen) return null
  return { saidFen, expectedFen, itemNumber: planned.number, title: planned.title }
}

/** A number that the sheet does not have is left alone: nobody knows its price. */
function itemMeant(sheet: readonly Item[], context: PriceContext, named: number | null): Item | null {
  const { itemOnAir, questionNumber } = context
  const number = named ?? questionNumber
  if (number === null) return itemOnAir
  return itemByNumber(sheet, number) ?? (itemOnAir?.number === number ? itemOnAir : null)
}

function isRight(fen: number, item: Item, nowMs: number, pieces: readonly number[]): boolean {
  const { fen: now } = priceAt(item, nowMs)
  const bases = [now, item.listPriceFen].filter((base) => base !== null)
  const coupon = couponOf(item.coupon)
  if (coupon.named.includes(fen)) return true
  return bases.some((base) =>
    [1, ...pieces].some((count) => {
      const sum = base * count
      return fen === sum || coupon.saved.some((saved) => fen === sum - saved)
    }),
  )
}

/** The amounts a coupon's text names, in fen, and which of them it saves: 满300减30 names both and saves the second. */
function couponOf(text: string): { readonly named: readonly number[]; readonly saved: readonly number[] } {
  const plain = plainText(text)
  const amounts = Array.from(plain.matchAll(/\d{1,6}(?:\.\d{1,2})?/gu), (match) => ({
    fen: Math.round(Number(match[0]) * 100),
    isThreshold: /(?:满|over|above)\s*[¥￥]?\s*$/u.test(plain.slice(0, match.index)),
  }))
  return {
    named: amounts.map(({ fen }) => fen),
    saved: amounts.filter(({ isThreshold }) => !isThreshold).map(({ fen }) => fen),
  }
}

/** What the items named by number cost together, in fen: 3号和4号一起558. Null when fewer than two have a price. */
function togetherIn(plain: string, sheet: readonly Item[], nowMs: number): number | null {
  const numbers = new Set(
    Array.from(plain.matchAll(/(?<![\d.])(\d{1,3})\s*号/gu), ([, digits]) => Number(digits)),
  )
  const prices = [...numbers].flatMap((number) => {
    const item = itemByNumber(sheet, number)
    return (item && priceAt(item, nowMs).fen) ?? []
  })
  return prices.length < 2 ? null : prices.reduce((sum, fen) => sum + fen, 0)
}

const HAN_PIECES = '一二三四五六七八九十'

/** Two or more pieces, as in 两件798 or "two for 798". */
function piecesIn(plain: string): readonly number[] {
  const counts = Array.from(
    plain.matchAll(
      /(?<!\d)(\d{1,2}|[两二三四五六七八九十])\s*[件个条双套盒瓶袋包支份]|\b(two|three|four|\d)\s+(?:for|pieces|of them)\b/gu,
    ),
    ([, chinese, english]) => {
      const word = chinese ?? english ?? ''
      if (/^\d/.test(word)) return Number(word)
      const at = ['two', 'three', 'four'].indexOf(word)
      return at >= 0 ? at + 2 : word === '两' ? 2 : HAN_PIECES.indexOf(word) + 1
    },
  )
  return counts.filter((count) => count > 1)
}

/** Where the text names items by number, clause by clause. */
function mentionsIn(plain: string): readonly { readonly at: number; readonly number: number }[] {
  return Array.from(plain.matchAll(/(?:[^，。；;!?！？\n,]|(?<=\d),(?=\d{3}(?!\d)))+/gu), (clause) => {
    const reference = productReference(clause[0])
    return reference?.kind === 'link' ? { at: clause.index, number: reference.number } : null
  }).filter((mention) => mention !== null)
}
