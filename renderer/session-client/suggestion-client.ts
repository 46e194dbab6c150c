import type { z } from 'zod'

import {
  checklistEntrySchema,
  suggestionRecordSchema,
  suggestionsAcrossSchema,
  type ChecklistEntry,
  type SetSuggestion,
  type SuggestionRecord,
  type SuggestionsAcross,
  type TickEntry,
} from '#shared/protocol/suggestions.ts'

/*
 * Suggestions as the host page reads and decides them, over HTTP. Every function gives null when the service cannot be
 * reached, refuses, or answers what this page does not understand.
 */

export const readSuggestions = (): Promise<SuggestionsAcross | null> =>
  ask('/v1/review/suggestions', suggestionsAcrossSchema)

export const decideSuggestion = (
  { sessionId, suggestionId }: Pick<SuggestionRecord, 'sessionId' | 'suggestionId'>,
  decision: SetSuggestion,
): Promise<SuggestionRecord | null> =>
  ask(
    `/v1/review/sessions/${encodeURIComponent(sessionId)}/suggestions/${encodeURIComponent(suggestionId)}`,
    suggestionRecordSchema,
    decision,
  )

export const tickChecklist = (entryId: string, tick: TickEntry): Promise<ChecklistEntry | null> =>
  ask(`/v1/review/checklist/${encodeURIComponent(entryId)}`, checklistEntrySchema, tick)

/** GET without a body, else POST. */
async function ask<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  body?: SetSuggestion | TickEntry,
): Promise<z.output<Schema> | null> {
  try {
    const response = await fetch(
      path,
      body && {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      },
    )
    return response.ok ? (schema.safeParse(await response.json()).data ?? null) : null
  } catch {
    return null
  }
}
