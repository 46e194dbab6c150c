import type { Request } from '#shared/protocol/up.ts'
import { fanFactsOf } from '../library/fan-facts.ts'
import type { Library } from '../library/library.ts'
import type { Served } from './serve-request.ts'

export type OrderRequest = Extract<Request, { type: 'getFanFacts' }>

/** What the staff asks about orders and buyers. @throws StorageError when the library cannot be read. */
export function serveOrders(request: OrderRequest, library: Library, nowMs: number): Served {
  switch (request.type) {
    case 'getFanFacts':
      return {
        ok: true,
        body: { type: 'fanFacts', facts: fanFactsOf(library, request.userId, nowMs) },
      }
    default:
      return request.type satisfies never
  }
}
