import { z } from 'zod'

const count = z.number().int().nonnegative()

/** A fraction, 0.25 for a quarter; null where its base is empty. It may pass 1 where the base does not hold everybody. */
export const rateSchema = z.number().nonnegative().nullable()

/**
 * The figures of one session, by the definitions of `docs/metrics.md`. The names are the keys that `huitou review`
 * prints and are never renamed. Money in fen; means are not rounded; null = not defined (its base is empty).
 */
export const metricsSchema = z.object({
  /** Entries; one for each visit that reaches into the show. */
  pv: count,
  /** Distinct viewers among them. */
  uv: count,
  /** Most distinct viewers at one moment. */
  pcu: count,
  /** Moments are this long: presence is known to the millisecond. */
  pcuBucketMs: count,
  /** Presence of all viewers in the show, overlaps of one viewer counted once. */
  watchMs: count,
  watchMsPerViewer: z.number().nonnegative().nullable(),
  messages: count,
  /** Distinct viewers who wrote. */
  interactors: count,
  interactionRate: rateSchema,
  likes: count,
  likers: count,
  /** Orders that were not refunded in full. */
  orders: count,
  /** Distinct buyers of them; one person on several sources is one where the library knows it. */
  buyers: count,
  conversionRate: rateSchema,
  /** What orders brought after refunds. */
  gmvFen: count,
  refundedOrders: count,
  refundedFen: count,
  gpmFen: z.number().nonnegative().nullable(),
  uvValueFen: z.number().nonnegative().nullable(),
  aovFen: z.number().nonnegative().nullable(),
  /** Detected threads, without dismissed ones and those merged into another. */
  threads: count,
  dismissed: count,
  merged: count,
  answered: count,
  replyRate: rateSchema,
  /** Threads that were decided: all but those pending at the end. */
  eligible: count,
  within30s: count,
  within30sRate: rateSchema,
  /** Answered, but after 30 s. */
  late: count,
  /** Never answered, and the clock ran out. */
  missed: count,
  pendingAtEnd: count,
  responseP50Ms: count.nullable(),
  responseP90Ms: count.nullable(),
  automaticAnswers: count,
  shoutOutsPrompted: count,
  shoutOutsThanked: count,
})
export type Metrics = z.infer<typeof metricsSchema>
export type MetricKey = keyof Metrics
