import { MessageChannel, receiveMessageOnPort, type Worker } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'
import type { Database } from 'better-sqlite3'
import { z } from 'zod'

import { fanStandingSchema } from '#shared/domain/fans/tier.ts'
import { minuteOf, type ReviewWindow } from '#shared/domain/review/window.ts'
import { MINUTE_MS } from '#shared/domain/review/review.ts'
import { addLoyal, isLoyal, noWriters, type Writers } from '#shared/domain/review/writers.ts'
import { startWorker } from '../workers/start-worker.ts'
import { countStretches, HELPER, SHARED, type CountedRows, type CountingJob } from './count-rows.ts'

/** Shorter logs are counted before a second thread has started. */
const ALONE_MAX = 100_000

const countedSchema = z.object({
  message: z.object({
    messages: z.array(z.tuple([z.number(), z.number()])),
    writers: z.map(z.string(), z.set(z.string())),
  }),
})
const fanText = z.string().transform((text) => fanStandingSchema.parse(JSON.parse(text)))

export interface WritersCount {
  /** Counts what is left and gives all of it. To be called once. */
  readonly finish: () => Writers
}

/**
 * Begins to count the danmaku of a log: by far the most of its events, of which none is needed whole. Of a long log a
 * second thread counts its share while the caller reads the rest of the log.
 */
export function countWriters(
  db: Database,
  window: ReviewWindow,
  lastSeq: number,
  aloneMax = ALONE_MAX,
): WritersCount {
  const job = (): CountingJob => ({
    file: db.name,
    ...{ fromMs: window.fromMs, toMs: window.toMs },
    lastSeq,
    shared: new SharedArrayBuffer(SHARED.length * Int32Array.BYTES_PER_ELEMENT),
  })
  if (lastSeq <= aloneMax) return { finish: () => gathered(window, [countStretches(db, job())]) }

  const shared = job()
  const { port1, port2 } = new MessageChannel()
  const helper = startWorker('count', { ...shared, port: port2 }, [port2])
  // What goes wrong there is found out by what is missing; nobody waits for its end.
  helper.on('error', () => undefined).unref()
  return {
    finish: () => {
      const own = countStretches(db, shared)
      const theirs = resultOf(helper, port1, shared)
      return gathered(window, theirs === 'lost' ? [countStretches(db, job())] : [own, ...theirs])
    },
  }
}

/** A thread that is that slow is none that still works. */
const HELPER_WAITED_MS = 60_000

function resultOf(
  helper: Worker,
  port: MessagePort,
  { shared }: CountingJob,
): readonly CountedRows[] | 'lost' {
  const places = new Int32Array(shared)
  try {
    const state = Atomics.compareExchange(places, SHARED.state, HELPER.idle, HELPER.notNeeded)
    if (state === HELPER.idle) return []
    if (Atomics.wait(places, SHARED.state, HELPER.counting, HELPER_WAITED_MS) === 'timed-out') return 'lost'
    const received = countedSchema.safeParse(receiveMessageOnPort(port))
    return received.success ? [received.data.message] : 'lost'
  } finally {
    port.close()
    void helper.terminate()
  }
}

function gathered(window: ReviewWindow, parts: readonly CountedRows[]): Writers {
  const writers = noWriters(window)
  for (const { messages, writers: found } of parts) {
    for (const [minute, count] of messages) {
      const place = minuteOf(window, window.fromMs + minute * MINUTE_MS)
      if (place !== null) writers.messages[place] = (writers.messages[place] ?? 0) + count
      writers.total += count
    }
    for (const [fan, userIds] of found) {
      const standing = fanText.parse(fan)
      for (const userId of userIds) {
        writers.userIds.add(userId)
        if (isLoyal(standing)) addLoyal(writers.loyal, userId, standing.tier)
      }
    }
  }
  return writers
}
