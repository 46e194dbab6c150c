import { setImmediate } from 'node:timers/promises'

import type { Order } from '#shared/domain/orders/order.ts'
import type { Library } from '../library/library.ts'
import type { OrderRecorded } from '../library/orders.ts'
import type { RunningSession } from '../session/running-session.ts'
import { tellShow, withShowProducts } from './tell-show.ts'

/** So many orders share a transaction: sockets and chat get their turn in between. */
const CHUNK = 50

/** Where orders come in while the studio runs. */
export interface OrderIntake {
  /**
   * Records the orders in the library and tells the running show of those placed in it. Resolves when both hold
   * them. @throws StorageError when the library cannot, ShowUnavailableError when the show's log cannot take them;
   * they may all be sent again then.
   */
  readonly take: (orders: readonly Order[]) => Promise<OrderRecorded[]>
}

/** The library has the orders, the log of the running show has not. */
export class ShowUnavailableError extends Error {
  override readonly name = 'ShowUnavailableError'
}

export interface OrderIntakeOptions {
  readonly library: Pick<Library, 'orders' | 'fans'>
  readonly running: () => RunningSession
  readonly nowMs: () => number
}

export function createOrderIntake({ library, running, nowMs }: OrderIntakeOptions): OrderIntake {
  const takeChunk = async (orders: readonly Order[]): Promise<OrderRecorded[]> => {
    const state = running().state()
    const recorded = library.orders.recordMany(orders.map((order) => withShowProducts(state, order)))
    const told = await Promise.all(
      orders.map(({ orderId }) => {
        const order = library.orders.byId(orderId)
        return order ? tellShow(running(), library, order, nowMs) : Promise.resolve(true)
      }),
    )
    if (told.includes(false)) throw new ShowUnavailableError('the log of the show could not take the orders')
    return recorded
  }

  return {
    take: async (orders) => {
      const recorded: OrderRecorded[] = []
      for (let from = 0; from < orders.length; from += CHUNK) {
        if (from > 0) await setImmediate()
        recorded.push(...(await takeChunk(orders.slice(from, from + CHUNK))))
      }
      return recorded
    },
  }
}
