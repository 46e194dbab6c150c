import type { SessionEvent } from '../session/event.ts'
import type { LogReview } from './log-review.ts'
import type { Review } from './review.ts'
import { createReviewFold, type LogEdges } from './review-fold.ts'
import type { ToldOrder } from './session-orders.ts'
import { withOrders } from './with-orders.ts'

/**
 * The review of one session: a pure fold of its events, in the order of the log, and of the orders that the library
 * holds of it. Events of unknown types change nothing but where the log ends.
 */
export const reviewOf = (events: readonly SessionEvent[], told: Iterable<ToldOrder> = []): Review =>
  withOrders(logReviewOf(events), told)

/** The same without the orders. */
export function logReviewOf(events: readonly SessionEvent[]): LogReview {
  const fold = createReviewFold(edgesOf(events))
  for (const event of events) fold.add(event)
  return fold.finish()
}

/** A show goes live once; what ends it is its last end. */
function edgesOf(events: readonly SessionEvent[]): LogEdges {
  const live = events.find(({ type }) => type === 'wentLive')
  const ended = events.findLast((event) => event.type === 'showEnded')
  const last = events.at(-1)
  const before = ended ? events.findLast(({ seq }) => seq < ended.seq) : last
  return {
    firstAtMs: events[0]?.atMs ?? 0,
    liveAtMs: live?.atMs ?? null,
    endedAtMs: ended?.atMs ?? null,
    endReason: ended?.type === 'showEnded' ? ended.body.reason : null,
    lastAtMs: before?.atMs ?? ended?.atMs ?? 0,
    lastSeq: last?.seq ?? 0,
  }
}
