import { z } from 'zod'

/** A viewer's standing with the seller. `guest` is whoever the library does not know. */
export const tierSchema = z.enum(['guest', 'member', 'vip'])
export type Tier = z.infer<typeof tierSchema>

/** What ingest learns from the library about the writer of a danmaku. */
export const fanStandingSchema = z.object({ tier: tierSchema, privateDomain: z.boolean() })
export type FanStanding = z.infer<typeof fanStandingSchema>

export const GUEST: FanStanding = { tier: 'guest', privateDomain: false }

const TIER_HEAD_START_MS: Record<Tier, number> = { guest: 0, member: 3_000, vip: 6_000 }
const PRIVATE_DOMAIN_HEAD_START_MS = 2_000

/**
 * How much earlier (ms) a fan's deadline counts in the queue order. Finite on purpose: an older question of a
 * guest always overtakes newer ones of VIPs, so nobody waits for ever.
 */
export function headStartMs(fan: FanStanding): number {
  return TIER_HEAD_START_MS[fan.tier] + (fan.privateDomain ? PRIVATE_DOMAIN_HEAD_START_MS : 0)
}
