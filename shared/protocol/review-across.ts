import { z } from 'zod'

import { fanSchema } from '#shared/domain/fans/fan.ts'
import { intentSchema } from '#shared/domain/questions/intent.ts'
import {
  acrossSessionSchema,
  comparedItemSchema,
  earlierMedianSchema,
  heatDaySchema,
  heatSlotSchema,
  metricKeySchema,
  repurchaseCohortSchema,
  repurchaseWindowSchema,
  returnTotalSchema,
  returnWindowSchema,
  unansweredProductSchema,
} from '#shared/domain/review/across/across.ts'
import { metricsSchema } from '#shared/domain/review/metrics.ts'
import { threadOutcomeSchema } from '#shared/domain/review/review.ts'

/*
 * What the pages across sessions are answered, all by GET under /v1/review/ and for the host alone. `pending` counts
 * shows that have ended and are not in the figures yet, because their review is still being made.
 */

const ms = z.number().int()
const count = z.number().int().nonnegative()
const fen = z.number().int()

/** /across/trends?limit= (newest shows, 300 unless told): oldest first. */
export const trendsResponseSchema = z.object({
  pending: count,
  sessions: z.array(
    acrossSessionSchema.extend({
      metrics: metricsSchema,
      /** Of all shows before this one. */
      earlier: z.record(metricKeySchema, earlierMedianSchema),
      /** Within 7 and within 30 days. */
      returns: z.array(returnWindowSchema),
    }),
  ),
  /** Of the shows listed, within 7 and within 30 days. */
  returns: z.array(returnTotalSchema),
})
export type TrendsResponse = z.infer<typeof trendsResponseSchema>

/** /across/heatmap?days=7|30 (30 unless told): slots in which there was a show, by weekday and hour. */
export const heatmapResponseSchema = z.object({
  pending: count,
  timeZone: z.string(),
  days: count,
  /** Smaller cohorts tell nothing: their returners and rates are null. */
  minCohort: count,
  shows: count,
  /** Shows whose window has not passed: left out. */
  censored: count,
  slots: z.array(heatSlotSchema),
  weekdays: z.array(heatDaySchema),
})
export type HeatmapResponse = z.infer<typeof heatmapResponseSchema>

/** /across/cohorts: by month of the first order, oldest first; and all months together. Orders outside shows too. */
export const cohortsResponseSchema = z.object({
  timeZone: z.string(),
  months: z.array(repurchaseCohortSchema),
  total: z.object({ buyers: count, windows: z.array(repurchaseWindowSchema) }),
})
export type CohortsResponse = z.infer<typeof cohortsResponseSchema>

/** /across/unanswered?sessions= (newest shows, 10 unless told): products with unanswered questions, most first. */
export const unansweredResponseSchema = z.object({
  pending: count,
  sessions: z.array(acrossSessionSchema),
  products: z.array(unansweredProductSchema),
})
export type UnansweredResponse = z.infer<typeof unansweredResponseSchema>

/** Null where the metric is not defined. Difference is b - a, null when either is. */
const comparedMetricSchema = z.object({
  a: z.number().nullable(),
  b: z.number().nullable(),
  difference: z.number().nullable(),
})

/**
 * /compare?a=&b=: any two sessions, rehearsals too. 404 `notFound`; 409 `notReady` while a review is being made; 422
 * `damaged` when it cannot be, for the log cannot be read.
 */
export const compareResponseSchema = z.object({
  a: acrossSessionSchema,
  b: acrossSessionSchema,
  metrics: z.record(metricKeySchema, comparedMetricSchema),
  /** By product, else by title; in the order of a's sheet, then what only b had. */
  items: z.array(
    z.object({
      productId: z.string().nullable(),
      title: z.string(),
      a: comparedItemSchema.nullable(),
      b: comparedItemSchema.nullable(),
    }),
  ),
  /** Threads of both by intent, most first. */
  intents: z.array(
    z.object({
      intent: intentSchema,
      a: z.object({ threads: count, missed: count }),
      b: z.object({ threads: count, missed: count }),
    }),
  ),
})
export type CompareResponse = z.infer<typeof compareResponseSchema>

/** /sessions/:id/comparison: this session against the seller's own median of all earlier shows. 404, 409, 422 likewise. */
export const sessionComparisonSchema = z.object({
  session: acrossSessionSchema,
  /** Earlier shows there are; `n` of a metric is in how many of them it is defined. */
  earlierShows: count,
  metrics: z.record(
    metricKeySchema,
    earlierMedianSchema.extend({
      value: z.number().nullable(),
      /** value - median; null when either is. */
      difference: z.number().nullable(),
    }),
  ),
  returns: z.array(returnWindowSchema),
})
export type SessionComparison = z.infer<typeof sessionComparisonSchema>

/** Visits, questions and orders of one person that one answer lists at most, newest first; totals count all. */
export const FAN_ROWS_MAX = 500

/**
 * /fans/:fanId, where the id is a fan's or a viewer key (`source:userId`), which stands for its fan where it has one.
 * 404 when nothing is known of either.
 */
export const fanHistorySchema = z.object({
  pending: count,
  /** Null for a viewer the library does not know. */
  fan: fanSchema.nullable(),
  /** The viewer keys by which logs know the person. */
  keys: z.array(z.string()),
  totals: z.object({
    shows: count,
    visits: count,
    watchMs: count,
    questions: count,
    answeredInTime: count,
    unanswered: count,
    orders: count,
    spentFen: fen,
  }),
  /** Each time they were present; overlaps of several devices are one. Rehearsals are left out. */
  visits: z.array(z.object({ session: acrossSessionSchema, fromMs: ms, toMs: ms, watchMs: count })),
  questions: z.array(
    z.object({
      session: acrossSessionSchema,
      questionId: z.string(),
      intent: intentSchema,
      itemTitle: z.string().nullable(),
      /** What the fan wrote; empty for a forgotten one. */
      text: z.string(),
      sentAtMs: ms,
      /** Of the thread; of one that was merged, what became of the thread it went into. */
      outcome: threadOutcomeSchema,
      /** From the earliest send of the thread to its answer. */
      responseMs: ms.nullable(),
    }),
  ),
  /** Refunded ones too; they do not count in the totals when the whole was refunded. */
  orders: z.array(
    z.object({
      orderId: z.string(),
      /** The show it was placed in, where it has a review; an order outside shows has none. */
      session: acrossSessionSchema.nullable(),
      placedAtMs: ms,
      amountFen: fen,
      refundedFen: fen,
      status: z.enum(['paid', 'refunded', 'partlyRefunded']),
      lines: z.array(z.object({ name: z.string(), quantity: count, amountFen: fen })),
    }),
  ),
})
export type FanHistory = z.infer<typeof fanHistorySchema>

/** Fans that one answer of a search lists at most. */
export const FOUND_FANS_MAX = 20

/** /fans?text=: every word of it is in a name, an id or a tag; who came last first. */
export const fanSearchSchema = z.object({ fans: z.array(fanSchema), total: count })
