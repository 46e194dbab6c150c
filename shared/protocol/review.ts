import { z } from 'zod'

import { reviewSchema } from '#shared/domain/review/review.ts'
import { chatLineSchema, sessionSummarySchema } from './down.ts'

/* What the review page reads of one session, over HTTP, by the host only. */

/** GET /v1/review/sessions: those that went live, the newest first. */
export const reviewSessionsSchema = z.array(sessionSummarySchema)

/** GET /v1/review/sessions/:id. 404 `notFound`, 422 `damaged`, 503 `busy`. */
export const reviewResponseSchema = reviewSchema

/** Chat lines in one answer at most. */
export const REVIEW_MESSAGES_MAX = 500

/** GET …/messages?aroundMs=&limit= or ?questionId=: in the order of arrival. */
export const reviewMessagesSchema = z.array(chatLineSchema)
