import { z } from 'zod'

import { fanStandingSchema } from '../fans/tier.ts'
import { intentSchema } from '../questions/intent.ts'

export const DANMAKU_TEXT_MAX = 500
export const VIEWER_NAME_MAX = 40

/**
 * One message as a chat source hands it over, already normalised by that source.
 * `userId` is the source's own id of the writer, `sourceMessageId` its id of the message (null when it has none).
 */
export const incomingDanmakuSchema = z.object({
  source: z.string().min(1).max(32),
  sourceMessageId: z.string().min(1).max(128).nullable(),
  userId: z.string().min(1).max(80),
  userName: z.string().min(1).max(VIEWER_NAME_MAX),
  text: z.string().trim().min(1).max(DANMAKU_TEXT_MAX),
  sentAtMs: z.number().int().nonnegative(),
  /** The source says that this asks something, whatever the detector thinks. */
  marked: z.boolean().optional(),
})
export type IncomingDanmaku = z.infer<typeof incomingDanmakuSchema>

/** Why a message is kept in the log but not shown to viewers, nor put to the host as a question. */
const hiddenReasonSchema = z.enum(['mutedViewer', 'blockedWord'])

/** One message as the log and the chat feed hold it. Its time of arrival is the event's own time. */
export const danmakuSchema = z.object({
  danmakuId: z.string(),
  source: z.string(),
  sourceMessageId: z.string().nullable(),
  userId: z.string(),
  userName: z.string(),
  fan: fanStandingSchema,
  text: z.string(),
  sentAtMs: z.number().int(),
  hidden: hiddenReasonSchema.nullable(),
  intent: intentSchema.nullable(),
})
export type Danmaku = z.infer<typeof danmakuSchema>

/** Identity of a writer across chat sources. */
export const viewerKey = (source: string, userId: string): string => `${source}:${userId}`
