import { z } from 'zod'

import { heatSlotSchema } from '../review/across/across.ts'
import { rateSchema } from '../review/metrics.ts'

/** What later shows are compared with: enough of a review for the rules that look at several shows. */
const showDigestSchema = z.object({
  sessionId: z.string(),
  within30sRate: rateSchema,
  eligible: z.number().int().nonnegative(),
  items: z.array(
    z.object({
      productId: z.string().nullable(),
      title: z.string(),
      plannedMs: z.number().int().nullable(),
      airedMs: z.number().int(),
    }),
  ),
})
export type ShowDigest = z.infer<typeof showDigestSchema>

/** What is known beside a show's own review: shows before it, newest first, and the seller's week as of today. */
export const besideShowSchema = z.object({
  earlier: z.array(showDigestSchema),
  slots: z.array(heatSlotSchema),
})
export type BesideShow = z.infer<typeof besideShowSchema>
