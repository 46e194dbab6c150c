import type { Intent } from '../../questions/intent.ts'
import type { ReviewItem, ReviewThread } from '../../review/review.ts'
import { productKeyOf, threadsEvidence, type Facts, type Rule } from '../facts.ts'
import { medianOf, strengthOf, sumOf } from '../figures.ts'
import type { ShowDigest } from '../show-digest.ts'
import { AFTER_ITEM, BY_HAND, OVERRAN, PRODUCT_QUESTIONS, SOLD_OUT, WEIGHT } from '../thresholds.ts'

/** What a card can say before anybody asks. When the next show is, or where the link is, no card settles. */
const CARD_INTENTS: readonly Intent[] = [
  'size',
  'productAttribute',
  'usage',
  'shipping',
  'afterSale',
  'price',
  'coupon',
]

/** The same question about one product, asked by many. */
export const productQuestions: Rule = (facts) =>
  facts.review.items.flatMap((item) => {
    const about = threadsAbout(facts, item)
    return CARD_INTENTS.map((intent) => ({ intent, threads: about.filter((one) => one.intent === intent) }))
      .map(({ intent, threads }) => ({ intent, threads, asked: sumOf(threads.map((one) => one.askerCount)) }))
      .filter(
        ({ threads, asked }) =>
          threads.length >= PRODUCT_QUESTIONS.threads && asked >= PRODUCT_QUESTIONS.asked,
      )
      .toSorted((a, b) => b.asked - a.asked)
      .slice(0, PRODUCT_QUESTIONS.perProduct)
      .map(({ intent, threads, asked }) => {
        return {
          kind: 'productQuestions' as const,
          topic: `productQuestions/${productKeyOf(item)}/${intent}`,
          numbers: {
            ...nameOf(item),
            productId: item.productId,
            intent,
            threads: threads.length,
            asked,
            knowledge: null,
          },
          strength: strengthOf(WEIGHT.productQuestions, asked, PRODUCT_QUESTIONS.asked),
          evidence: [{ type: 'item' as const, itemId: item.itemId }, threadsEvidence(threads)],
        }
      })
  })

/** The same kind of question answered in writing over and over, each time in other words. */
export const answeredByHand: Rule = ({ review, decided }) => {
  const written = decided.filter(
    ({ answer }) =>
      answer !== null && answer.how === 'reply' && !answer.automatic && wordingOf(answer.text) !== '',
  )
  const groups = Map.groupBy(written, ({ itemId, intent }) => JSON.stringify([itemId, intent]))
  return [...groups.values()].flatMap((threads) => {
    const [first] = threads
    const wordings = new Set(threads.map(({ answer }) => wordingOf(answer?.text ?? ''))).size
    if (!first || first.intent === 'other') return []
    if (threads.length < BY_HAND.threads || wordings < BY_HAND.wordings) return []
    const item = review.items.find(({ itemId }) => itemId === first.itemId) ?? null
    return [
      {
        kind: 'answeredByHand',
        topic: `answeredByHand/${item === null ? 'shop' : productKeyOf(item)}/${first.intent}`,
        numbers: {
          intent: first.intent,
          itemNumber: item?.itemNumber ?? null,
          title: item?.title ?? null,
          threads: threads.length,
          wordings,
        },
        strength: strengthOf(WEIGHT.answeredByHand, threads.length, BY_HAND.threads),
        evidence: [threadsEvidence(threads)],
      },
    ]
  })
}

const wordingOf = (text: string | null): string => (text ?? '').replaceAll(/[\s\p{P}]+/gu, '').toLowerCase()

/** Questions about an item that had left the air and was not on it again. */
export const askedAfterItem: Rule = (facts) =>
  facts.review.items.flatMap((item) => {
    const after = threadsAbout(facts, item).flatMap((thread) => {
      const sinceMs = offAirSinceMs(item, thread.openedAtMs)
      return sinceMs === null || thread.openedAtMs - sinceMs < AFTER_ITEM.graceMs
        ? []
        : [{ thread, afterMs: thread.openedAtMs - sinceMs }]
    })
    const medianAfterMs = medianOf(after.map(({ afterMs }) => afterMs))
    if (after.length < AFTER_ITEM.threads || medianAfterMs === null) return []
    return [
      {
        kind: 'askedAfterItem',
        topic: `askedAfterItem/${productKeyOf(item)}`,
        numbers: { ...nameOf(item), threads: after.length, medianAfterMs: Math.round(medianAfterMs) },
        strength: strengthOf(WEIGHT.askedAfterItem, after.length, AFTER_ITEM.threads),
        evidence: [{ type: 'item', itemId: item.itemId }, threadsEvidence(after.map(({ thread }) => thread))],
      },
    ]
  })

/** When the item had last left the air by then; null before it was on, and while it is. */
function offAirSinceMs({ spans }: ReviewItem, atMs: number): number | null {
  const last = spans.findLast(({ fromMs }) => fromMs <= atMs)
  return last === undefined || atMs < last.toMs ? null : last.toMs
}

/** On air far longer than planned, show after show. */
export const itemOverran: Rule = ({ review, earlier }) =>
  review.items.flatMap((item) => {
    if (!ranOver(item)) return []
    const key = productKeyOf(item)
    const before = earlier.flatMap((show) => {
      const aired = airedIn(show, key)
      return aired === null ? [] : [{ sessionId: show.sessionId, ...aired }]
    })
    const over = [{ plannedMs: item.plannedMs ?? 0, airedMs: item.airedMs }, ...before.filter(ranOver)]
    if (over.length < OVERRAN.shows) return []
    const plannedMs = Math.round(medianOf(over.map((one) => one.plannedMs)) ?? 0)
    const airedMs = Math.round(medianOf(over.map((one) => one.airedMs)) ?? 0)
    return [
      {
        kind: 'itemOverran',
        topic: `itemOverran/${key}`,
        numbers: { ...nameOf(item), times: over.length, shows: before.length + 1, plannedMs, airedMs },
        strength: strengthOf(WEIGHT.itemOverran, airedMs / plannedMs - 1, OVERRAN.times - 1),
        evidence: [
          { type: 'item', itemId: item.itemId },
          { type: 'sessions', sessionIds: before.map(({ sessionId }) => sessionId) },
        ],
      },
    ]
  })

/** Null when it was not on air with a plan. The same product at two places of a sheet is one with both times. */
function airedIn({ items }: ShowDigest, key: string): { plannedMs: number; airedMs: number } | null {
  const own = items.filter(
    (item) => item.plannedMs !== null && item.airedMs > 0 && productKeyOf(item) === key,
  )
  return own.length === 0
    ? null
    : {
        plannedMs: sumOf(own.map(({ plannedMs }) => plannedMs ?? 0)),
        airedMs: sumOf(own.map(({ airedMs }) => airedMs)),
      }
}

const ranOver = ({
  plannedMs,
  airedMs,
}: {
  readonly plannedMs: number | null
  readonly airedMs: number
}): boolean =>
  plannedMs !== null &&
  plannedMs >= OVERRAN.plannedMs &&
  airedMs >= OVERRAN.times * plannedMs &&
  airedMs - plannedMs >= OVERRAN.byMs

/** Gone, and still asked for or ordered. */
export const soldOutWhileWanted: Rule = (facts) =>
  facts.review.items.flatMap((item) => {
    const { soldOutAtMs, ordersAfterSoldOut: ordersAfter } = item
    if (soldOutAtMs === null) return []
    const after = threadsAbout(facts, item).filter(({ openedAtMs }) => openedAtMs > soldOutAtMs)
    const wanted = after.length + ordersAfter
    if (wanted < SOLD_OUT.wanted) return []
    return [
      {
        kind: 'soldOutWhileWanted',
        topic: `soldOutWhileWanted/${productKeyOf(item)}`,
        numbers: { ...nameOf(item), soldOutAtMs, questionsAfter: after.length, ordersAfter },
        strength: strengthOf(WEIGHT.soldOutWhileWanted, wanted, SOLD_OUT.wanted),
        evidence: [{ type: 'item', itemId: item.itemId }, threadsEvidence(after)],
      },
    ]
  })

const threadsAbout = ({ byItem }: Facts, { itemId }: ReviewItem): readonly ReviewThread[] =>
  byItem.get(itemId) ?? []

const nameOf = ({ itemNumber, title }: ReviewItem) => ({ itemNumber, title })
