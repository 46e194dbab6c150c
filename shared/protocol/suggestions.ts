import { z } from 'zod'

import { suggestionSchema } from '#shared/domain/suggestions/suggestion.ts'

/*
 * Suggestions over HTTP, host role only:
 *
 * GET  /v1/review/sessions/:id/suggestions                 → SessionSuggestions
 * POST /v1/review/sessions/:id/suggestions/:suggestionId   ← SetSuggestion → SuggestionRecord
 * GET  /v1/review/suggestions                              → SuggestionsAcross
 * POST /v1/review/checklist/:entryId                       ← TickEntry → ChecklistEntry
 */

const ms = z.number().int()
const count = z.number().int().nonnegative()

export const suggestionStateSchema = z.enum(['open', 'accepted', 'dismissed'])
export type SuggestionState = z.infer<typeof suggestionStateSchema>

/** A suggestion and what was decided about it. The id stays the same when the review is made anew. */
export const suggestionRecordSchema = z.object({
  suggestionId: z.string(),
  sessionId: z.string(),
  state: suggestionStateSchema,
  /** Of the last decision; null while nobody decided. */
  decidedAtMs: ms.nullable(),
  suggestion: suggestionSchema,
})
export type SuggestionRecord = z.infer<typeof suggestionRecordSchema>

/** All of one session, the strongest first; SHOWN_FIRST of them are shown before the rest is asked for. */
export const sessionSuggestionsSchema = z.object({
  sessionId: z.string(),
  suggestions: z.array(suggestionRecordSchema),
})
export type SessionSuggestions = z.infer<typeof sessionSuggestionsSchema>

/** `open` takes a decision back. */
export const setSuggestionSchema = z.object({ state: suggestionStateSchema })
export type SetSuggestion = z.infer<typeof setSuggestionSchema>

export const tickOutcomeSchema = z.enum(['done', 'notThisTime'])
export type TickOutcome = z.infer<typeof tickOutcomeSchema>

/** Done in this many shows, an accepted suggestion counts as settled and leaves the checklist. */
export const SETTLED_AFTER_SHOWS = 3

/** An accepted suggestion on the way to the next shows: one entry for each topic, with its newest numbers. */
export const checklistEntrySchema = z.object({
  entryId: z.string(),
  acceptedAtMs: ms,
  /** The session whose numbers it shows. */
  sessionId: z.string(),
  suggestion: suggestionSchema,
  /** Earlier shows in which it was done. */
  doneShows: count,
  settled: z.boolean(),
  /** What was ticked for the coming show, or the one on air; null: nothing yet. */
  outcome: tickOutcomeSchema.nullable(),
})
export type ChecklistEntry = z.infer<typeof checklistEntrySchema>

/** For the coming show, or the one on air; null takes the tick back. */
export const tickEntrySchema = z.object({ outcome: tickOutcomeSchema.nullable() })
export type TickEntry = z.infer<typeof tickEntrySchema>

/** `lastShow`: the newest show that ended and has been looked at; null before the first. */
export const suggestionsAcrossSchema = z.object({
  lastShow: z.object({ sessionId: z.string(), title: z.string(), liveAtMs: ms.nullable() }).nullable(),
  /** Open and accepted ones of all shows, newest show first, strongest first within one. */
  suggestions: z.array(suggestionRecordSchema),
  /** Not yet settled ones first, the longest on the list first. */
  checklist: z.array(checklistEntrySchema),
})
export type SuggestionsAcross = z.infer<typeof suggestionsAcrossSchema>
