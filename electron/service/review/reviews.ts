import type { Logger } from 'pino'
import { z } from 'zod'

import type { KnownEvent } from '#shared/domain/session/event.ts'
import { metricsSchema, type Metrics } from '#shared/domain/review/metrics.ts'
import { reviewedSessionSchema, type Review, type ReviewedSession } from '#shared/domain/review/review.ts'
import type { BesideShow } from '#shared/domain/suggestions/show-digest.ts'
import { suggestionSchema } from '#shared/domain/suggestions/suggestion.ts'
import { createListeners } from '#shared/lib/listeners.ts'
import type { Library } from '../library/library.ts'
import { LogError } from '../log/log-error.ts'
import { SESSION_ID_PATTERN } from '../session/session-id.ts'
import type { Studio } from '../session/studio.ts'
import { createSerialThread } from '../workers/serial-thread.ts'
import { startWorker } from '../workers/start-worker.ts'
import { reviewAnswerSchema, type ReviewJob } from './review-job.ts'

/** The headline of a review: small, and quick to have. */
export interface ReviewFigures {
  readonly session: ReviewedSession
  readonly metrics: Metrics
}

/** Reviews of sessions: kept beside their logs or made anew, in a thread of their own, one after the other. */
export interface Reviews {
  /** @throws LogError: `missing` for an unknown session, `damaged`, `newerVersion`, `busy`, `io`. */
  readonly get: (sessionId: string) => Promise<Review>
  /** The same as JSON: nothing is parsed on the way to whoever asked. */
  readonly json: (sessionId: string) => Promise<string>
  readonly figures: (sessionId: string) => Promise<ReviewFigures>
  /** What the show suggests, by the rules alone: nothing is kept. */
  readonly suggest: (sessionId: string, beside: BesideShow) => Promise<MadeSuggestions>
  /** The show has ended, and a recording of it is not closed yet: it is looked at when that is done. */
  readonly isStillRecording: (sessionId: string) => boolean
  /** A session has ended and its review is made. */
  readonly onReady: (listener: (sessionId: string) => void) => () => void
  readonly close: () => Promise<void>
}

export interface ReviewsOptions {
  readonly dataDir: string
  readonly library: Pick<Library, 'sessions'>
  readonly studio: Pick<Studio, 'running' | 'onCommit'>
  readonly logger: Logger
}

const figuresSchema = z.object({ session: reviewedSessionSchema, metrics: metricsSchema })
const madeSuggestionsSchema = z.object({
  session: reviewedSessionSchema,
  suggestions: z.array(suggestionSchema),
})
export type MadeSuggestions = z.infer<typeof madeSuggestionsSchema>

export function createReviews({ dataDir, library, studio, logger }: ReviewsOptions): Reviews {
  const ready = createListeners<string>()
  const thread = createSerialThread(() => startWorker('review'))
  let closed = false

  const run = async (job: ReviewJob): Promise<string> => {
    const message = await thread.ask(job).catch((error: unknown) => {
      throw new LogError('io', 'the review could not be made', error)
    })
    const answer = reviewAnswerSchema.parse(message)
    if (answer.ok) return answer.json
    throw answer.kind === 'bug' ? new Error(answer.message) : new LogError(answer.kind, answer.message)
  }
  const ask = async (what: ReviewJob['what'], sessionId: string, beside?: BesideShow): Promise<string> => {
    if (closed || !SESSION_ID_PATTERN.test(sessionId) || library.sessions.find(sessionId) === null) {
      throw new LogError('missing', `there is no session ${sessionId}`)
    }
    const isOpen = studio.running().state().sessionId === sessionId
    return run({ what, dataDir, sessionId, closed: !isOpen, ...(beside && { beside }) })
  }

  const announce = (sessionId: string): void => {
    ask('figures', sessionId).then(
      () => ready.emit(sessionId),
      (error: unknown) => {
        if (!closed) logger.error({ err: error, sessionId }, 'the review of a show could not be made')
      },
    )
  }
  /** Files of the running session that are still being written: a show is looked at once they are whole. */
  const recording = new Set<string>()
  let ended: string | null = null
  const follow = (events: readonly KnownEvent[]): boolean => {
    let isToBeMade = false
    for (const { type, body } of events) {
      if (type === 'recordingStarted') recording.add(body.file)
      else if (type === 'recordingStopped') recording.delete(body.file)
      isToBeMade ||= type === 'showEnded' || type === 'recordingStopped'
    }
    return isToBeMade && recording.size === 0
  }
  const stopListening = studio.onCommit(({ state: { phase, sessionId }, events }) => {
    if (ended !== null && ended !== sessionId) {
      // Whoever recorded went away without closing the file: nothing more will be told of that show.
      if (recording.size > 0) announce(ended)
      recording.clear()
    }
    const isToBeMade = follow(events)
    ended = phase === 'ended' ? sessionId : null
    if (ended !== null && isToBeMade) announce(ended)
  })

  return {
    get: async (sessionId) => reviewFrom(await ask('review', sessionId)),
    json: (sessionId) => ask('review', sessionId),
    figures: async (sessionId) => figuresSchema.parse(JSON.parse(await ask('figures', sessionId))),
    suggest: async (sessionId, beside) =>
      madeSuggestionsSchema.parse(JSON.parse(await ask('suggestions', sessionId, beside))),
    isStillRecording: (sessionId) => sessionId === ended && recording.size > 0,
    onReady: ready.add,
    close: async () => {
      closed = true
      stopListening()
      await thread.close()
    },
  }
}

/** What our own thread has just made is no outside data; parsing tens of thousands of threads again would be felt. */
const reviewFrom = (json: string): Review =>
  z
    .custom<Review>((value) => typeof value === 'object' && value !== null && 'metrics' in value)
    .parse(JSON.parse(json))
