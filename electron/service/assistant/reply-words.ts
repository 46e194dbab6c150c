import type { Item } from '#shared/domain/run-sheet/item.ts'
import { priceAt } from '#shared/domain/run-sheet/price.ts'
import { askerIdsOf, askersOf, type Question } from '#shared/domain/questions/question.ts'
import { fillReply, type Variable } from '#shared/domain/replies/canned-reply.ts'

/**
 * A reply of the shop with its variables filled in, as it would be sent to these askers; null when one has no value,
 * as the host's name has none here. `forModel`: nobody's name is put in.
 */
export function filledReply(
  text: string,
  question: Question,
  item: Item | null,
  nowMs: number,
  forModel = false,
): string | null {
  const chinese = /\p{Script=Han}/u.test(text)
  const everyone = chinese ? '大家' : 'everyone'
  const [asker] = askersOf(question)
  const single = askerIdsOf(question).size === 1 && !forModel
  const price = item ? priceAt(item, nowMs).fen : null
  const values: Partial<Record<Variable, string>> = {
    viewer: single ? (asker?.userName ?? everyone) : everyone,
    ...(item ? { item: `${chinese ? `${item.number}号` : `No. ${item.number}`} ${item.title}`.trim() } : {}),
    ...(price === null ? {} : { price: yuan(price) }),
  }
  const filled = fillReply(text, values)
  return filled.missing.length === 0 ? filled.text.trim() : null
}

const yuan = (fen: number): string => `¥${fen % 100 === 0 ? fen / 100 : (fen / 100).toFixed(2)}`
