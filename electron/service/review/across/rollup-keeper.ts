import { join } from 'node:path'
import type { Logger } from 'pino'
import { REVIEW_VERSION, type Review } from '#shared/domain/review/review.ts'
import type { Library } from '#service/library/library.ts'
import { every, type Clock } from '../../clock.ts'
import { LogError } from '../../log/log-error.ts'
import type { LogProblemKind } from '../../log/log-types.ts'
import { StorageError } from '../../storage/storage-error.ts'
import { readAttendance, type Attendance } from './attendance.ts'
import { isShow } from './rolled-shows.ts'
import { sweepRollups, writeRollup } from './write-rollup.ts'

/** Where reviews come from. `get` rejects for a session whose log cannot be read. */
export interface ReviewSource {
  readonly get: (sessionId: string) => Promise<Review>
}

export interface RollupKeeperOptions {
  readonly library: Pick<Library, 'sessions' | 'reviewRollups'>
  readonly reviews: ReviewSource
  readonly sessionsDir: string
  /** Nothing is done while a show is live. */
  readonly isLive: () => boolean
  readonly clock: Clock
  readonly logger: Logger
}

/** Sees to it that every session that has ended has a roll-up of its newest review, one after the other, once woken. */
export interface RollupKeeper {
  /** Something may be to do, or may be done now. */
  readonly wake: () => void
  /** Sessions whose roll-up could not be made; tried again when the studio is started anew. */
  readonly unreadable: () => readonly string[]
  /** Resolves when there is nothing left to do for now; at once while a show is live. */
  readonly settled: () => Promise<void>
  /** Resolves when nothing of it is under way any more. */
  readonly close: () => Promise<void>
}

/** Orders come in late, and tell nobody here. */
const LOOK_EVERY_MS = 60_000

const FOR_NOW: ReadonlySet<LogProblemKind> = new Set<LogProblemKind>(['busy', 'io', 'full'])

const NOBODY: Attendance = { visits: [], asks: [] }

/** The work stops here and is begun again later. */
class Interrupted extends Error {}

export function keepRollups(options: RollupKeeperOptions): RollupKeeper {
  const { library, reviews, sessionsDir, isLive, clock, logger } = options
  const { reviewRollups } = library
  const unreadable = new Set<string>()
  let working: Promise<void> | null = null
  let again = false
  let closed = false

  /** Lets everything else have its turn. Throws Interrupted when a show has gone live in the meantime. */
  const pause = async (): Promise<void> => {
    await new Promise<void>((resolve) => clock.setImmediate(resolve))
    if (closed || isLive()) throw new Interrupted()
  }

  const toDo = (): string[] => {
    const states = reviewRollups.states()
    return library.sessions
      .list()
      .filter(({ sessionId, phase }) => {
        const state = states.get(sessionId)
        const isCurrent = state !== undefined && state.version === REVIEW_VERSION && !state.stale
        return phase === 'ended' && !isCurrent && !unreadable.has(sessionId)
      })
      .map(({ sessionId }) => sessionId)
  }

  const roll = async (sessionId: string): Promise<void> => {
    try {
      const review = await reviews.get(sessionId)
      await pause()
      const attendance = isShow(review.session)
        ? await readAttendance(join(sessionsDir, `${sessionId}.db`), review.session, pause)
        : NOBODY
      await writeRollup(reviewRollups, review, attendance, pause)
    } catch (error) {
      if (error instanceof Interrupted || error instanceof StorageError) throw error
      // What is only so at this moment is tried again at the next look.
      if (!(error instanceof LogError && FOR_NOW.has(error.kind))) unreadable.add(sessionId)
      // One log that cannot be read keeps none of the others back.
      logger.error({ err: error, sessionId }, 'a session cannot be compared with others')
    }
  }

  const work = async (): Promise<void> => {
    try {
      do {
        again = false
        await pause()
        await sweepRollups(reviewRollups, pause)
        for (const sessionId of toDo()) {
          await pause()
          await roll(sessionId)
        }
      } while (again && !closed)
    } catch (error) {
      if (error instanceof StorageError) logger.error({ err: error }, 'roll-ups of reviews cannot be kept')
      else if (!(error instanceof Interrupted)) throw error
    } finally {
      working = null
    }
  }
  const wake = (): void => {
    if (closed) return
    again = true
    working ??= work()
  }
  const timer = every(clock, LOOK_EVERY_MS, wake)

  return {
    wake,
    unreadable: () => [...unreadable],
    settled: async () => {
      while (working) await working
    },
    close: async () => {
      closed = true
      timer.cancel()
      await working
    },
  }
}
