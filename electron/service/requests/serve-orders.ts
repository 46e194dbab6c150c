import type { Request } from '#shared/protocol/up.ts'
import { fanFactsOf } from '../library/fan-facts.ts'
import type { Library } from '../library/library.ts'
import type { OrderToken } from '../orders/order-token.ts'
import type { Served } from './serve-request.ts'

export type OrderRequest = Extract<
  Request,
  { type: 'getFanFacts' | 'getOrderAccess' | 'renewOrderToken' | 'revokeOrderToken' }
>

/** What the staff asks about orders and buyers. @throws StorageError when the library cannot be read or written. */
export function serveOrders(
  request: OrderRequest,
  { library, orderToken }: { readonly library: Library; readonly orderToken: OrderToken },
  nowMs: number,
): Served {
  switch (request.type) {
    case 'getFanFacts':
      return {
        ok: true,
        body: { type: 'fanFacts', facts: fanFactsOf(library, request.userId, nowMs) },
      }
    case 'renewOrderToken':
      return { ok: true, body: { type: 'orderToken', token: orderToken.renew() } }
    case 'revokeOrderToken':
      orderToken.revoke()
      return access(orderToken)
    case 'getOrderAccess':
      return access(orderToken)
    default:
      return request satisfies never
  }
}

const access = (orderToken: OrderToken): Served => ({
  ok: true,
  body: { type: 'orderAccess', access: orderToken.current() },
})
