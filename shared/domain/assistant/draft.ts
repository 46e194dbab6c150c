import { z } from 'zod'

import { suggestionSourceSchema } from '../knowledge/suggestion.ts'

export const DRAFT_TEXT_MAX = 300

/** What in a draft needs a second look before anybody sends it. */
export const draftWarningSchema = z.discriminatedUnion('kind', [
  /** A price that is not the run-sheet's, in fen. */
  z.object({ kind: z.literal('price'), saidFen: z.number().int(), expectedFen: z.number().int() }),
  /** Numbers that are in none of the sources, as the draft writes them. */
  z.object({ kind: z.literal('number'), numbers: z.array(z.string()) }),
  /** A link, an address or an account that is in none of the sources. */
  z.object({ kind: z.literal('contact'), text: z.string() }),
  /** It names none of the sources it was given. */
  z.object({ kind: z.literal('noSource') }),
])
export type DraftWarning = z.infer<typeof draftWarningSchema>

/** A reply a language model has written. It is never sent as it is but by unattended hours that allow drafts. */
export const draftSchema = z.object({
  text: z.string().min(1).max(DRAFT_TEXT_MAX),
  /** What the model says it used. */
  sources: z.array(suggestionSourceSchema),
  /** How fully the sources answer the question, in the model's own opinion (0..1). */
  confidence: z.number().min(0).max(1),
  warnings: z.array(draftWarningSchema),
  model: z.string(),
})
export type Draft = z.infer<typeof draftSchema>

/** Why there is no draft; screens have a sentence for each. */
export const draftProblemSchema = z.enum([
  'off',
  'badKey',
  'unreachable',
  'timedOut',
  'unknownModel',
  'rateLimited',
  'refused',
  'serverError',
  'badAnswer',
  'busy',
  'cancelled',
])
export type DraftProblem = z.infer<typeof draftProblemSchema>

export const draftOutcomeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('drafted'), draft: draftSchema }),
  /** Nothing known speaks of it, or the model found no answer in what is known. */
  z.object({ kind: z.literal('cannotAnswer'), why: z.enum(['nothingKnown', 'notInSources']) }),
  /** `detail` is the endpoint's own word for the technician, without anything secret; often empty. */
  z.object({ kind: z.literal('failed'), problem: draftProblemSchema, detail: z.string() }),
])
export type DraftOutcome = z.infer<typeof draftOutcomeSchema>
