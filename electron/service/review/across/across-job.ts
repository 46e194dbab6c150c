import { z } from 'zod'

const shows = z.number().int().positive()

/** What can be asked across sessions. `limit`, `sessions`: how many of the newest shows. */
export const acrossQuestionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('trends'), limit: shows }),
  z.object({ kind: z.literal('heatmap'), days: z.union([z.literal(7), z.literal(30)]) }),
  z.object({ kind: z.literal('cohorts') }),
  z.object({ kind: z.literal('unanswered'), sessions: shows }),
  z.object({ kind: z.literal('compare'), a: z.string(), b: z.string() }),
  z.object({ kind: z.literal('comparison'), sessionId: z.string() }),
  /** A fan's id, or a viewer key. */
  z.object({ kind: z.literal('fan'), id: z.string() }),
])
export type AcrossQuestion = z.infer<typeof acrossQuestionSchema>

/** What the asker knows and the library does not. */
export const acrossContextSchema = z.object({
  nowMs: z.number().int(),
  /** The seller's clock: an IANA zone. */
  timeZone: z.string(),
  /** Sessions whose log cannot be read: nobody waits for them. */
  unreadable: z.array(z.string()),
})
export type AcrossContext = z.infer<typeof acrossContextSchema>

/** What the thread that reads across sessions is asked. */
export const acrossJobSchema = z.object({
  libraryFile: z.string(),
  question: acrossQuestionSchema,
  context: acrossContextSchema,
})
export type AcrossJob = z.infer<typeof acrossJobSchema>

/**
 * `json`: the answer as text, ready to be sent. `notFound`: there is no such session or person; `notReady`: the review
 * of the session is still being made; `damaged`: it cannot be, for its log cannot be read.
 */
export const acrossAnswerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('answer'), json: z.string() }),
  z.object({ kind: z.literal('notFound') }),
  z.object({ kind: z.literal('notReady') }),
  z.object({ kind: z.literal('damaged') }),
  z.object({ kind: z.literal('failed'), message: z.string() }),
])
export type AcrossAnswer = z.infer<typeof acrossAnswerSchema>
