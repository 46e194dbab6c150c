import type { FanStanding } from '#shared/domain/fans/tier.ts'
import type { Review } from '#shared/domain/review/review.ts'

/** An order of the show as it stands when the export is made. Money in fen. */
export interface ExportOrder {
  readonly orderId: string
  readonly placedAtMs: number
  readonly buyerName: string
  readonly fan: FanStanding
  readonly lines: readonly { readonly name: string; readonly quantity: number }[]
  readonly amountFen: number
  readonly refundedFen: number
  readonly refunded: boolean
}

/** What an export of the review is made from. */
export interface ExportSource {
  readonly review: Review
  /** In the order in which they were placed. */
  readonly orders: readonly ExportOrder[]
  readonly madeAtMs: number
}
