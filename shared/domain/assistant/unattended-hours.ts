import { z } from 'zod'

import { suggestionSourceSchema } from '../knowledge/suggestion.ts'
import { intentSchema } from '../questions/intent.ts'
import type { KnownEvent } from '../session/event.ts'
import type { SessionDraft } from '../session/state.ts'
import { unattendedRulesSchema, type UnattendedRules } from './unattended-rules.ts'

/** The rate of automatic answers is counted over this long. */
export const RATE_WINDOW_MS = 60_000

/** Why an automatic answer was given: what it was taken from, how well that fitted, and which rule let it go. */
export const groundsSchema = z.object({
  by: z.enum(['knowledge', 'draft']),
  confidence: z.number().min(0).max(1),
  sources: z.array(suggestionSourceSchema).min(1),
  /** `switchedSeq`: the event that switched unattended hours on with this floor. */
  rule: z.object({ intent: intentSchema, floor: z.number(), switchedSeq: z.number().int() }),
})
export type Grounds = z.infer<typeof groundsSchema>

export const unattendedHoursSchema = z.object({
  /** Null: off, as every session begins. */
  rules: unattendedRulesSchema.nullable(),
  switched: z.object({ seq: z.number().int(), byName: z.string(), atMs: z.number().int() }).nullable(),
  /** Threads that were answered automatically and are still held, reopened ones included: once is enough. */
  answered: z.array(z.string()).readonly(),
  /** When (epoch ms) automatic answers of the last minute were given, oldest first. */
  recentMs: z.array(z.number().int()).readonly(),
})
export type UnattendedHours = z.infer<typeof unattendedHoursSchema>

export const ATTENDED: UnattendedHours = { rules: null, switched: null, answered: [], recentMs: [] }

type UnattendedEvent = Extract<KnownEvent, { type: 'unattendedSwitched' | 'questionAnswered' | 'showEnded' }>

export function evolveUnattendedHours(draft: SessionDraft, event: UnattendedEvent): void {
  const before = draft.unattendedHours
  switch (event.type) {
    case 'unattendedSwitched': {
      const switched = { seq: event.seq, byName: event.actor.name, atMs: event.atMs }
      draft.unattendedHours = { ...before, rules: event.body.rules, switched }
      return
    }
    case 'showEnded':
      draft.unattendedHours = ATTENDED
      return
    case 'questionAnswered': {
      if (!event.body.answer.automatic) return
      const held = before.answered.filter((questionId) => draft.questions.has(questionId))
      const recent = before.recentMs.filter((atMs) => atMs > event.atMs - RATE_WINDOW_MS)
      draft.unattendedHours = {
        ...before,
        answered: [...held.filter((id) => id !== event.body.questionId), event.body.questionId],
        recentMs: [...recent, event.atMs],
      }
      return
    }
    default:
      event satisfies never
  }
}

/** The rules in force, null when nothing is answered automatically. */
export const rulesInForce = (state: {
  readonly phase: string
  readonly unattendedHours: UnattendedHours
}): UnattendedRules | null => (state.phase === 'live' ? state.unattendedHours.rules : null)
