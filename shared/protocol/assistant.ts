import { z } from 'zod'

import { assistantSettingsSchema } from '#shared/domain/assistant/assistant-settings.ts'
import { draftOutcomeSchema, draftProblemSchema } from '#shared/domain/assistant/draft.ts'
import { unattendedRulesSchema } from '#shared/domain/assistant/unattended-rules.ts'

const questionId = z.string().min(1).max(40)
const key = z.string().trim().min(1).max(4_000)

/** What the staff asks of drafts and unattended hours. */
export const assistantRequests = [
  /** Whether drafts can be asked for; for every member of the staff. */
  z.object({ type: z.literal('getDrafting') }),
  /** One at a time for each thread: who asks while one is under way waits for the same draft. */
  z.object({ type: z.literal('draftReply'), questionId }),
  z.object({ type: z.literal('cancelDraft'), questionId }),
  z.object({ type: z.literal('getAssistant') }),
  z.object({ type: z.literal('saveAssistant'), settings: assistantSettingsSchema }),
  /** The host window hands over the key it keeps, for as long as the service runs. `origin`: whose key it is. */
  z.object({ type: z.literal('holdAssistantKey'), origin: z.string().max(300), key: key.nullable() }),
  /** Asks the endpoint for a word, with settings that are not saved. `key` null: the one that is held. */
  z.object({ type: z.literal('testAssistant'), settings: assistantSettingsSchema, key: key.nullable() }),
  /** What the rules would have answered in the running show, or in the last one. */
  z.object({ type: z.literal('previewUnattended'), rules: unattendedRulesSchema }),
] as const

/** A question that would have been answered. */
const previewedAnswerSchema = z.object({
  questionId: z.string(),
  question: z.string(),
  text: z.string(),
  source: z.string(),
  confidence: z.number(),
})

export const assistantResponses = [
  z.object({ type: z.literal('drafting'), offered: z.boolean(), model: z.string() }),
  z.object({ type: z.literal('draft'), outcome: draftOutcomeSchema }),
  z.object({
    type: z.literal('assistant'),
    settings: assistantSettingsSchema,
    /** A key for this address is held. */
    keyHeld: z.boolean(),
    /** The rules that were in force last, to begin with. */
    rules: unattendedRulesSchema,
  }),
  z.object({
    type: z.literal('assistantTested'),
    problem: draftProblemSchema.nullable(),
    detail: z.string(),
    tookMs: z.number().int().nonnegative(),
  }),
  z.object({
    type: z.literal('unattendedPreview'),
    showTitle: z.string(),
    /** All questions of that show, and those of the chosen intents. */
    questions: z.number().int(),
    chosen: z.number().int(),
    /** How many of these reach the floor; `answers` holds the first of them. */
    wouldAnswer: z.number().int(),
    answers: z.array(previewedAnswerSchema),
  }),
] as const
