import { useState } from 'react'

import { questionsOfBuyer } from '#shared/domain/orders/buyer-questions.ts'
import type { ShowOrder } from '#shared/domain/orders/show-order.ts'
import type { SessionState, Totals } from '#shared/domain/session/state.ts'
import { useStaff } from '#renderer/session-client/staff-context.tsx'

/** More rows than anybody reads during a show; the lists of the shop have them all. */
const SHOWN = 100

export interface ShownOrder {
  readonly order: ShowOrder
  /** In how many threads the buyer asked before. */
  readonly asked: number
}

export interface ShowOrders {
  /** Newest first. */
  readonly orders: readonly ShownOrder[]
  readonly all: number
  readonly totals: Pick<Totals, 'orders' | 'gmvFen' | 'buyers'>
}

/** The orders of the running show. */
export function useShowOrders(): ShowOrders {
  const [select] = useState(orderSelector)
  return useStaff(({ session }) => select(session))
}

/** The session is another one with every danmaku; its orders are taken out anew only when one has come or changed. */
function orderSelector(): (session: SessionState | null) => ShowOrders {
  let stamp = ''
  let last = ordersOf(null)
  return (session) => {
    const totals = session?.totals
    const now = `${session?.sessionId}/${session?.orders.size}/${totals?.orders}/${totals?.gmvFen}`
    if (now !== stamp) last = ordersOf(session)
    stamp = now
    return last
  }
}

function ordersOf(session: SessionState | null): ShowOrders {
  if (!session) return { orders: [], all: 0, totals: { orders: 0, gmvFen: 0, buyers: 0 } }
  const questions = [...session.questions.values()]
  const orders = [...session.orders.values()]
    .toSorted((a, b) => b.placedAtMs - a.placedAtMs)
    .slice(0, SHOWN)
    .map((order) => ({ order, asked: questionsOfBuyer(questions, order).length }))
  return { orders, all: session.orders.size, totals: session.totals }
}
