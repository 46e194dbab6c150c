import { z } from 'zod'

import { tierSchema } from '../fans/tier.ts'
import { shoutOutRulesSchema } from './rules.ts'
import { candidateSchema, promptSchema, shoutOutFanSchema } from './shout-out.ts'

const promptId = z.string()

/** Bodies of the session's events about shout-outs; see `eventBodies`. */
export const shoutOutEventBodies = {
  /** Reasons to greet a fan have come up; they wait with those the fan has already. */
  shoutOutSignalled: candidateSchema.omit({ sinceMs: true }),
  /** `passedOver`: tiers that had somebody to greet and stood back. */
  shoutOutPrompted: z.object({ prompt: promptSchema, passedOver: z.array(tierSchema) }),
  shoutOutThanked: z.object({ promptId, fan: shoutOutFanSchema }),
  shoutOutSkipped: z.object({ promptId, fan: shoutOutFanSchema }),
  shoutOutSnoozed: z.object({ promptId, fan: shoutOutFanSchema, untilMs: z.number().int() }),
  /** `prompted`: the host did nothing about it; `waiting`: its turn never came; `crowdedOut`: too many waited. */
  shoutOutExpired: z.object({
    promptId: promptId.nullable(),
    fan: shoutOutFanSchema,
    while: z.enum(['prompted', 'waiting', 'crowdedOut']),
  }),
  shoutOutVetoed: z.object({ promptId: promptId.nullable(), fan: shoutOutFanSchema }),
  /** The prompt makes way for an urgent question, and comes back. */
  shoutOutYielded: z.object({ promptId }),
  shoutOutResumed: z.object({ promptId, untilMs: z.number().int() }),
  shoutOutRulesSet: z.object({ rules: shoutOutRulesSchema }),
} as const
