import { z } from 'zod'

import { intentSchema } from '../../questions/intent.ts'
import { metricsSchema, rateSchema } from '../metrics.ts'

/*
 * What the reviews of many sessions tell together. Shows only: rehearsals, and sessions that never went live, are
 * left out everywhere but in a comparison that names them. A _person_ is a fan with all of their identities, or else
 * one viewer key. Rates are fractions; a window that has not passed by now has no rate yet (right-censored).
 */

const ms = z.number().int()
const count = z.number().int().nonnegative()
const fen = z.number().int()

export const metricKeySchema = metricsSchema.keyof()

/** One session among others, as lists and curves name it. */
export const acrossSessionSchema = z.object({
  sessionId: z.string(),
  title: z.string(),
  kind: z.enum(['show', 'rehearsal']),
  /** What was counted: from going live to the end. */
  fromMs: ms,
  toMs: ms,
})
export type AcrossSession = z.infer<typeof acrossSessionSchema>

/** People of one show who came to a later one within `days` after its end. */
export const returnWindowSchema = z.object({
  days: count,
  /** Distinct people of the show. */
  people: count,
  /** So far, when the window has not passed. */
  returned: count,
  /** returned ÷ people; null while the window has not passed, and for a show nobody came to. */
  rate: rateSchema,
  /** When the window passes, and whether it has. */
  untilMs: ms,
  passed: z.boolean(),
})
export type ReturnWindow = z.infer<typeof returnWindowSchema>

/** The same over many shows: only those whose window has passed are in `people` and `returned`. */
export const returnTotalSchema = z.object({
  days: count,
  shows: count,
  /** Shows whose window has not passed: left out. */
  censored: count,
  people: count,
  returned: count,
  rate: rateSchema,
})
export type ReturnTotal = z.infer<typeof returnTotalSchema>

/** The median of a metric in earlier shows; `n` of them had it defined. Null for none. */
export const earlierMedianSchema = z.object({ median: z.number().nullable(), n: count })
export type EarlierMedian = z.infer<typeof earlierMedianSchema>

/** One hour of the week. `weekday` 1 is Monday, 7 Sunday; `hour` 0-23, both on the clock of the time zone. */
export const heatSlotSchema = z.object({
  weekday: z.number().int().min(1).max(7),
  hour: z.number().int().min(0).max(23),
  shows: count,
  /** People present in this hour of a show, once for each show. */
  cohort: count,
  /** Those who came to a later show within the window. Null, like the rate, where the cohort is too small to tell. */
  returners: count.nullable(),
  rate: rateSchema,
})
export type HeatSlot = z.infer<typeof heatSlotSchema>

/** Whole days of the week, counted alike: everybody of the shows that began on it. */
export const heatDaySchema = heatSlotSchema.omit({ hour: true }).extend({
  /** Mean time each person watched such a show, window or not; null where the cohort is too small. */
  watchMsPerViewer: z.number().nonnegative().nullable(),
})
export type HeatDay = z.infer<typeof heatDaySchema>

/** Buyers of a cohort with a second order within `days` of their first one. */
export const repurchaseWindowSchema = z.object({
  days: count,
  /** Buyers whose window has passed: the base of the rate. */
  buyers: count,
  /** Buyers whose window has not passed: left out. */
  censored: count,
  again: count,
  rate: rateSchema,
})
export type RepurchaseWindow = z.infer<typeof repurchaseWindowSchema>

export const repurchaseCohortSchema = z.object({
  /** Of the first order, as `2026-11`. */
  month: z.string(),
  buyers: count,
  windows: z.array(repurchaseWindowSchema),
})
export type RepurchaseCohort = z.infer<typeof repurchaseCohortSchema>

/** Threads of one intent about one product. Unanswered = missed + pending at the end; late ones were answered. */
export const unansweredIntentSchema = z.object({
  intent: intentSchema,
  threads: count,
  unanswered: count,
  missed: count,
  late: count,
  pending: count,
  askers: count,
  /** Shows in which it went unanswered. */
  shows: count,
  /** The newest unanswered ones, in the words of whoever asked first. */
  examples: z.array(z.object({ sessionId: z.string(), questionId: z.string(), text: z.string(), atMs: ms })),
})
export type UnansweredIntent = z.infer<typeof unansweredIntentSchema>

export const unansweredProductSchema = z.object({
  /** The product of the library; null for an item without one, and for questions about no item. */
  productId: z.string().nullable(),
  /** As the newest sheet called it; null for questions about no item. */
  title: z.string().nullable(),
  unanswered: count,
  threads: count,
  intents: z.array(unansweredIntentSchema),
})
export type UnansweredProduct = z.infer<typeof unansweredProductSchema>

/** What one session tells of one item, or of one product that it sold. */
export const comparedItemSchema = z.object({
  itemNumber: z.number().int(),
  airedMs: ms,
  viewers: count,
  threads: count,
  missed: count,
  orders: count,
  pieces: count,
  gmvFen: fen,
  conversionRate: rateSchema,
})
export type ComparedItem = z.infer<typeof comparedItemSchema>
