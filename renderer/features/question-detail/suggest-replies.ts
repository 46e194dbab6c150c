import type { Question } from '#shared/domain/questions/question.ts'
import { askerIdsOf, askersOf } from '#shared/domain/questions/question.ts'
import { fillReply, type CannedReply, type Variable } from '#shared/domain/replies/canned-reply.ts'
import type { Item } from '#shared/domain/run-sheet/item.ts'

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
 * Values for the variables of a reply. A thread of several askers addresses everyone. The item and its price are
 * given only when the question is about the item on air, or about none: a wrong price is worse than none.
 */
export function replyValues(
  question: Question,
  itemOnAir: Item | null,
  hostName: string,
  words: ReplyWords,
): Partial<Record<Variable, string>> {
  const askers = askersOf(question)
  const { itemNumber } = question
  const item =
    itemOnAir !== null && (itemNumber === null || itemNumber === itemOnAir.number) ? itemOnAir : null
  const itemText = item
    ? words.itemName(item.number, item.title)
    : itemNumber === null
      ? ''
      : words.itemName(itemNumber, '')
  return {
    viewer: askerIdsOf(question).size > 1 ? words.everyone : (askers[0]?.userName ?? ''),
    item: itemText,
    price: item?.priceFen === null || item === null ? '' : words.price(item.priceFen),
    host: hostName,
  }
}

/** Variables still standing in a text that is about to be sent; viewers must never read `{price}`. */
export const unfilledVariables = (text: string): readonly Variable[] => fillReply(text, {}).missing
