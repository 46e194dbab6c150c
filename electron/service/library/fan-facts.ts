import type { FanFacts } from '#shared/domain/fans/fan.ts'
import { fanIdOfKey } from '#shared/domain/orders/buyer-key.ts'
import type { Library } from './library.ts'

/**
 * What the studio can tell of a viewer at `nowMs`: bought, due again, and what others buy with that. `userKey` is a
 * viewer key or the key under which a show's order names a fan (`buyerKeys`). Null for one the library does not know.
 */
export function fanFactsOf(
  { fans, orders }: Pick<Library, 'fans' | 'orders'>,
  userKey: string,
  nowMs: number,
): FanFacts | null {
  const fanId = fanIdOfKey(userKey)
  const fan = fanId === null ? fans.byKey(userKey) : fans.byId(fanId)
  if (!fan) return null
  return {
    fan,
    bought: orders.bought(fan),
    due: orders.due(fan, nowMs),
    boughtWith: orders.recommended(fan),
  }
}
