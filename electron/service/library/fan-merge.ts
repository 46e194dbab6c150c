import type { Fan } from '#shared/domain/fans/fan.ts'
import { later } from '#shared/domain/fans/merge-fans.ts'
import type { LaterOrders, Told } from './fan-rows.ts'

type Party = Pick<Fan, 'identities'> & { readonly told: Told }

/**
 * What is told of two fans who become one. Imports may have told of each up to another time: the orders of the one
 * told less of, between both times, are added, so that from the later time on the library counts for both.
 */
export function mergeTold(kept: Party, gone: Party, laterOrders: LaterOrders): Told {
  const untilMs = later(kept.told.untilMs, gone.told.untilMs)
  let { orders, spentFen, lastOrderMs } = kept.told
  orders += gone.told.orders
  spentFen += gone.told.spentFen
  lastOrderMs = later(lastOrderMs, gone.told.lastOrderMs)
  for (const { identities, told } of [kept, gone]) {
    if (untilMs === null || told.untilMs === untilMs) continue
    const since = laterOrders(identities, told.untilMs)
    const after = laterOrders(identities, untilMs)
    orders += since.orders - after.orders
    spentFen += since.spentFen - after.spentFen
    lastOrderMs = later(lastOrderMs, since.lastOrderMs)
  }
  return { orders, spentFen, lastOrderMs, untilMs }
}
