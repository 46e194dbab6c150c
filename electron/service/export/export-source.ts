import type { ShowOrder } from '#shared/domain/orders/show-order.ts'
import type { Review } from '#shared/domain/review/review.ts'

/** What an export of the review is made from. */
export interface ExportSource {
  readonly review: Review
  /** Those that the review counts, refunded ones too. */
  readonly orders: readonly ShowOrder[]
  readonly madeAtMs: number
}
