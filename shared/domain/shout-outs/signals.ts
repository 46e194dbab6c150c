import type { TierRules } from './rules.ts'
import type { ShoutOutFacts, Signal } from './shout-out.ts'

const DAY_MS = 86_400_000

/** The moment somebody arrived: `today` is the local date, `2026-05-20`. */
export interface Arrival {
  readonly today: string
  readonly nowMs: number
}

/**
 * Everything that a fan's coming may be a reason for, before the rules choose. `birthday` is `05-20` or with a year;
 * who was born on a leap day has the day before in other years.
 */
export function arrivalSignals(
  { facts, birthday }: { readonly facts: ShoutOutFacts; readonly birthday: string | null },
  rules: Pick<TierRules, 'backAfterDays' | 'nthVisits'>,
  { today, nowMs }: Arrival,
): Signal[] {
  const signal = (kind: Signal['kind'], count: number | null = null): Signal => ({
    kind,
    atMs: nowMs,
    count,
    item: null,
  })
  const awayDays = facts.lastSeenMs === null ? 0 : Math.floor((nowMs - facts.lastSeenMs) / DAY_MS)
  const signals = [signal('entered')]
  if (awayDays >= rules.backAfterDays) signals.push(signal('backAfter', awayDays))
  if (birthday !== null && isBirthday(birthday.slice(-5), today)) signals.push(signal('birthday'))
  if (rules.nthVisits.includes(facts.visits)) signals.push(signal('nthVisit', facts.visits))
  if (facts.due.length > 0) signals.push(signal('repurchaseDue'))
  return signals
}

function isBirthday(monthAndDay: string, today: string): boolean {
  if (monthAndDay === today.slice(5)) return true
  const year = Number(today.slice(0, 4))
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return monthAndDay === '02-29' && today.endsWith('-02-28') && !leap
}
