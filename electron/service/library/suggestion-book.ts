import type { Database } from 'better-sqlite3'
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { ReviewedSession } from '#shared/domain/review/review.ts'
import { isSameEvidence } from '#shared/domain/suggestions/same-evidence.ts'
import { suggestionSchema, type Suggestion } from '#shared/domain/suggestions/suggestion.ts'
import {
  suggestionRecordSchema,
  suggestionStateSchema,
  type SuggestionRecord,
  type SuggestionState,
  type SuggestionsAcross,
} from '#shared/protocol/suggestions.ts'
import { withStorageErrors } from '../storage/storage-error.ts'
import { checklistOf, type Checklist } from './suggestion-checklist.ts'

/** By which rules, and from which reading of the log, a show's suggestions were made. */
export interface SuggestionsMade {
  readonly rulesVersion: number
  readonly reviewVersion: number
}

/** What was suggested after each show, what was decided, and the checklist that comes of it. */
export interface SuggestionBook {
  readonly checklist: Pick<Checklist, 'list' | 'tick' | 'wentLive'>
  /** Null: this show was never looked at. */
  readonly madeBy: (sessionId: string) => SuggestionsMade | null
  /**
   * Puts these in the place of what was suggested after this show before. What was decided stays decided, and holds
   * for a suggestion of the same evidence after another show; what is on the checklist is accepted already.
   */
  readonly keep: (
    session: Pick<ReviewedSession, 'sessionId' | 'kind' | 'fromMs'>,
    made: SuggestionsMade,
    suggestions: readonly Suggestion[],
  ) => void
  /** The strongest first. */
  readonly ofSession: (sessionId: string) => SuggestionRecord[]
  /** Null when there is no such suggestion. */
  readonly decide: (
    sessionId: string,
    suggestionId: string,
    state: SuggestionState,
  ) => SuggestionRecord | null
  /** Open and accepted ones of the newest shows, and which show that is. */
  readonly across: (limit: number) => Pick<SuggestionsAcross, 'lastShow' | 'suggestions'>
}

/** The same for the same topic, whatever characters a product's code holds. */
const idOf = ({ topic }: Suggestion): string => createHash('sha256').update(topic).digest('hex').slice(0, 16)

const bodySchema = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(suggestionSchema)
const recordRows = z.array(suggestionRecordSchema.extend({ suggestion: bodySchema }))
const decisionRow = z.object({ state: suggestionStateSchema, decidedAtMs: z.number().int().nullable() })
const madeRow = z.object({ rulesVersion: z.number().int(), reviewVersion: z.number().int() })
const lastRow = z.object({ sessionId: z.string(), title: z.string(), liveAtMs: z.number().int().nullable() })

const RECORD = `suggestion_id AS suggestionId, suggestion.session_id AS sessionId, state, decided_at AS decidedAtMs,
  body AS suggestion FROM suggestion`

export function suggestionBook(db: Database, nowMs: () => number): SuggestionBook {
  const checklist = checklistOf(db, nowMs)
  const made = db.prepare(`
    SELECT rules_version AS rulesVersion, review_version AS reviewVersion FROM suggestion_show WHERE session_id = ?`)
  const putShow = db.prepare(`
    INSERT INTO suggestion_show (session_id, kind, from_at, rules_version, review_version, made_at)
    VALUES (:sessionId, :kind, :fromMs, :rulesVersion, :reviewVersion, :madeAtMs)
    ON CONFLICT (session_id) DO UPDATE SET kind = excluded.kind, from_at = excluded.from_at,
      rules_version = excluded.rules_version, review_version = excluded.review_version, made_at = excluded.made_at`)
  const dropUndecided = db.prepare(`DELETE FROM suggestion WHERE session_id = ? AND state = 'open'`)
  const setAside = db.prepare('UPDATE suggestion SET position = NULL WHERE session_id = ?')
  const put = db.prepare(`
    INSERT INTO suggestion (session_id, suggestion_id, position, body, state, decided_at)
    VALUES (:sessionId, :suggestionId, :position, :body, :state, :decidedAtMs)
    ON CONFLICT (session_id, suggestion_id) DO UPDATE SET position = excluded.position, body = excluded.body`)
  // The one that was decided on: those that followed its decision bear the same time, and later shows.
  const dismissedOf = db.prepare(`
    SELECT ${RECORD} JOIN suggestion_show AS show ON show.session_id = suggestion.session_id
    WHERE suggestion_id = ? AND suggestion.session_id <> ? AND state = 'dismissed'
    ORDER BY decided_at DESC, from_at LIMIT 1`)
  const ofSession = db.prepare(
    `SELECT ${RECORD} WHERE session_id = ? AND position IS NOT NULL ORDER BY position`,
  )
  const find = db.prepare(`SELECT ${RECORD} WHERE session_id = ? AND suggestion_id = ?`)
  const decide = db.prepare(`
    UPDATE suggestion SET state = :state, decided_at = :decidedAtMs
    WHERE session_id = :sessionId AND suggestion_id = :suggestionId`)
  const otherAccepted = db.prepare(`
    SELECT ${RECORD} WHERE suggestion_id = ? AND session_id <> ? AND state = 'accepted'
    ORDER BY decided_at DESC LIMIT 1`)
  const last = db.prepare(`
    SELECT session_id AS sessionId, title, live_at AS liveAtMs
    FROM suggestion_show JOIN session USING (session_id)
    WHERE suggestion_show.kind = 'show' AND live_at IS NOT NULL ORDER BY from_at DESC, session_id LIMIT 1`)
  const across = db.prepare(`
    SELECT ${RECORD} JOIN suggestion_show AS show ON show.session_id = suggestion.session_id
    WHERE show.kind = 'show' AND position IS NOT NULL AND state <> 'dismissed'
    ORDER BY from_at DESC, show.session_id, position LIMIT ?`)

  /** What was decided before about the same evidence; else nothing. */
  const inherited = (sessionId: string, suggestionId: string, suggestion: Suggestion) => {
    const [dismissed] = recordRows.parse(dismissedOf.all(suggestionId, sessionId))
    if (dismissed && isSameEvidence(dismissed.suggestion, suggestion)) return decisionRow.parse(dismissed)
    const acceptedAtMs = checklist.acceptedAtMs(suggestionId)
    return acceptedAtMs === null
      ? { state: 'open' as const, decidedAtMs: null }
      : { state: 'accepted' as const, decidedAtMs: acceptedAtMs }
  }

  const keep = db.transaction<SuggestionBook['keep']>(
    ({ sessionId, kind, fromMs }, versions, suggestions) => {
      putShow.run({ sessionId, kind, fromMs, ...versions, madeAtMs: nowMs() })
      dropUndecided.run(sessionId)
      setAside.run(sessionId)
      for (const [position, suggestion] of suggestions.entries()) {
        const suggestionId = idOf(suggestion)
        const body = JSON.stringify(suggestion)
        put.run({
          sessionId,
          suggestionId,
          position,
          body,
          ...inherited(sessionId, suggestionId, suggestion),
        })
        checklist.renew(suggestionId, { sessionId, fromMs, body })
      }
    },
  )

  const decideOn = db.transaction<SuggestionBook['decide']>((sessionId, suggestionId, state) => {
    const [before] = recordRows.parse(find.all(sessionId, suggestionId))
    if (!before) return null
    const decidedAtMs = state === 'open' ? null : nowMs()
    if (before.state !== state) {
      decide.run({ sessionId, suggestionId, state, decidedAtMs })
      if (state === 'accepted') {
        checklist.accept(suggestionId, { sessionId, body: JSON.stringify(before.suggestion) })
      } else if (before.state === 'accepted') {
        const [other] = recordRows.parse(otherAccepted.all(suggestionId, sessionId))
        if (!other) checklist.takeBack(suggestionId)
      }
    }
    return recordRows.parse(find.all(sessionId, suggestionId))[0] ?? null
  })

  const guarded = <Value>(action: () => Value): Value => withStorageErrors(db.name, action)

  return {
    checklist,
    madeBy: (sessionId) => guarded(() => madeRow.safeParse(made.get(sessionId)).data ?? null),
    keep: (session, versions, suggestions) => guarded(() => keep(session, versions, suggestions)),
    ofSession: (sessionId) => guarded(() => recordRows.parse(ofSession.all(sessionId))),
    decide: (sessionId, suggestionId, state) => guarded(() => decideOn(sessionId, suggestionId, state)),
    across: (limit) =>
      guarded(() => ({
        lastShow: lastRow.safeParse(last.get()).data ?? null,
        suggestions: recordRows.parse(across.all(limit)),
      })),
  }
}
