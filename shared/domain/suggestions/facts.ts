import { MINUTE_MS, type Review, type ReviewItem, type ReviewThread } from '../review/review.ts'
import type { BesideShow } from './show-digest.ts'
import type { Suggestion } from './suggestion.ts'

/** What suggestions are made from. */
export interface SuggestionInput extends BesideShow {
  readonly review: Review
}

/** The input with what several rules look at. */
export interface Facts extends SuggestionInput {
  /** Threads that count: neither merged nor dismissed, and their clock was decided. */
  readonly decided: readonly ReviewThread[]
  /** Those that were not answered within 30 s. */
  readonly overTime: readonly ReviewThread[]
  /** All that count about each item, those pending at the end too. */
  readonly byItem: ReadonlyMap<string, readonly ReviewThread[]>
  /** Each time a person took a thread on or answered one, in order. */
  readonly acts: readonly Act[]
}

export interface Act {
  readonly id: string
  readonly name: string
  readonly atMs: number
}

export type Rule = (facts: Facts) => readonly Suggestion[]

export function factsOf(input: SuggestionInput): Facts {
  const { threads } = input.review
  const decided = threads.filter(({ outcome }) => isDecided(outcome))
  const byItem = new Map<string, ReviewThread[]>()
  for (const thread of threads) {
    const { itemId, outcome } = thread
    if (itemId === null || outcome === 'merged' || outcome === 'dismissed') continue
    const own = byItem.get(itemId)
    if (own) own.push(thread)
    else byItem.set(itemId, [thread])
  }
  return {
    ...input,
    decided,
    overTime: decided.filter(isOverTime),
    byItem,
    acts: threads.flatMap(actsOf).toSorted((a, b) => a.atMs - b.atMs),
  }
}

const isDecided = (outcome: ReviewThread['outcome']): boolean =>
  outcome === 'inTime' || outcome === 'late' || outcome === 'missed'

export const isOverTime = ({ outcome }: ReviewThread): boolean => outcome === 'late' || outcome === 'missed'

/** What people did with a thread; what the studio answered by itself is nobody's. */
function actsOf({ claims, answer }: ReviewThread): Act[] {
  const taken = claims.map(({ id, name, atMs }) => ({ id, name, atMs }))
  if (answer === null || answer.automatic) return taken
  return [...taken, { id: answer.byId, name: answer.byName, atMs: answer.atMs }]
}

/** When the minute of the curve began in which something was. */
export const minuteOf = (review: Review, atMs: number): number =>
  review.session.fromMs + Math.floor((atMs - review.session.fromMs) / MINUTE_MS) * MINUTE_MS

/** The same in every show: the product of the library, else the title. */
export const productKeyOf = (item: Pick<ReviewItem, 'productId' | 'title'>): string =>
  item.productId === null ? `title:${item.title}` : `product:${item.productId}`

export const threadsEvidence = (threads: readonly ReviewThread[]) => ({
  type: 'threads' as const,
  questionIds: threads.map(({ questionId }) => questionId),
})
