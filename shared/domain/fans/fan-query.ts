import { z } from 'zod'
import { tierSchema } from './tier.ts'

const FAN_PAGE_MAX = 100
export const FAN_SORTS = ['lastSeen', 'spent', 'orders', 'visits', 'name'] as const

/** Which fans a list shows. `text`: every word of it is in a name, an id or a tag. Null filters hold nothing back. */
export const fanQuerySchema = z.object({
  text: z.string().trim().max(80),
  tier: tierSchema.nullable(),
  privateDomain: z.boolean().nullable(),
  tag: z.string().trim().min(1).max(20).nullable(),
  /** Only who should need something again that they bought. */
  due: z.boolean().optional(),
  /** Only who has been in this show. */
  sessionId: z.string().max(64).nullable(),
  sort: z.enum(FAN_SORTS),
  offset: z.number().int().nonnegative(),
  limit: z.number().int().min(1).max(FAN_PAGE_MAX),
})
export type FanQuery = z.infer<typeof fanQuerySchema>
