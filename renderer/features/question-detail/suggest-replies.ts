import type { Question } from '#shared/domain/questions/question.ts'
import { askerIdsOf, askersOf } from '#shared/domain/questions/question.ts'
import { fillReply, type CannedReply, type Variable } from '#shared/domain/replies/canned-reply.ts'
import type { Item } from '#shared/domain/run-sheet/item.ts'
import { priceAt } from '#shared/domain/run-sheet/price.ts'
import { itemByNumber } from '#shared/domain/run-sheet/run-sheet.ts'

/** Replies to a question's own intent first; inside each half those with a digit by digit, the rest as they come. */
export function suggestReplies(replies: readonly CannedReply[], question: Question): CannedReply[] {
  const rank = (reply: CannedReply): number =>
    (reply.intent === question.intent ? 0 : 100) + (reply.shortcut === null ? 10 : Number(reply.shortcut))
  return replies.toSorted((a, b) => rank(a) - rank(b))
}

/** Words for what a reply cannot know by itself. */
export interface ReplyWords {
  readonly everyone: string
  readonly itemName: (number: number, title: string) => string
  readonly price: (fen: number) => string
}

/**
 * Values for the variables of a reply. A thread of several askers addresses everyone. The item is the one the question
 * names, as the run-sheet has it, else the one on air; its price is what it costs at `nowMs`. Of a number that nobody
 * knows there is no price: a wrong one is worse than none.
 */
export function replyValues(
  question: Question,
  items: { readonly onAir: Item | null; readonly sheet: readonly Item[]; readonly nowMs: number },
  hostName: string,
  words: ReplyWords,
): Partial<Record<Variable, string>> {
  const askers = askersOf(question)
  const { itemNumber } = question
  const item =
    itemNumber === null || itemNumber === items.onAir?.number
      ? items.onAir
      : itemByNumber(items.sheet, itemNumber)
  const priceFen = item && priceAt(item, items.nowMs).fen
  const itemText = item
    ? words.itemName(item.number, item.title)
    : itemNumber === null
      ? ''
      : words.itemName(itemNumber, '')
  return {
    viewer: askerIdsOf(question).size > 1 ? words.everyone : (askers[0]?.userName ?? ''),
    item: itemText,
    price: priceFen === null ? '' : words.price(priceFen),
    host: hostName,
  }
}

/** Variables still standing in a text that is about to be sent; viewers must never read `{price}`. */
export const unfilledVariables = (text: string): readonly Variable[] => fillReply(text, {}).missing
