import { z } from 'zod'

export const TRANSITION_MIN_MS = 100
export const TRANSITION_MAX_MS = 5000
const durationSchema = z.number().int().min(TRANSITION_MIN_MS).max(TRANSITION_MAX_MS)

/** How the program goes from one scene to the next. `direction` is where the new picture moves to as it comes in. */
export const transitionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('cut') }),
  z.object({ kind: z.literal('fade'), durationMs: durationSchema }),
  z.object({
    kind: z.literal('slide'),
    durationMs: durationSchema,
    direction: z.enum(['left', 'right', 'up', 'down']),
  }),
])
export type Transition = z.infer<typeof transitionSchema>

export const DEFAULT_TRANSITION: Transition = { kind: 'fade', durationMs: 300 }
