import type { Database } from 'better-sqlite3'

/*
 * Danmaku counted inside SQLite, in stretches of the log that several threads share. It imports nothing that takes time
 * to load: the second thread lives for less than a second.
 */

/** Events of one stretch: short enough that two threads end at about the same time. */
const STRETCH = 40_000

/** Places in the memory that the threads share. */
export const SHARED = { nextStretch: 0, state: 1, length: 2 } as const

/** Of the second thread. `notNeeded`: all was counted before it had begun. */
export const HELPER = { idle: 0, counting: 1, done: 2, notNeeded: 3 } as const

export interface CountedRows {
  /** Messages by minute since `fromMs`. */
  readonly messages: (readonly [minute: number, count: number])[]
  /** Who wrote, by their standing as JSON. */
  readonly writers: Map<string, Set<string>>
}

export interface CountingJob {
  readonly file: string
  readonly fromMs: number
  readonly toMs: number
  readonly lastSeq: number
  readonly shared: SharedArrayBuffer
}

/** Counts stretches as long as there are any that nobody has taken. */
export function countStretches(db: Database, { fromMs, toMs, lastSeq, shared }: CountingJob): CountedRows {
  const among = `FROM event WHERE seq > :after AND seq <= :upTo AND type = 'danmakuReceived' AND version = 1
    AND at BETWEEN :fromMs AND :toMs`
  const messages = db
    .prepare<object, readonly [number, number]>(
      // Numbers of JavaScript are bound as REAL, which would make fractions of the minutes.
      `SELECT (at - CAST(:fromMs AS INTEGER)) / 60000 AS minute, count(*) ${among} GROUP BY minute`,
    )
    .raw()
  const writers = db
    .prepare<object, readonly [string, string]>(
      `SELECT DISTINCT body ->> '$.userId', body -> '$.fan' ${among}`,
    )
    .raw()
  const counted: CountedRows = { messages: [], writers: new Map() }
  const places = new Int32Array(shared)
  for (;;) {
    const after = Atomics.add(places, SHARED.nextStretch, 1) * STRETCH
    if (after >= lastSeq) return counted
    const stretch = { after, upTo: after + STRETCH, fromMs, toMs }
    counted.messages.push(...messages.all(stretch))
    for (const [userId, fan] of writers.iterate(stretch)) {
      const known = counted.writers.get(fan)
      if (known) known.add(userId)
      else counted.writers.set(fan, new Set([userId]))
    }
  }
}
