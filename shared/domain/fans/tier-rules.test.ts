import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import {
  isHigher,
  tierByRules,
  tierMove,
  tierRuleSchema,
  type TierFacts,
  type TierRule,
} from './tier-rules.ts'
import type { Tier } from './tier.ts'

const NOW = 1_763_800_000_000
const DAY = 86_400_000

const facts = (rest: Partial<TierFacts> = {}): TierFacts => ({
  orders: 0,
  spentFen: 0,
  lastOrderMs: null,
  visits: 0,
  ...rest,
})
const rule = (rest: Partial<TierRule> = {}): TierRule => ({
  tier: 'member',
  minOrders: 0,
  minSpentFen: 0,
  withinDays: null,
  minVisits: 0,
  ...rest,
})

const anyFacts = fc.record({
  orders: fc.nat(20),
  spentFen: fc.nat(500_000),
  lastOrderMs: fc.option(fc.integer({ min: NOW - 800 * DAY, max: NOW })),
  visits: fc.nat(50),
})
const anyRule = fc
  .record({
    tier: fc.constantFrom('member' as const, 'vip' as const),
    minOrders: fc.nat(10),
    minSpentFen: fc.nat(300_000),
    withinDays: fc.option(fc.integer({ min: 1, max: 700 })),
    minVisits: fc.nat(20),
  })
  .filter((candidate) => tierRuleSchema.safeParse(candidate).success)
const anyRules = fc.array(anyRule, { maxLength: 6 })
const anyTier = fc.constantFrom<Tier>('guest', 'member', 'vip')

describe('tier rules', () => {
  const rules = [
    rule({ tier: 'member', minOrders: 2 }),
    rule({ tier: 'vip', minOrders: 5, minSpentFen: 200_000, withinDays: 180 }),
    rule({ tier: 'vip', minVisits: 30 }),
  ]

  it('give the highest tier of which everything that is asked holds', () => {
    expect(tierByRules(rules, facts({ orders: 1 }), NOW)).toBe('guest')
    expect(tierByRules(rules, facts({ orders: 2 }), NOW)).toBe('member')
    const loyal = facts({ orders: 5, spentFen: 200_000, lastOrderMs: NOW - 180 * DAY })
    expect(tierByRules(rules, loyal, NOW)).toBe('vip')
    expect(tierByRules(rules, { ...loyal, lastOrderMs: NOW - 180 * DAY - 1 }, NOW)).toBe('member')
    expect(tierByRules(rules, { ...loyal, lastOrderMs: null }, NOW)).toBe('member')
    expect(tierByRules(rules, facts({ visits: 30 }), NOW)).toBe('vip')
  })

  it('leave alone what a person has set', () => {
    expect(tierMove(rules, { ...facts(), tier: 'vip', tierBy: 'hand' }, NOW)).toBeNull()
    expect(tierMove(rules, { ...facts(), tier: 'vip', tierBy: 'import' }, NOW)).toBe('guest')
  })

  it('must ask for something', () => {
    expect(tierRuleSchema.safeParse(rule()).success).toBe(false)
    expect(tierRuleSchema.safeParse(rule({ withinDays: 30 })).success).toBe(true)
  })

  it('do not depend on their order', () => {
    fc.assert(
      fc.property(anyRules, anyFacts, (some, fan) => {
        expect(tierByRules(some.toReversed(), fan, NOW)).toBe(tierByRules(some, fan, NOW))
      }),
    )
  })

  it('never lower a tier for more orders, spend or visits, nor for a later order', () => {
    fc.assert(
      fc.property(anyRules, anyFacts, anyFacts, (some, fan, more) => {
        const better = {
          orders: fan.orders + more.orders,
          spentFen: fan.spentFen + more.spentFen,
          visits: fan.visits + more.visits,
          lastOrderMs: Math.max(fan.lastOrderMs ?? 0, more.lastOrderMs ?? 0) || null,
        }
        expect(isHigher(tierByRules(some, fan, NOW), tierByRules(some, better, NOW))).toBe(false)
      }),
    )
  })

  it('move nobody twice, and nobody without a rule above a guest', () => {
    fc.assert(
      fc.property(anyRules, anyFacts, anyTier, (some, fan, tier) => {
        const to = tierMove(some, { ...fan, tier, tierBy: 'rules' }, NOW) ?? tier
        expect(tierMove(some, { ...fan, tier: to, tierBy: 'rules' }, NOW)).toBeNull()
        expect(tierByRules([], fan, NOW)).toBe('guest')
      }),
    )
  })
})
