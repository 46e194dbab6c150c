import { z } from 'zod'

import { tierSchema } from '../fans/tier.ts'
import { metricsSchema } from '../review/metrics.ts'

const ms = z.number().int()

/**
 * Where the numbers of a suggestion can be seen, in the review of its session unless it names others. The threads,
 * items, prompts and incidents are those that were counted, all of them, so that every number can be counted again.
 */
export const evidenceSchema = z.discriminatedUnion('type', [
  /** A stretch of the curve. */
  z.object({ type: z.literal('moment'), fromMs: ms, toMs: ms }),
  z.object({ type: z.literal('threads'), questionIds: z.array(z.string()) }),
  z.object({ type: z.literal('item'), itemId: z.string() }),
  z.object({ type: z.literal('moderator'), moderatorId: z.string() }),
  z.object({ type: z.literal('shoutOuts'), promptIds: z.array(z.string()) }),
  z.object({ type: z.literal('fairness'), tiers: z.array(tierSchema) }),
  /** By the sequence number of where each began. */
  z.object({ type: z.literal('incidents'), seqs: z.array(z.number().int()) }),
  z.object({ type: z.literal('recordings'), files: z.array(z.string()) }),
  z.object({ type: z.literal('metric'), key: metricsSchema.keyof() }),
  z.object({ type: z.literal('association') }),
  /** `weekday`: 1 = Monday … 7 = Sunday; `hour`: 0-23, of the seller's own clock. */
  z.object({
    type: z.literal('slot'),
    weekday: z.number().int().min(1).max(7),
    hour: z.number().int().min(0).max(23),
  }),
  /** Other shows that were counted, newest first. */
  z.object({ type: z.literal('sessions'), sessionIds: z.array(z.string()) }),
])
export type Evidence = z.infer<typeof evidenceSchema>
