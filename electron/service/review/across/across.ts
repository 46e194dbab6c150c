import type { Logger } from 'pino'
import type { Library } from '#service/library/library.ts'
import type { Clock } from '../../clock.ts'
import type { Studio } from '../../session/studio.ts'
import { answerAcross, type AcrossQuestion, type AcrossRefusal } from './across-queries.ts'
import { keepRollups, type ReviewSource } from './rollup-keeper.ts'

/** `json`: the answer as text, ready to be sent. */
export type AcrossAnswer =
  | { readonly kind: 'answer'; readonly json: string }
  | { readonly kind: AcrossRefusal }

/** What the reviews of many sessions tell together. */
export interface Across {
  readonly ask: (question: AcrossQuestion) => Promise<AcrossAnswer>
  /** The review of a session has been made or has changed. */
  readonly reviewed: () => void
  /** Resolves when every session that can be compared is. */
  readonly settled: () => Promise<void>
  readonly close: () => Promise<void>
}

export interface AcrossOptions {
  readonly library: Library
  readonly reviews: ReviewSource
  readonly studio: Pick<Studio, 'onSwitch' | 'onCommit' | 'running'>
  readonly sessionsDir: string
  /** The seller's clock: an IANA zone. */
  readonly timeZone: string
  readonly clock: Clock
  readonly logger: Logger
}

export function createAcross(options: AcrossOptions): Across {
  const { library, reviews, studio, sessionsDir, timeZone, clock, logger } = options
  const keeper = keepRollups({
    library,
    reviews,
    sessionsDir,
    isLive: () => studio.running().state().phase === 'live',
    clock,
    logger,
  })
  const stops = [
    studio.onSwitch(keeper.wake),
    studio.onCommit(({ events }) => {
      if (events.some(({ type }) => type === 'showEnded')) keeper.wake()
    }),
  ]

  return {
    ask: async (question) => {
      await new Promise<void>((resolve) => clock.setImmediate(resolve))
      const context = { nowMs: clock.nowMs(), timeZone, unreadable: keeper.unreadable() }
      const answer = answerAcross(library, question, context)
      return typeof answer === 'string' ? { kind: answer } : { kind: 'answer', json: JSON.stringify(answer) }
    },
    reviewed: keeper.wake,
    settled: keeper.settled,
    close: async () => {
      for (const stop of stops) stop()
      await keeper.close()
    },
  }
}
