import { parentPort } from 'node:worker_threads'
import { z } from 'zod'

import { LIBRARY_SCHEMA } from '#service/library/library-schema.ts'
import { libraryOn } from '#service/library/library.ts'
import { openForReading } from '../../storage/open-database.ts'
import { messageOf } from '../../storage/storage-error.ts'
import { acrossJobSchema, type AcrossAnswer, type AcrossJob } from './across-job.ts'
import { answerAcross } from './across-queries.ts'

/* Runs in a thread of its own: going through years of visits must not hold up a show. */

const port = z.custom<NonNullable<typeof parentPort>>((value) => value !== null).parse(parentPort)

port.on('message', (message: unknown) => {
  port.postMessage(answerTo(acrossJobSchema.parse(message)))
})

function answerTo({ libraryFile, question, context }: AcrossJob): AcrossAnswer {
  try {
    // Opened for each: a connection that stays would keep pages of people who are being forgotten.
    const db = openForReading(libraryFile, LIBRARY_SCHEMA)
    try {
      // One moment of the library, whatever is written meanwhile.
      db.exec('BEGIN')
      const answer = answerAcross(
        libraryOn(db, () => context.nowMs),
        question,
        context,
      )
      return typeof answer === 'string' ? { kind: answer } : { kind: 'answer', json: JSON.stringify(answer) }
    } finally {
      db.close()
    }
  } catch (error) {
    return { kind: 'failed', message: messageOf(error) }
  }
}
