import { z } from 'zod'

import type { Fan } from './fan.ts'
import { tierSchema, type Tier } from './tier.ts'

export const TIER_RULES_MAX = 10

const DAY_MS = 86_400_000
const count = z.number().int().nonnegative().max(1_000_000)

/**
 * Who has earned a tier: everything a rule asks for must hold. `minOrders`, `minSpentFen` and `minVisits` count from
 * the beginning; `withinDays`: the last order is at most this many days old. What a rule does not ask is 0 or null.
 */
export const tierRuleSchema = z
  .object({
    tier: tierSchema.exclude(['guest']),
    minOrders: count,
    minSpentFen: z.number().int().nonnegative().max(100_000_000_000),
    withinDays: z.number().int().min(1).max(3_650).nullable(),
    minVisits: count,
  })
  .refine(asksForSomething, { error: 'a rule must ask for something' })
export type TierRule = z.infer<typeof tierRuleSchema>

export const tierRulesSchema = z.array(tierRuleSchema).max(TIER_RULES_MAX)

/** Where a seller who has set nothing yet starts from. */
export const STARTER_TIER_RULES: readonly TierRule[] = [
  { tier: 'vip', minOrders: 5, minSpentFen: 200_000, withinDays: 180, minVisits: 0 },
  { tier: 'member', minOrders: 2, minSpentFen: 0, withinDays: 365, minVisits: 0 },
]

export function asksForSomething(rule: {
  readonly minOrders: number
  readonly minSpentFen: number
  readonly withinDays: number | null
  readonly minVisits: number
}): boolean {
  return rule.minOrders > 0 || rule.minSpentFen > 0 || rule.withinDays !== null || rule.minVisits > 0
}

const RANK: Readonly<Record<Tier, number>> = { guest: 0, member: 1, vip: 2 }

export const isHigher = (tier: Tier, than: Tier): boolean => RANK[tier] > RANK[than]

/** What the rules look at. */
export type TierFacts = Pick<Fan, 'orders' | 'spentFen' | 'lastOrderMs' | 'visits'>

function fits(rule: TierRule, facts: TierFacts, nowMs: number): boolean {
  const { withinDays } = rule
  const recent =
    withinDays === null || (facts.lastOrderMs !== null && nowMs - facts.lastOrderMs <= withinDays * DAY_MS)
  return (
    recent &&
    facts.orders >= rule.minOrders &&
    facts.spentFen >= rule.minSpentFen &&
    facts.visits >= rule.minVisits
  )
}

/** The highest tier of which a rule fits; `guest` when none does. The order of the rules does not matter. */
export function tierByRules(rules: readonly TierRule[], facts: TierFacts, nowMs: number): Tier {
  let tier: Tier = 'guest'
  for (const rule of rules) {
    if (isHigher(rule.tier, tier) && fits(rule, facts, nowMs)) tier = rule.tier
  }
  return tier
}

/** What rules do to a fan: the new tier, or null when they leave the fan where they stand. */
export function tierMove(
  rules: readonly TierRule[],
  fan: TierFacts & Pick<Fan, 'tier' | 'tierBy'>,
  nowMs: number,
): Tier | null {
  if (fan.tierBy === 'hand') return null
  const tier = tierByRules(rules, fan, nowMs)
  return tier === fan.tier ? null : tier
}

/** Who would move from where to where. `names` holds the first ones, those with the highest new tier first. */
export const tierPreviewSchema = z.object({
  moves: z.array(z.object({ from: tierSchema, to: tierSchema, fans: z.number().int().positive() })),
  names: z.array(z.object({ fanId: z.string(), name: z.string(), from: tierSchema, to: tierSchema })),
  /** Fans whose tier a person has set, which rules leave alone. */
  byHand: z.number().int().nonnegative(),
  total: z.number().int().nonnegative(),
})
export type TierPreview = z.infer<typeof tierPreviewSchema>

export const TIER_PREVIEW_NAMES = 50
