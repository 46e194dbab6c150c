import type { Review } from '#shared/domain/review/review.ts'
import { ReviewError, type ReviewProblem } from './api.ts'

export const THREADS_IN_A_PART = 1_000

/** What the worker hands over, in this order. It has parsed everything against the schema of the answer. */
export type ReviewPart =
  | { readonly type: 'head'; readonly head: Omit<Review, 'threads'> }
  | { readonly type: 'threads'; readonly threads: Review['threads'] }
  | { readonly type: 'done' }
  | { readonly type: 'failed'; readonly problem: ReviewProblem; readonly message: string }

export interface ReviewAssembly {
  /** The whole review once its last part was added, else null. @throws ReviewError of a failure. */
  readonly add: (part: ReviewPart) => Review | null
}

/** Puts the parts of a review together. */
export function assembleReview(): ReviewAssembly {
  let head: Omit<Review, 'threads'> | null = null
  const threads: Review['threads'][] = []
  return {
    add: (part) => {
      switch (part.type) {
        case 'head':
          head = part.head
          return null
        case 'threads':
          threads.push(part.threads)
          return null
        case 'done':
          if (head === null) throw new ReviewError('failed', 'The review came without its head.')
          return { ...head, threads: threads.flat() }
        case 'failed':
          throw new ReviewError(part.problem, part.message)
        default:
          return part satisfies never
      }
    },
  }
}
