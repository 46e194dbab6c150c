import type { ShowOrder } from '../orders/show-order.ts'
import { standing } from './buyers.ts'
import type { ReviewAssociation } from './review.ts'
import type { Ask } from './threads.ts'

/** The quantile of the standard normal distribution that leaves 2.5 % at each side. */
const Z_95 = 1.959_963_984_540_054

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
    interval: newcombe(answered, rest),
  }
}

interface Share {
  readonly n: number
  readonly ordered: number
}

/**
 * 95 % interval of the difference of two independent shares: R. G. Newcombe, "Interval estimation for the difference
 * between independent proportions: comparison of eleven methods", Statistics in Medicine 17 (1998), 873-890, method 10
 * (hybrid score, without continuity correction), from E. B. Wilson's score intervals (1927) of each share.
 */
function newcombe(a: Share, b: Share): { low: number; high: number } {
  const [pa, pb] = [a.ordered / a.n, b.ordered / b.n]
  const [wa, wb] = [wilson(a), wilson(b)]
  const difference = pa - pb
  return {
    low: difference - Math.hypot(pa - wa.low, wb.high - pb),
    high: difference + Math.hypot(wa.high - pa, pb - wb.low),
  }
}

function wilson({ n, ordered }: Share): { low: number; high: number } {
  const p = ordered / n
  const z2 = Z_95 * Z_95
  const middle = (p + z2 / (2 * n)) / (1 + z2 / n)
  const half = (Z_95 / (1 + z2 / n)) * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n))
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}
