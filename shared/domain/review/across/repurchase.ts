import type { RepurchaseCohort, RepurchaseWindow } from './across.ts'

const DAY_MS = 86_400_000

interface Buyer {
  firstMs: number
  secondMs: number | null
}

interface Cohort {
  buyers: number
  readonly windows: { days: number; buyers: number; censored: number; again: number }[]
}

/**
 * Repurchase (复购率): of the buyers whose first order lies in a month, those with a second one within so many days
 * after it. A buyer whose window has not passed by `nowMs` is left out of that window's base. `orders`: each with who
 * bought, orders refunded in full left out, in any order; `monthOf` names the month on the clock of the seller.
 */
export function repurchaseCohorts(
  orders: Iterable<{ readonly person: string; readonly placedAtMs: number }>,
  monthOf: (atMs: number) => string,
  { days, nowMs }: { readonly days: readonly number[]; readonly nowMs: number },
): { readonly months: RepurchaseCohort[]; readonly total: Omit<RepurchaseCohort, 'month'> } {
  const buyers = new Map<string, Buyer>()
  for (const { person, placedAtMs } of orders) {
    const known = buyers.get(person)
    if (!known) buyers.set(person, { firstMs: placedAtMs, secondMs: null })
    else if (placedAtMs < known.firstMs) {
      known.secondMs = known.firstMs
      known.firstMs = placedAtMs
    } else known.secondMs = Math.min(known.secondMs ?? placedAtMs, placedAtMs)
  }

  const months = new Map<string, Cohort>()
  const all = emptyCohort(days)
  for (const buyer of buyers.values()) {
    const month = monthOf(buyer.firstMs)
    let cohort = months.get(month)
    if (!cohort) months.set(month, (cohort = emptyCohort(days)))
    count(cohort, buyer, nowMs)
    count(all, buyer, nowMs)
  }
  return {
    months: [...months]
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([month, cohort]) => ({ month, ...told(cohort) })),
    total: told(all),
  }
}

const emptyCohort = (days: readonly number[]): Cohort => ({
  buyers: 0,
  windows: days.map((window) => ({ days: window, buyers: 0, censored: 0, again: 0 })),
})

function count(cohort: Cohort, { firstMs, secondMs }: Buyer, nowMs: number): void {
  cohort.buyers += 1
  for (const window of cohort.windows) {
    const untilMs = firstMs + window.days * DAY_MS
    if (untilMs > nowMs) window.censored += 1
    else {
      window.buyers += 1
      if (secondMs !== null && secondMs <= untilMs) window.again += 1
    }
  }
}

const told = ({ buyers, windows }: Cohort): Omit<RepurchaseCohort, 'month'> => ({
  buyers,
  windows: windows.map((window): RepurchaseWindow => ({
    ...window,
    rate: window.buyers > 0 ? window.again / window.buyers : null,
  })),
})
