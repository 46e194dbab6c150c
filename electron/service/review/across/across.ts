import { join } from 'node:path'
import type { Logger } from 'pino'
import type { Library } from '#service/library/library.ts'
import type { Clock } from '../../clock.ts'
import type { Studio } from '../../session/studio.ts'
import { createSerialThread } from '../../workers/serial-thread.ts'
import { startWorker } from '../../workers/start-worker.ts'
import { acrossAnswerSchema, type AcrossAnswer, type AcrossJob, type AcrossQuestion } from './across-job.ts'
import { keepRollups, type ReviewSource } from './rollup-keeper.ts'

/** What the reviews of many sessions tell together. */
export interface Across {
  /** Answered by a thread of its own. */
  readonly ask: (question: AcrossQuestion) => Promise<AcrossAnswer>
  /** The review of a session has been made or has changed. */
  readonly reviewed: () => void
  readonly close: () => Promise<void>
}

export interface AcrossOptions {
  readonly library: Library
  readonly reviews: ReviewSource
  readonly studio: Pick<Studio, 'onSwitch' | 'onCommit' | 'running'>
  /** Holds `library.db` and `sessions/`. */
  readonly dataDir: string
  /** The seller's clock: an IANA zone. */
  readonly timeZone: string
  readonly clock: Clock
  readonly logger: Logger
}

/** A studio that is being opened has better things to do than to look at the past, unless somebody asks. */
const FIRST_LOOK_MS = 10_000

export function createAcross(options: AcrossOptions): Across {
  const { library, reviews, studio, dataDir, timeZone, clock, logger } = options
  const thread = createSerialThread(() => startWorker('across'))
  const keeper = keepRollups({
    library,
    reviews,
    sessionsDir: join(dataDir, 'sessions'),
    isLive: () => studio.running().state().phase === 'live',
    clock,
    logger,
  })
  const firstLook = clock.setTimeout(keeper.wake, FIRST_LOOK_MS)
  const stops = [
    firstLook.cancel,
    studio.onSwitch(keeper.wake),
    studio.onCommit(({ events }) => {
      if (events.some(({ type }) => type === 'showEnded')) keeper.wake()
    }),
  ]

  return {
    ask: async (question) => {
      keeper.wake()
      const context = { nowMs: clock.nowMs(), timeZone, unreadable: [...keeper.unreadable()] }
      const libraryFile = join(dataDir, 'library.db')
      return acrossAnswerSchema.parse(
        await thread.ask({ libraryFile, question, context } satisfies AcrossJob),
      )
    },
    reviewed: keeper.wake,
    close: async () => {
      for (const stop of stops) stop()
      await keeper.close()
      await thread.close()
    },
  }
}
