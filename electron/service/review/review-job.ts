import { z } from 'zod'

import { besideShowSchema } from '#shared/domain/suggestions/show-digest.ts'

/** What the review thread is asked. `closed`: nobody writes this log any more. `beside`: of suggestions alone. */
export const reviewJobSchema = z.object({
  what: z.enum(['review', 'figures', 'suggestions']),
  dataDir: z.string(),
  sessionId: z.string(),
  closed: z.boolean(),
  beside: besideShowSchema.optional(),
})
export type ReviewJob = z.infer<typeof reviewJobSchema>

/** What it answers: the result as JSON, ready to be sent on, or why there is none. */
export const reviewAnswerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), json: z.string() }),
  z.object({
    ok: z.literal(false),
    kind: z.enum([
      'full',
      'damaged',
      'newerVersion',
      'busy',
      'readOnly',
      'io',
      'notContiguous',
      'missing',
      'bug',
    ]),
    message: z.string(),
  }),
])
export type ReviewAnswer = z.infer<typeof reviewAnswerSchema>
