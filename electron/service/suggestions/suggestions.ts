import type { Logger } from 'pino'

import type { HeatSlot } from '#shared/domain/review/across/across.ts'
import { REVIEW_VERSION } from '#shared/domain/review/review.ts'
import type { ShowDigest } from '#shared/domain/suggestions/show-digest.ts'
import { RULES_VERSION } from '#shared/domain/suggestions/suggest.ts'
import type { Suggestion } from '#shared/domain/suggestions/suggestion.ts'
import { withKnowledge } from '#shared/domain/suggestions/with-knowledge.ts'
import { heatmapResponseSchema } from '#shared/protocol/review-across.ts'
import type {
  ChecklistEntry,
  SuggestionRecord,
  SuggestionState,
  SuggestionsAcross,
  TickOutcome,
} from '#shared/protocol/suggestions.ts'
import type { Library } from '../library/library.ts'
import type { Across } from '../review/across/across.ts'
import type { Reviews } from '../review/reviews.ts'
import { COMING_SHOW } from '../library/suggestion-checklist.ts'
import type { Studio } from '../session/studio.ts'
import { StorageError } from '../storage/storage-error.ts'
import { knowsAnswers } from './what-is-known.ts'

/** What shows suggest, what was decided, and the checklist of the coming one. Every part may throw StorageError. */
export interface Suggestions {
  /** Of a session that has ended; empty while it runs, null when there is none. Rejects when its review cannot be made. */
  readonly ofSession: (sessionId: string) => Promise<SuggestionRecord[] | null>
  /** Null when there is no such suggestion. */
  readonly decide: (
    sessionId: string,
    suggestionId: string,
    state: SuggestionState,
  ) => SuggestionRecord | null
  /** With those of the newest show, which are made first if nobody has yet. */
  readonly across: () => Promise<SuggestionsAcross>
  /** For the show on air, else the coming one. Null when there is no such entry. */
  readonly tick: (entryId: string, outcome: TickOutcome | null) => ChecklistEntry | null
  readonly close: () => void
}

export interface SuggestionsOptions {
  readonly library: Library
  readonly reviews: Pick<Reviews, 'suggest' | 'onReady' | 'isStillRecording'>
  readonly across: Pick<Across, 'ask'>
  readonly studio: Pick<Studio, 'running' | 'onCommit'>
  readonly logger: Logger
}

/** Shows that one is compared with: what was so a year ago says little about the next show. */
const EARLIER_SHOWS = 30
const ACROSS_MAX = 200
/** Who is back within a month. */
const WEEK_DAYS = 30
const VERSIONS = { rulesVersion: RULES_VERSION, reviewVersion: REVIEW_VERSION }

export function createSuggestions(options: SuggestionsOptions): Suggestions {
  const { library, reviews, across, studio, logger } = options
  const { suggestions: book, sessions, rolledReviews } = library

  const earlierThan = (fromMs: number, own: string): ShowDigest[] =>
    rolledReviews
      .sessions()
      .filter((show) => show.kind === 'show' && show.liveAtMs !== null)
      .filter((show) => show.fromMs < fromMs && show.sessionId !== own)
      .slice(-EARLIER_SHOWS)
      .toReversed()
      .map(({ sessionId, sessionNo, metrics }) => ({
        sessionId,
        within30sRate: metrics.within30sRate,
        eligible: metrics.eligible,
        items: rolledReviews.items(sessionNo),
      }))

  /** The seller's hours of the week, as far as they are known today. */
  const week = async (): Promise<HeatSlot[]> => {
    const answer = await across.ask({ kind: 'heatmap', days: WEEK_DAYS })
    return answer.kind === 'answer' ? heatmapResponseSchema.parse(JSON.parse(answer.json)).slots : []
  }

  const make = async (sessionId: string): Promise<void> => {
    const { liveAtMs, createdAtMs } = sessions.find(sessionId) ?? { liveAtMs: null, createdAtMs: 0 }
    const earlier = earlierThan(liveAtMs ?? createdAtMs, sessionId)
    const { session, suggestions } = await reviews.suggest(sessionId, { earlier, slots: await week() })
    const knows = knowsAnswers(library)
    book.keep(
      session,
      VERSIONS,
      suggestions.map((suggestion) => withKnowledge(suggestion, knows)),
    )
  }
  /** One making at a time for each session: the page and the end of the show may both ask. */
  const making = new Map<string, Promise<void>>()
  const madeNow = (sessionId: string): Promise<void> => {
    const known = making.get(sessionId)
    if (known) return known
    const begun = make(sessionId).finally(() => making.delete(sessionId))
    making.set(sessionId, begun)
    return begun
  }

  /** What was asked for may have been written down since. */
  const asKnownNow = <Holder extends { readonly suggestion: Suggestion }>(holders: readonly Holder[]) => {
    if (!holders.some(({ suggestion }) => suggestion.kind === 'productQuestions')) return [...holders]
    const knows = knowsAnswers(library)
    return holders.map((holder) => ({ ...holder, suggestion: withKnowledge(holder.suggestion, knows) }))
  }

  /** Without suggestions a show is only less well reviewed: its page asks again and is told why. */
  const tryToMake = (sessionId: string): Promise<void> =>
    madeNow(sessionId).catch((error: unknown) =>
      logger.warn({ err: error, sessionId }, 'no suggestions could be made of a show'),
    )
  const lookAtLastShow = async (): Promise<void> => {
    const last = sessions
      .list()
      .find(({ kind, phase, liveAtMs }) => kind === 'show' && phase === 'ended' && liveAtMs !== null)
    const isLookedAt =
      last === undefined ||
      reviews.isStillRecording(last.sessionId) ||
      book.madeBy(last.sessionId)?.rulesVersion === RULES_VERSION
    if (!isLookedAt) await tryToMake(last.sessionId)
  }

  /** On air, what is ticked is of this show; else of the next, which may have no session yet. */
  const showMeant = (): string => {
    const { kind, phase, sessionId } = studio.running().state()
    return kind === 'show' && phase === 'live' ? sessionId : COMING_SHOW
  }
  const stops = [
    reviews.onReady((sessionId) => void tryToMake(sessionId)),
    studio.onCommit(({ state, events }) => {
      if (state.kind !== 'show' || !events.some(({ type }) => type === 'wentLive')) return
      try {
        book.checklist.wentLive(state.sessionId)
      } catch (error) {
        // The ticks then stay with the next show; going live never fails for them.
        if (!(error instanceof StorageError)) throw error
        logger.error({ err: error }, 'the ticks of the checklist could not be given to the show')
      }
    }),
  ]

  return {
    ofSession: async (sessionId) => {
      const session = sessions.find(sessionId)
      if (session === null) return null
      if (session.phase !== 'ended') return []
      // Orders told later and answers written since count too, so it is made whenever somebody looks.
      await madeNow(sessionId).catch((error: unknown) => {
        if (error instanceof StorageError || book.madeBy(sessionId) === null) throw error
        logger.warn({ err: error, sessionId }, 'the suggestions of a show are those made before')
      })
      return book.ofSession(sessionId)
    },
    decide: book.decide,
    across: async () => {
      await lookAtLastShow()
      const { lastShow, suggestions } = book.across(ACROSS_MAX)
      return {
        lastShow,
        suggestions: asKnownNow(suggestions),
        checklist: asKnownNow(book.checklist.list(showMeant())),
      }
    },
    tick: (entryId, outcome) => book.checklist.tick(entryId, showMeant(), outcome),
    close: () => stops.forEach((stop) => stop()),
  }
}
