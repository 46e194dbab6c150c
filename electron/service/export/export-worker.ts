import { setImmediate, setTimeout } from 'node:timers/promises'
import { parentPort } from 'node:worker_threads'
import { z } from 'zod'

import { messageOf } from '../storage/storage-error.ts'
import { exportTaskSchema, problemOf, type ExportNews } from './export-job.ts'
import { writeExport } from './write-export.ts'

/* Writes one export in a thread of its own. It is stopped by ending the thread. */

/** News more often than this nobody sees. */
const TELL_EVERY_MS = 100
/** What is left to a running show between two pages of its log. */
const PAUSE_MS = 20

const port = z.custom<NonNullable<typeof parentPort>>((value) => value !== null).parse(parentPort)

port.once('message', (message: unknown) => {
  const { request, path, gently, ...session } = exportTaskSchema.parse(message)
  const tell = (news: ExportNews): void => port.postMessage(news)
  let rows = 0
  let total = 0
  let toldAtMs = 0
  writeExport(session, request, {
    path,
    mode: 0o600,
    onTotal: (count) => {
      total = count
    },
    onRows: (more) => {
      rows += more
      const nowMs = performance.now()
      if (nowMs - toldAtMs < TELL_EVERY_MS) return
      toldAtMs = nowMs
      tell({ type: 'progress', rows, total })
    },
    giveWay: () => (gently ? setTimeout(PAUSE_MS) : setImmediate()),
  }).then(
    () => tell({ type: 'done', rows }),
    (error: unknown) => tell({ type: 'failed', problem: problemOf(error), message: messageOf(error) }),
  )
})
