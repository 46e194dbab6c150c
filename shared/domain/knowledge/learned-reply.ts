import { z } from 'zod'

import { intentSchema } from '../questions/intent.ts'

/** Questions a learned reply is shown with; the index knows as many. */
export const LEARNED_QUESTIONS_SHOWN = 8

/**
 * A reply somebody wrote and sent, kept to be proposed again. `text` may hold the variables of canned replies, where
 * the asker's name stood. `itemTitle` says which item it was about when that had no product of the library.
 */
export const learnedReplySchema = z.object({
  learnedId: z.number().int().positive(),
  text: z.string().min(1).max(400),
  intent: intentSchema,
  productId: z.string().nullable(),
  itemTitle: z.string(),
  uses: z.number().int().nonnegative(),
  lastUsedAtMs: z.number().int(),
  /** What it was sent to, newest first. */
  questions: z.array(z.string()),
})
export type LearnedReply = z.infer<typeof learnedReplySchema>
