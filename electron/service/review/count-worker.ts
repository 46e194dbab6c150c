import { workerData } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'
import SQLite from 'better-sqlite3'

import { countStretches, HELPER, SHARED, type CountingJob } from './count-rows.ts'

/*
 * The second thread of a count. It is started for one count by `countWriters`, which has opened and judged the file
 * already, and waits for it without turning its own event loop.
 */

/** Our own `countWriters` made it: no schema is loaded, since this thread is to be there at once. */
const isJob = (data: unknown): data is CountingJob & { port: MessagePort } =>
  typeof data === 'object' && data !== null && 'port' in data && 'shared' in data

const job: unknown = workerData
if (isJob(job)) count(job)

function count({ port, ...counting }: CountingJob & { port: MessagePort }): void {
  const places = new Int32Array(counting.shared)
  const begun = Atomics.compareExchange(places, SHARED.state, HELPER.idle, HELPER.counting)
  if (begun !== HELPER.idle) return
  try {
    const db = new SQLite(counting.file, { readonly: true })
    db.pragma('trusted_schema = OFF')
    try {
      port.postMessage(countStretches(db, counting))
    } finally {
      db.close()
    }
  } catch {
    // The first thread finds nothing of us, counts again by itself, and meets what is wrong.
  } finally {
    Atomics.store(places, SHARED.state, HELPER.done)
    Atomics.notify(places, SHARED.state)
    port.close()
  }
}
