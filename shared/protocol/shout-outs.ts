import { z } from 'zod'

import { tierSchema } from '#shared/domain/fans/tier.ts'

const count = z.number().int().nonnegative()

const tierFairnessSchema = z.object({
  tier: tierSchema,
  seen: count,
  signalled: count,
  prompted: count,
  thanked: count,
  skipped: count,
  expired: count,
  medianWaitMs: count.nullable(),
})

/** What screens ask of shout-outs beside the session's own commands. */
export const shoutOutRequests = [
  /** Who was greeted in the session at hand; asked when it is over. */
  z.object({ type: z.literal('getShoutOutFairness') }),
] as const

export const shoutOutResponses = [
  z.object({
    type: z.literal('shoutOutFairness'),
    sessionId: z.string(),
    tiers: z.array(tierFairnessSchema),
  }),
] as const
