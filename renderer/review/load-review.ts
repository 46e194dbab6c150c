import type { Review } from '#shared/domain/review/review.ts'
import { reviewResponseSchema } from '#shared/protocol/review.ts'
import { readReview } from './api.ts'

/** Reads a review. */
export const loadReview = (path: string, signal: AbortSignal): Promise<Review> =>
  readReview(path, reviewResponseSchema, signal)
