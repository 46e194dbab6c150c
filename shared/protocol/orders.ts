import { z } from 'zod'

import { fanFactsSchema } from '#shared/domain/fans/fan.ts'

/** Whether a shop system may send orders, and since when; times in ms. */
const orderAccessSchema = z.object({
  /** Null: no token has been made, or it was taken back. `lastUsedAtMs` is since the studio was started. */
  token: z.object({ createdAtMs: z.number().int(), lastUsedAtMs: z.number().int().nullable() }).nullable(),
})
export type OrderAccess = z.infer<typeof orderAccessSchema>

/** What screens ask of orders and of what they say about fans. */
export const orderRequests = [
  /** `userId` is the viewer's key across chat sources, as danmaku carry it. */
  z.object({ type: z.literal('getFanFacts'), userId: z.string().min(1).max(120) }),
  z.object({ type: z.literal('getOrderAccess') }),
  /** Answered with the new token, which is told this once; the one before opens nothing any more. */
  z.object({ type: z.literal('renewOrderToken') }),
  z.object({ type: z.literal('revokeOrderToken') }),
] as const

export const orderResponses = [
  /** Null for a viewer the library does not know. */
  z.object({ type: z.literal('fanFacts'), facts: fanFactsSchema.nullable() }),
  z.object({ type: z.literal('orderAccess'), access: orderAccessSchema }),
  /** Told once and kept nowhere. */
  z.object({ type: z.literal('orderToken'), token: z.string().max(200) }),
] as const
