import { hasPersonalNumber, withoutPersonalNumbers } from '#shared/domain/knowledge/personal-number.ts'
import { normaliseText } from '#shared/domain/questions/normalise-text.ts'
import { askersOf, type Question } from '#shared/domain/questions/question.ts'
import type { SessionState } from '#shared/domain/session/state.ts'
import type { LearnedReplies } from '../library/learned-replies.ts'
import type { KnowledgeBase } from './knowledge-base.ts'
import { understand, type Asked } from './product-in-question.ts'

/** What the knowledge is asked about a question of a session. */
export const askedOf = (question: Question, state: SessionState): Asked => ({
  text: question.messages[0]?.text ?? '',
  intent: question.intent,
  itemNumber: question.itemNumber,
  sheet: state.runSheet,
  onAir: state.itemOnAir?.item ?? null,
})

/** A name this short is as likely a word of the answer. */
const NAME_MIN = 2

/**
 * Remembers that this text was sent to this question: as one more use of what was known already, or as a reply of its
 * own. Names of askers become `{viewer}`. What is personal is not remembered.
 */
export function learnReply(
  parts: { readonly base: KnowledgeBase; readonly learned: LearnedReplies; readonly atMs: number },
  state: SessionState,
  question: Question,
  text: string,
): void {
  const { base, learned, atMs } = parts
  const reply = withoutNames(text, question)
  // An answer with the number of a parcel, an order or a telephone is for one person only.
  if (hasPersonalNumber(reply) || normaliseText(reply.replaceAll('{viewer}', '')).length < 2) return
  const asked = askedOf(question, state)
  const { product, rest } = understand(asked, base.names)
  const known = base.recognise(asked, reply)
  learned.record({
    sessionId: state.sessionId,
    questionId: question.questionId,
    question: withoutPersonalNumbers(rest).trim().slice(0, 120),
    atMs,
    answer:
      known === null
        ? {
            text: reply,
            intent: question.intent,
            productId: product?.productId ?? null,
            itemTitle: product?.productId === null ? (product.item?.title ?? '') : '',
          }
        : { entryId: known },
  })
}

function withoutNames(text: string, question: Question): string {
  let reply = text
  for (const { userName } of askersOf(question)) {
    const name = userName.trim()
    if (name.length >= NAME_MIN) reply = reply.replaceAll(name, '{viewer}')
  }
  return reply.trim()
}

/** Puts into the base what has changed about these entries. */
export function refresh(base: KnowledgeBase, learned: LearnedReplies, entryIds: readonly string[]): void {
  for (const entryId of entryIds) {
    const learnedId = /^learned:(\d+)$/.exec(entryId)?.[1]
    if (learnedId === undefined) {
      base.setUse(entryId, learned.sentOf(entryId))
      continue
    }
    const reply = learned.find(Number(learnedId))
    if (reply === null) base.removeLearned(Number(learnedId))
    else base.putLearned(reply)
  }
}
