import { z } from 'zod'

import { showOrderSchema } from '../orders/show-order.ts'
import { airingSchema } from '../run-sheet/airings.ts'
import { itemSchema } from '../run-sheet/item.ts'
import { metricsSchema } from './metrics.ts'
import { reviewItemSchema, reviewMinuteSchema, reviewSchema, reviewShoutOutSchema } from './review.ts'

const logMetricsSchema = metricsSchema.omit({
  orders: true,
  buyers: true,
  conversionRate: true,
  gmvFen: true,
  refundedOrders: true,
  refundedFen: true,
  gpmFen: true,
  uvValueFen: true,
  aovFen: true,
})
export type LogMetrics = z.infer<typeof logMetricsSchema>

/** What the headline figures are made of: the log's own, and the orders it holds. */
export const logFiguresSchema = z.object({
  session: reviewSchema.shape.session,
  metrics: logMetricsSchema,
  orders: z.array(showOrderSchema),
})
export type LogFigures = z.infer<typeof logFiguresSchema>

/** Everything else that the log alone tells. */
export const logRestSchema = reviewSchema
  .pick({
    version: true,
    markers: true,
    recordings: true,
    threads: true,
    moderators: true,
    fairness: true,
    incidents: true,
  })
  .extend({
    minutes: z.array(reviewMinuteSchema.omit({ orders: true, gmvFen: true })),
    items: z.array(
      reviewItemSchema.omit({
        orders: true,
        buyers: true,
        pieces: true,
        gmvFen: true,
        conversionRate: true,
        ordersAfterSoldOut: true,
      }),
    ),
    shoutOuts: z.array(reviewShoutOutSchema.omit({ ordersAfter: true, gmvAfterFen: true })),
    asks: z.array(z.object({ userId: z.string(), firstAtMs: z.number(), inTime: z.boolean() })),
    /** What an order's line is matched with. */
    runSheet: z.array(itemSchema),
    airings: z.array(airingSchema),
  })
export type LogRest = z.infer<typeof logRestSchema>

/** A review without the orders: what only the log can change, so that it can be kept beside it. */
export interface LogReview {
  readonly figures: LogFigures
  readonly rest: LogRest
}
