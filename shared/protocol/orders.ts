import { z } from 'zod'

import { fanFactsSchema } from '#shared/domain/fans/fan.ts'

/** What screens ask of orders and of what they say about fans. */
export const orderRequests = [
  /** `userId` is the viewer's key across chat sources, as danmaku carry it. */
  z.object({ type: z.literal('getFanFacts'), userId: z.string().min(1).max(120) }),
] as const

export const orderResponses = [
  /** Null for a viewer the library does not know. */
  z.object({ type: z.literal('fanFacts'), facts: fanFactsSchema.nullable() }),
] as const
