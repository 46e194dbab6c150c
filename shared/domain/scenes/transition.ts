import { z } from 'zod'

const durationSchema = z.number().int().min(100).max(5000)

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
