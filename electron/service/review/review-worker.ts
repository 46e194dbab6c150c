import { join } from 'node:path'
import { parentPort } from 'node:worker_threads'
import { z } from 'zod'

import { metricsWithOrders, withOrders } from '#shared/domain/review/with-orders.ts'
import { suggest } from '#shared/domain/suggestions/suggest.ts'
import { messageOf, storageProblemOf } from '../storage/storage-error.ts'
import { LogError } from '../log/log-error.ts'
import { logFigures, logReview } from './make-review.ts'
import { toldOrders } from './told-orders.ts'
import type { ReviewAnswer } from './review-job.ts'
import { reviewJobSchema, type ReviewJob } from './review-job.ts'

/* Runs in a thread of its own: reading a long log must not hold up a show. One job at a time. */

const port = z.custom<NonNullable<typeof parentPort>>((value) => value !== null).parse(parentPort)

port.on('message', (message: unknown) => {
  const job = reviewJobSchema.parse(message)
  port.postMessage(answerTo(job))
})

function answerTo(job: ReviewJob): ReviewAnswer {
  try {
    return { ok: true, json: JSON.stringify(resultOf(job)) }
  } catch (error) {
    const kind = error instanceof LogError ? error.kind : (storageProblemOf(error) ?? 'bug')
    return { ok: false, kind, message: messageOf(error) }
  }
}

function resultOf({ what, dataDir, sessionId, closed, beside }: ReviewJob): unknown {
  const file = join(dataDir, 'sessions', `${sessionId}.db`)
  const told = toldOrders(join(dataDir, 'library.db'), sessionId)
  switch (what) {
    case 'review':
      return withOrders(logReview(file, { closed }), told)
    case 'figures': {
      const figures = logFigures(file, { closed })
      return { session: figures.session, metrics: metricsWithOrders(figures, told) }
    }
    case 'suggestions': {
      const review = withOrders(logReview(file, { closed }), told)
      return {
        session: review.session,
        suggestions: suggest({ review, ...(beside ?? { earlier: [], slots: [] }) }),
      }
    }
    default:
      return what satisfies never
  }
}
