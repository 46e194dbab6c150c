import { z } from 'zod'

import { rateSchema } from '../review/metrics.ts'
import type { Review } from '../review/review.ts'

/** What later shows are compared with: enough of a review for the rules that look at several shows. */
export const showDigestSchema = z.object({
  sessionId: z.string(),
  fromMs: z.number().int(),
  within30sRate: rateSchema,
  eligible: z.number().int().nonnegative(),
  /** Items that were on air with a plan. */
  items: z.array(
    z.object({
      productId: z.string().nullable(),
      title: z.string(),
      plannedMs: z.number().int(),
      airedMs: z.number().int(),
    }),
  ),
})
export type ShowDigest = z.infer<typeof showDigestSchema>

export const digestOf = ({ session, metrics, items }: Review): ShowDigest => ({
  sessionId: session.sessionId,
  fromMs: session.fromMs,
  within30sRate: metrics.within30sRate,
  eligible: metrics.eligible,
  items: items.flatMap(({ productId, title, plannedMs, airedMs }) =>
    plannedMs === null || airedMs === 0 ? [] : [{ productId, title, plannedMs, airedMs }],
  ),
})
