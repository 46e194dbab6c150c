import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { suggestionSchema } from '#shared/domain/suggestions/suggestion.ts'
import {
  SETTLED_AFTER_SHOWS,
  tickOutcomeSchema,
  type ChecklistEntry,
  type TickOutcome,
} from '#shared/protocol/suggestions.ts'
import { withStorageErrors } from '../storage/storage-error.ts'

interface Accepted {
  readonly sessionId: string
  readonly body: string
}

/** Stands for the show that comes next: it may have no session yet. */
export const COMING_SHOW = ''

/** Accepted suggestions on the way to the next shows. */
export interface Checklist {
  /** Puts it on, or back on; one that was settled and is accepted again begins anew. */
  readonly accept: (suggestionId: string, from: Accepted) => void
  readonly takeBack: (suggestionId: string) => void
  /** An entry that is on the list and not settled shows the numbers of the newest show that says the same. */
  readonly renew: (suggestionId: string, from: Accepted & { readonly fromMs: number }) => void
  /** When an entry that is not settled was accepted; null for every other. */
  readonly acceptedAtMs: (suggestionId: string) => number | null
  /** With what was ticked for `show`: not settled ones first, the longest on the list first. */
  readonly list: (show: string) => ChecklistEntry[]
  /** Null when there is no such entry on the list. */
  readonly tick: (entryId: string, show: string, outcome: TickOutcome | null) => ChecklistEntry | null
  /** What was ticked for the coming show is of this one, which has just gone live. */
  readonly wentLive: (sessionId: string) => void
}

const entryRow = z.object({
  entryId: z.string(),
  acceptedAtMs: z.number().int(),
  sessionId: z.string(),
  suggestion: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(suggestionSchema),
  doneShows: z.number().int(),
  outcome: tickOutcomeSchema.nullable(),
})

export function checklistOf(db: Database, nowMs: () => number): Checklist {
  const accept = db.prepare(`
    INSERT INTO checklist_entry (suggestion_id, session_id, body, active, accepted_at)
    VALUES (:suggestionId, :sessionId, :body, 1, :nowMs)
    ON CONFLICT (suggestion_id) DO UPDATE SET session_id = excluded.session_id, body = excluded.body, active = 1`)
  const beginAnew = db.prepare('UPDATE checklist_entry SET accepted_at = ? WHERE suggestion_id = ?')
  const takeBack = db.prepare('UPDATE checklist_entry SET active = 0 WHERE suggestion_id = ?')
  const renew = db.prepare(`
    UPDATE checklist_entry SET session_id = :sessionId, body = :body
    WHERE suggestion_id = :suggestionId AND active = 1
      AND :fromMs >= coalesce((SELECT from_at FROM suggestion_show AS show
        WHERE show.session_id = checklist_entry.session_id), 0)`)
  // A show counts once it is over and was on air. What was ticked before the entry was accepted anew does not.
  const list = db.prepare(`
    SELECT suggestion_id AS entryId, accepted_at AS acceptedAtMs, session_id AS sessionId, body AS suggestion,
      (SELECT count(*) FROM checklist_tick AS tick JOIN session USING (session_id)
        WHERE tick.suggestion_id = entry.suggestion_id AND outcome = 'done' AND ticked_at >= accepted_at
          AND session_id <> :coming AND kind = 'show' AND phase = 'ended' AND live_at IS NOT NULL) AS doneShows,
      (SELECT outcome FROM checklist_tick AS tick
        WHERE tick.suggestion_id = entry.suggestion_id AND session_id = :coming AND ticked_at >= accepted_at) AS outcome
    FROM checklist_entry AS entry WHERE active = 1 ORDER BY accepted_at, suggestion_id`)
  const tick = db.prepare(`
    INSERT INTO checklist_tick (suggestion_id, session_id, outcome, ticked_at)
    VALUES (:entryId, :coming, :outcome, :nowMs)
    ON CONFLICT (suggestion_id, session_id) DO UPDATE SET outcome = excluded.outcome, ticked_at = excluded.ticked_at`)
  const untick = db.prepare(
    'DELETE FROM checklist_tick WHERE suggestion_id = :entryId AND session_id = :coming',
  )

  const bind = db.prepare('UPDATE OR REPLACE checklist_tick SET session_id = ? WHERE session_id = ?')

  const entries = (coming: string): ChecklistEntry[] => {
    const rows = z.array(entryRow).parse(list.all({ coming }))
    const all = rows.map((row) => ({ ...row, settled: row.doneShows >= SETTLED_AFTER_SHOWS }))
    return [...all.filter(({ settled }) => !settled), ...all.filter(({ settled }) => settled)]
  }
  const entry = (entryId: string, coming: string): ChecklistEntry | null =>
    entries(coming).find((one) => one.entryId === entryId) ?? null
  const guarded = <Value>(action: () => Value): Value => withStorageErrors(db.name, action)

  return {
    accept: (suggestionId, { sessionId, body }) => {
      accept.run({ suggestionId, sessionId, body, nowMs: nowMs() })
      if (entry(suggestionId, COMING_SHOW)?.settled) beginAnew.run(nowMs(), suggestionId)
    },
    takeBack: (suggestionId) => void takeBack.run(suggestionId),
    renew: (suggestionId, from) => {
      const known = entry(suggestionId, COMING_SHOW)
      if (known !== null && !known.settled) renew.run({ suggestionId, ...from })
    },
    acceptedAtMs: (suggestionId) => {
      const known = entry(suggestionId, COMING_SHOW)
      return known === null || known.settled ? null : known.acceptedAtMs
    },
    list: (show) => guarded(() => entries(show)),
    wentLive: (sessionId) => guarded(() => void bind.run(sessionId, COMING_SHOW)),
    tick: (entryId, show, outcome) =>
      guarded(() => {
        if (entry(entryId, show) === null) return null
        if (outcome === null) untick.run({ entryId, coming: show })
        else tick.run({ entryId, coming: show, outcome, nowMs: nowMs() })
        return entry(entryId, show)
      }),
  }
}
