import { readReview, ReviewError } from './api.ts'
import { reviewResponseSchema } from '#shared/protocol/review.ts'
import { THREADS_IN_A_PART, type ReviewPart } from './review-parts.ts'

/*
 * Fetches and parses a review off the page's thread: that of a show with a million events holds tens of thousands of
 * questions. It is handed over in parts, because taking a message apart holds the page up for as long as it is large.
 */

const post = (part: ReviewPart): void => self.postMessage(part)

self.addEventListener('message', (event: MessageEvent<unknown>) => {
  if (typeof event.data === 'string') void send(event.data)
})

async function send(path: string): Promise<void> {
  try {
    const { threads, ...head } = await readReview(path, reviewResponseSchema)
    post({ type: 'head', head })
    for (let from = 0; from < threads.length; from += THREADS_IN_A_PART) {
      post({ type: 'threads', threads: threads.slice(from, from + THREADS_IN_A_PART) })
    }
    post({ type: 'done' })
  } catch (error) {
    const { problem, message } =
      error instanceof ReviewError ? error : new ReviewError('failed', String(error))
    post({ type: 'failed', problem, message })
  }
}
