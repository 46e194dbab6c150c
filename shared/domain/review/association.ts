import type { ShowOrder } from '../orders/show-order.ts'
import { standing } from './buyers.ts'
import type { ReviewAssociation } from './review.ts'
import { differenceInterval } from './share-interval.ts'
import type { Ask } from './threads.ts'

/** Whether askers who were answered in time ordered more often than the others. */
export function associationOf(asks: readonly Ask[], orders: Iterable<ShowOrder>): ReviewAssociation {
  /** When each viewer key ordered last. */
  const lastOrderMs = new Map<string, number>()
  for (const { userId, keys, placedAtMs } of standing(orders)) {
    for (const key of new Set([userId, ...keys])) {
      lastOrderMs.set(key, Math.max(placedAtMs, lastOrderMs.get(key) ?? -Infinity))
    }
  }
  const answered = { n: 0, ordered: 0 }
  const rest = { n: 0, ordered: 0 }
  for (const { userId, firstAtMs, inTime } of asks) {
    const group = inTime ? answered : rest
    group.n += 1
    if ((lastOrderMs.get(userId) ?? -Infinity) > firstAtMs) group.ordered += 1
  }
  if (answered.n === 0 || rest.n === 0) return { answered, rest, difference: null, interval: null }
  return {
    answered,
    rest,
    difference: answered.ordered / answered.n - rest.ordered / rest.n,
    interval: differenceInterval(shareOf(answered), shareOf(rest)),
  }
}

const shareOf = ({ n, ordered }: { readonly n: number; readonly ordered: number }) => ({ n, hits: ordered })
