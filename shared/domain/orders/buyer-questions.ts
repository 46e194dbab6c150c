import { furtherMessagesOf, messagesOf, type Question } from '../questions/question.ts'
import type { ShowOrder } from './show-order.ts'

/** The threads in which the buyer asked before the order was placed, in the order in which they were asked. */
export function questionsOfBuyer(
  questions: Iterable<Question>,
  { keys, placedAtMs }: Pick<ShowOrder, 'keys' | 'placedAtMs'>,
): readonly Question[] {
  const isBuyer = new Set(keys)
  return [...questions]
    .filter(
      (question) =>
        messagesOf(question).some(({ userId, sentAtMs }) => isBuyer.has(userId) && sentAtMs <= placedAtMs) ||
        // Of further messages no time is kept; none of a thread is older than its first.
        (question.earliestSentAtMs <= placedAtMs &&
          furtherMessagesOf(question).some(({ userId }) => isBuyer.has(userId))),
    )
    .toSorted((a, b) => a.earliestSentAtMs - b.earliestSentAtMs)
}

/** The asker's first order, of those that stand, placed after the thread was answered; null: none, or no answer yet. */
export function boughtAfterAnswer(
  orders: Iterable<ShowOrder>,
  { lifecycle: { answer } }: Pick<Question, 'lifecycle'>,
  userId: string,
): ShowOrder | null {
  if (!answer) return null
  let first: ShowOrder | null = null
  for (const order of orders) {
    if (order.refunded || order.placedAtMs <= answer.atMs || !order.keys.includes(userId)) continue
    if (!first || order.placedAtMs < first.placedAtMs) first = order
  }
  return first
}
