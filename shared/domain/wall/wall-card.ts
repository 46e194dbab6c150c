import { z } from 'zod'

/** How long a card stays on the program picture; a new card replaces it at once. */
export const WALL_CARD_LASTS_MS = 10_000

/** A question and its answer pinned to the program picture (上墙). */
export const wallCardSchema = z.object({
  questionId: z.string().nullable(),
  question: z.string(),
  askerName: z.string(),
  /** Null when the host answers aloud while the question stands on the wall. */
  answer: z.string().nullable(),
  fromMs: z.number().int(),
  untilMs: z.number().int(),
})
export type WallCard = z.infer<typeof wallCardSchema>
