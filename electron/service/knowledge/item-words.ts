import { isSoldOut, type Item } from '#shared/domain/run-sheet/item.ts'
import { priceAt } from '#shared/domain/run-sheet/price.ts'
import type { LiveFact } from './entry.ts'

export type KnowledgeLanguage = 'zh-CN' | 'en'

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
      const { fen, compareFen } = priceAt(item, nowMs)
      if (fen === null) return null
      if (isSoldOut(item)) return soldOut(name, zh)
      const usual =
        compareFen === null ? '' : zh ? `（日常价 ${yuan(compareFen)}）` : ` (usually ${yuan(compareFen)})`
      const now = zh ? `${name} 现在 ${yuan(fen)}${usual}` : `${name} is ${yuan(fen)} now${usual}`
      return item.coupon === '' ? now : `${now}${zh ? '，' : ', '}${item.coupon}`
    }
    case 'stock':
      if (item.stock === null) return null
      if (isSoldOut(item)) return soldOut(name, zh)
      return zh ? `${name} 有货，还剩 ${item.stock} 件` : `${name} is in stock, ${item.stock} left`
    case 'coupon':
      return item.coupon === '' ? null : `${name}${zh ? '：' : ': '}${item.coupon}`
    default:
      return fact satisfies never
  }
}

const soldOut = (name: string, zh: boolean): string => (zh ? `${name} 已经售罄了` : `${name} is sold out`)

/** ¥399, ¥39.90: as prices are written to viewers. */
const yuan = (fen: number): string => (fen % 100 === 0 ? `¥${fen / 100}` : `¥${(fen / 100).toFixed(2)}`)
