import type { FanStanding } from '#shared/domain/fans/tier.ts'
import type { SessionState } from '#shared/domain/session/state.ts'
import type { Pushed } from '#shared/domain/shout-outs/decide-shout-out.ts'
import { fanFactsOf } from '../library/fan-facts.ts'
import type { Library } from '../library/library.ts'

/** A fan as shout-outs know one. */
export interface KnownFan extends Pushed {
  readonly birthday: string | null
}

/**
 * What the library knows of a viewer for a greeting in this session; null for strangers and for fans who want no use
 * made of what is known of them. Throws StorageError.
 */
export function knownFan(
  library: Library,
  userId: string,
  { createdAtMs }: Pick<SessionState, 'createdAtMs'>,
  nowMs: number,
): KnownFan | null {
  const known = fanFactsOf(library, userId, nowMs)
  if (!known || known.fan.consent === 'refused') return null
  const { fan, bought, due } = known
  const [last] = bought
  // Whether this show's visit has been counted already depends on who was told first of the viewer's coming.
  const counted = fan.lastSeenMs !== null && fan.lastSeenMs >= createdAtMs
  return {
    fan: {
      fanKey: fan.fanId,
      userId,
      name: fan.name,
      sayAs: fan.sayAs,
      tier: fan.tier,
      privateDomain: fan.privateDomain,
    },
    facts: {
      lastSeenMs: counted ? library.fans.seenBeforeMs(fan.fanId) : fan.lastSeenMs,
      visits: fan.visits + (counted ? 0 : 1),
      orders: fan.orders,
      lastPurchase: last === undefined ? null : { name: last.name, atMs: last.atMs },
      due,
    },
    birthday: fan.birthday,
  }
}

/** Whom shout-outs look at by themselves. */
export const isLoyalStanding = ({ tier, privateDomain }: FanStanding): boolean =>
  tier !== 'guest' || privateDomain

/** Answered from memory for whoever was here lately. */
export const isLoyal = (library: Library, userId: string): boolean =>
  isLoyalStanding(library.fans.standing(userId))
