import { z } from 'zod'

const count = z.number().int().nonnegative()

/** Grows with every change of what is counted or how: older roll-ups are made anew. */
export const FIGURES_VERSION = 2

/** As `shared/domain/questions/clock.ts` has it; the product's promise. */
export const ANSWER_WITHIN_MS = 30_000

/** What is computed from the events of one session. Rates are fractions; null: there is nothing to divide by. */
export const figuresSchema = z.object({
  events: count.describe('Stored events, withheld ones among them'),
  withheld: count,
  eventsByType: z.record(z.string(), count),
  danmaku: count,
  viewers: count.describe('Distinct viewers who entered'),
  writers: count.describe('Distinct viewers who wrote'),
  threads: count.describe('Questions, without those dismissed or merged into another'),
  dismissed: count,
  merged: count,
  eligible: count.describe('Of `threads`, all but those whose clock still ran at the end'),
  within30s: count.describe('Answered at most 30 s after the earliest message of the thread was sent'),
  late: count,
  missed: count,
  pendingAtEnd: count,
  within30sRate: z.number().nullable().describe('within30s ÷ eligible'),
  replyRate: z.number().nullable().describe('(within30s + late) ÷ threads'),
  orders: count.describe('Not refunded in full'),
  refundedOrders: count,
  gmvFen: count.describe('What orders brought after refunds, in fen'),
})
export type Figures = z.infer<typeof figuresSchema>

/** An order of a session, to be counted on its day. */
export interface RolledOrder {
  readonly orderId: string
  readonly placedAtMs: number
  readonly netFen: number
  readonly refunded: boolean
}
