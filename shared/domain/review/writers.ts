import type { FanStanding, Tier } from '../fans/tier.ts'
import { isInside, minuteOf, minutesIn, type ReviewWindow } from './window.ts'

/** Who wrote how much inside the window. Plain data: counted in parts, the parts are merged. */
export interface Writers {
  /** One count for each minute. */
  readonly messages: number[]
  /** Messages in all, with those that lie in no minute. */
  total: number
  readonly userIds: Set<string>
  /** Members, VIPs and private-domain viewers among them, by the highest tier they wrote with. */
  readonly loyal: Map<string, Tier>
}

export const noWriters = (window: ReviewWindow): Writers => ({
  messages: Array.from({ length: minutesIn(window) }, () => 0),
  total: 0,
  userIds: new Set(),
  loyal: new Map(),
})

/** Takes one message in. */
export function addMessage(
  writers: Writers,
  window: ReviewWindow,
  { atMs, userId, fan }: { readonly atMs: number; readonly userId: string; readonly fan: FanStanding },
): void {
  if (!isInside(window, atMs)) return
  const minute = minuteOf(window, atMs)
  if (minute !== null) writers.messages[minute] = (writers.messages[minute] ?? 0) + 1
  writers.total += 1
  writers.userIds.add(userId)
  if (isLoyal(fan)) addLoyal(writers.loyal, userId, fan.tier)
}

/** Takes in what was counted elsewhere. */
export function mergeWriters(into: Writers, part: Writers): void {
  for (const [minute, count] of part.messages.entries()) {
    into.messages[minute] = (into.messages[minute] ?? 0) + count
  }
  into.total += part.total
  for (const userId of part.userIds) into.userIds.add(userId)
  for (const [userId, tier] of part.loyal) addLoyal(into.loyal, userId, tier)
}

export const isLoyal = ({ tier, privateDomain }: FanStanding): boolean => tier !== 'guest' || privateDomain

const RANK: Readonly<Record<Tier, number>> = { guest: 0, member: 1, vip: 2 }

export function addLoyal(loyal: Map<string, Tier>, userId: string, tier: Tier): void {
  const known = loyal.get(userId)
  if (known === undefined || RANK[known] < RANK[tier]) loyal.set(userId, tier)
}
