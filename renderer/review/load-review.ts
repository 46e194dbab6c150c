import type { Review } from '#shared/domain/review/review.ts'
import { ReviewError } from './api.ts'
import { assembleReview, type ReviewPart } from './review-parts.ts'

/**
 * Reads a review in a worker, so that the page stays quick however large the show was.
 * @throws ReviewError
 */
export function loadReview(path: string, signal: AbortSignal): Promise<Review> {
  const worker = new Worker(new URL('./review-worker.ts', import.meta.url), { type: 'module' })
  const assembly = assembleReview()
  return new Promise<Review>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new DOMException('No longer wanted.', 'AbortError')))
    worker.addEventListener('error', () =>
      reject(new ReviewError('failed', 'The review could not be taken apart.')),
    )
    // Its own script, of the same build: what it sends needs no parsing a second time.
    worker.addEventListener('message', (event: MessageEvent<ReviewPart>) => {
      try {
        const review = assembly.add(event.data)
        if (review !== null) resolve(review)
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)))
      }
    })
    worker.postMessage(path)
  }).finally(() => worker.terminate())
}
