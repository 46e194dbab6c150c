import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Logger } from 'pino'
import type { SessionState } from '#shared/domain/session/state.ts'
import type { Erasures } from '#shared/protocol/fans.ts'
import { personOf, type ErasureTask } from '../library/erasures.ts'
import type { Library } from '../library/library.ts'
import { erasePerson } from '../log/erase-person.ts'
import { LogError } from '../log/log-error.ts'
import { SESSION_ID_PATTERN } from '../session/session-id.ts'
import type { Studio } from '../session/studio.ts'
import { messageOf, StorageError } from '../storage/storage-error.ts'

/** Forgets people on request: at once in the library, then in the log of each show that is not open. */
export interface Erasure {
  /** False when there is no such fan. Their traces in logs go from a durable list, never while a show is live. */
  readonly forget: (fanId: string) => boolean
  readonly state: () => Erasures
  /** Goes through what may be gone through now; resolves when done. Never rejects for what can go wrong with files. */
  readonly sweep: () => Promise<void>
  /** Resolves when no log is open any more. */
  readonly close: () => Promise<void>
}

export interface ErasureOptions {
  readonly library: Library
  readonly studio: Pick<Studio, 'onSwitch' | 'onCommit'>
  /** The session whose log is open. */
  readonly running: () => Pick<SessionState, 'phase' | 'sessionId'>
  readonly sessionsDir: string
  readonly logger: Logger
  /** These events of a log are about to change, or have just changed: whoever was sent them gets them again. */
  readonly onRewrite: (sessionId: string, seqs: readonly number[]) => void
}

export function createErasure(options: ErasureOptions): Erasure {
  const { library, studio, running, sessionsDir, logger } = options
  const { fans, erasures } = library
  let sweeping: Promise<void> | null = null
  let again = false
  let closed = false

  const isLive = (): boolean => running().phase === 'live'
  /** The log that is open belongs to its writer, who also still has the person in memory. */
  const isOpen = (task: ErasureTask): boolean => task.sessionId === running().sessionId

  const goThrough = async (task: ErasureTask): Promise<void> => {
    let rewritten: readonly number[] = []
    try {
      const events = await erasePerson(
        join(sessionsDir, `${task.sessionId}.db`),
        task.person,
        nextTurn,
        ({ questionIds, seqs }) => {
          // What was learnt from answering this person may hold their name.
          for (const questionId of questionIds) library.learnedReplies.forget(task.sessionId, questionId)
          rewritten = seqs
          if (seqs.length > 0) options.onRewrite(task.sessionId, seqs)
        },
      )
      // Whoever read them in between read the old words.
      if (rewritten.length > 0) options.onRewrite(task.sessionId, rewritten)
      erasures.done(task)
      logger.info({ sessionId: task.sessionId, events }, 'a person was taken out of the log of a show')
    } catch (error) {
      if (error instanceof StorageError) throw error
      if (error instanceof LogError && error.kind === 'missing') erasures.done(task)
      else {
        // An event that is no JSON as well: one log that cannot be read stops neither the others nor the studio.
        erasures.failed(task, messageOf(error))
        logger.error({ err: error, sessionId: task.sessionId }, 'a person could not be taken out of a log')
      }
    }
  }
  const pass = async (): Promise<void> => {
    for (const task of erasures.tasks()) {
      if (closed || isLive()) return
      if (!isOpen(task)) await goThrough(task)
      await nextTurn()
    }
  }
  const sweepAll = async (): Promise<void> => {
    try {
      do {
        again = false
        await pass()
      } while (again && !closed)
    } catch (error) {
      // The list is still there: the next sweep goes on where this one stopped.
      if (!(error instanceof StorageError)) throw error
      logger.error({ err: error }, 'the list of people to forget cannot be read')
    } finally {
      sweeping = null
    }
  }
  const sweep = (): Promise<void> => {
    again = true
    return (sweeping ??= sweepAll())
  }

  const stops = [
    studio.onSwitch(() => void sweep()),
    studio.onCommit(({ events }) => {
      if (events.some(({ type }) => type === 'showEnded')) void sweep()
    }),
  ]
  void sweep()

  return {
    forget: (fanId) => {
      const fan = fans.byId(fanId)
      if (!fan) return false
      const person = personOf(fan)
      erasures.begin(person, logsIn(sessionsDir), () => {
        fans.remove(fanId)
        library.forgetTraces(person)
      })
      void sweep()
      return true
    },
    state: erasures.state,
    sweep,
    close: async () => {
      closed = true
      for (const stop of stops) stop()
      await sweeping
    },
  }
}

const logsIn = (sessionsDir: string): string[] =>
  readdirSync(sessionsDir)
    .filter((name) => name.endsWith('.db'))
    .map((name) => name.slice(0, -'.db'.length))
    .filter((sessionId) => SESSION_ID_PATTERN.test(sessionId))

const nextTurn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))
