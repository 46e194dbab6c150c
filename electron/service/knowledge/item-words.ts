import type { Item } from '#shared/domain/run-sheet/item.ts'
import type { LiveFact } from './entry.ts'

export type KnowledgeLanguage = 'zh-CN' | 'en'

/** The price that holds at `nowMs`: the live one inside its window, else the everyday one; null when not known. */
export function currentPriceFen(item: Item, nowMs: number): number | null {
  const { priceFen, listPriceFen, validFromMs, validUntilMs } = item
  const open = (validFromMs ?? -Infinity) <= nowMs && nowMs <= (validUntilMs ?? Infinity)
  return priceFen !== null && open ? priceFen : listPriceFen
}

/** What the sheet says of an item, in a sentence to send; null when it says nothing. */
export function itemWords(
  item: Item,
  fact: LiveFact,
  language: KnowledgeLanguage,
  nowMs: number,
): string | null {
  const zh = language === 'zh-CN'
  const name = `${zh ? `${item.number}号` : `No. ${item.number}`} ${item.title}`.trim()
  switch (fact) {
    case 'price': {
      const priceFen = currentPriceFen(item, nowMs)
      if (priceFen === null) return null
      const { listPriceFen } = item
      if (item.stock === 0) return soldOut(name, zh)
      if (priceFen === listPriceFen)
        return zh ? `${name} 是 ${yuan(priceFen)}` : `${name} is ${yuan(priceFen)}`
      const usual =
        listPriceFen === null || listPriceFen <= priceFen
          ? ''
          : zh
            ? `（日常价 ${yuan(listPriceFen)}）`
            : ` (usually ${yuan(listPriceFen)})`
      const now = zh
        ? `${name} 直播间 ${yuan(priceFen)}${usual}`
        : `${name} is ${yuan(priceFen)} live${usual}`
      return item.coupon === '' ? now : `${now}${zh ? '，' : ', '}${item.coupon}`
    }
    case 'stock':
      if (item.stock === null) return null
      if (item.stock === 0) return soldOut(name, zh)
      return zh ? `${name} 有货，还剩 ${item.stock} 件` : `${name} is in stock, ${item.stock} left`
    case 'coupon':
      return item.coupon === '' ? null : `${name}${zh ? '：' : ': '}${item.coupon}`
    default:
      return fact satisfies never
  }
}

const soldOut = (name: string, zh: boolean): string => (zh ? `${name} 已经售罄了` : `${name} is sold out`)

/** ¥399, ¥39.90: as prices are written to viewers. */
export const yuan = (fen: number): string =>
  fen % 100 === 0 ? `¥${fen / 100}` : `¥${(fen / 100).toFixed(2)}`
