import { setImmediate } from 'node:timers/promises'

import type { Order } from '#shared/domain/orders/order.ts'
import type { Library } from '../library/library.ts'
import type { OrderRecorded } from '../library/orders.ts'
import type { RunningSession } from '../session/running-session.ts'
import { tellShow, withShowProducts } from './tell-show.ts'

/** So many orders share a transaction: sockets and chat get their turn in between, and in a show nobody waits. */
const CHUNK = 50
const CHUNK_IN_SHOW = 10

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

/** Null when the show has them. */
type Told = Promise<Error | null>

export function createOrderIntake({ library, running, nowMs }: OrderIntakeOptions): OrderIntake {
  const recordChunk = (orders: readonly Order[]): OrderRecorded[] => {
    const state = running().state()
    return library.orders.recordMany(orders.map((order) => withShowProducts(state, order)))
  }
  const tellChunk = async (orders: readonly Order[]): Promise<void> => {
    const told = await Promise.all(
      orders.map(({ orderId }) => {
        const order = library.orders.byId(orderId)
        return order ? tellShow(running(), library, order, nowMs) : Promise.resolve(true)
      }),
    )
    if (told.includes(false)) throw new ShowUnavailableError('the log of the show could not take the orders')
  }
  /** Never rejects: it is looked at when all chunks are recorded, and one of those may fail before. */
  const tell = (orders: readonly Order[]): Told =>
    tellChunk(orders).then(
      () => null,
      (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
    )

  const recordAll = async (
    orders: readonly Order[],
  ): Promise<{ recorded: OrderRecorded[]; told: Told[] }> => {
    const recorded: OrderRecorded[] = []
    const told: Told[] = []
    while (recorded.length < orders.length) {
      if (recorded.length > 0) await setImmediate()
      const size = running().state().phase === 'live' ? CHUNK_IN_SHOW : CHUNK
      const chunk = orders.slice(recorded.length, recorded.length + size)
      recorded.push(...recordChunk(chunk))
      told.push(tell(chunk))
    }
    return { recorded, told }
  }

  /** One request after the other: forty at once must not each take their chunk of one turn of the event loop. */
  let last: Promise<unknown> = Promise.resolve()
  return {
    take: async (orders) => {
      const recording = last.then(() => recordAll(orders))
      last = recording.catch(() => undefined)
      const { recorded, told } = await recording
      const problem = (await Promise.all(told)).find((one) => one !== null)
      if (problem) throw problem
      return recorded
    },
  }
}
