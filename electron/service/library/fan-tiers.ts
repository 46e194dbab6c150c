import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import {
  isHigher,
  STARTER_TIER_RULES,
  tierMove,
  TIER_PREVIEW_NAMES,
  tierRulesSchema,
  type TierPreview,
  type TierRule,
} from '#shared/domain/fans/tier-rules.ts'
import { tierSchema, type Tier } from '#shared/domain/fans/tier.ts'
import { withStorageErrors } from '../storage/storage-error.ts'
import { settingsOf } from './settings.ts'

/** The last time the rules moved fans: what can be taken back. */
export interface TiersApplied {
  readonly atMs: number
  readonly moved: number
}

/** Which tier fans have earned by the seller's rules. */
export interface FanTiers {
  readonly rules: () => readonly TierRule[]
  readonly applied: () => TiersApplied | null
  /** Who would move by these rules at this moment; changes nothing. */
  readonly preview: (rules: readonly TierRule[]) => TierPreview
  /** Keeps the rules and moves everybody in one transaction; returns how many moved. The tiers of before are kept. */
  readonly apply: (rules: readonly TierRule[]) => number
  /** Gives back the tiers of before the last application to whoever has not been moved since; returns how many. */
  readonly takeBack: () => number
}

const RULES = 'fans.tierRules'
const APPLIED = 'fans.tiersApplied'

const appliedSchema = z.object({ atMs: z.number().int(), moved: z.number().int() })
const candidateSchema = z.object({
  fanId: z.string(),
  name: z.string(),
  tier: tierSchema,
  tierBy: z.enum(['import', 'rules']),
  orders: z.number(),
  spentFen: z.number(),
  lastOrderMs: z.number().nullable(),
  visits: z.number(),
})
const countRow = z.object({ fans: z.number().int() })

interface Move {
  readonly fanId: string
  readonly name: string
  readonly from: Tier
  readonly to: Tier
}

export function fanTiers(db: Database, nowMs: () => number, onMoved: () => void): FanTiers {
  const settings = settingsOf(db)
  const candidates = db.prepare(`
    SELECT fan_id AS fanId, name, tier, tier_by AS tierBy, orders, spent AS spentFen, last_order AS lastOrderMs,
      visits FROM fan WHERE tier_by <> 'hand'`)
  const byHand = db.prepare(`SELECT count(*) AS fans FROM fan WHERE tier_by = 'hand'`)
  const all = db.prepare('SELECT count(*) AS fans FROM fan')
  const clear = db.prepare('DELETE FROM fan_tier_before')
  const keep = db.prepare(`
    INSERT INTO fan_tier_before (fan_id, tier, tier_by, tier_now) SELECT fan_id, tier, tier_by, :to FROM fan
    WHERE fan_id = :fanId`)
  const move = db.prepare(`
    UPDATE fan SET tier = :to, tier_by = 'rules', updated_at = max(:nowMs, updated_at + 1) WHERE fan_id = :fanId`)
  const restore = db.prepare(`
    UPDATE fan SET tier = before.tier, tier_by = before.tier_by, updated_at = max(?, updated_at + 1)
    FROM fan_tier_before AS before
    WHERE before.fan_id = fan.fan_id AND fan.tier = before.tier_now AND fan.tier_by = 'rules'`)
  const guarded = <Value>(action: () => Value): Value => withStorageErrors(db.name, action)

  const movesOf = (rules: readonly TierRule[]): Move[] => {
    const now = nowMs()
    const moves: Move[] = []
    for (const row of candidates.iterate()) {
      const fan = candidateSchema.parse(row)
      const to = tierMove(rules, fan, now)
      if (to !== null) moves.push({ fanId: fan.fanId, name: fan.name, from: fan.tier, to })
    }
    return moves
  }
  const apply = db.transaction((rules: readonly TierRule[]): number => {
    const moves = movesOf(rules)
    clear.run()
    for (const { fanId, to } of moves) {
      keep.run({ fanId, to })
      move.run({ fanId, to, nowMs: nowMs() })
    }
    settings.set(RULES, rules)
    settings.set(APPLIED, moves.length === 0 ? null : { atMs: nowMs(), moved: moves.length })
    return moves.length
  })
  const takeBack = db.transaction((): number => {
    const { changes } = restore.run(nowMs())
    clear.run()
    settings.set(APPLIED, null)
    return changes
  })

  return {
    rules: () => settings.get(RULES, tierRulesSchema) ?? STARTER_TIER_RULES,
    applied: () => settings.get(APPLIED, appliedSchema),
    preview: (rules) =>
      guarded(() => ({
        ...summaryOf(movesOf(rules)),
        byHand: countRow.parse(byHand.get()).fans,
        total: countRow.parse(all.get()).fans,
      })),
    apply: (rules) => {
      const moved = guarded(() => apply(rules))
      onMoved()
      return moved
    },
    takeBack: () => {
      const moved = guarded(() => takeBack())
      onMoved()
      return moved
    },
  }
}

function summaryOf(moves: readonly Move[]): Pick<TierPreview, 'moves' | 'names'> {
  const counts = new Map<string, { from: Tier; to: Tier; fans: number }>()
  for (const { from, to } of moves) {
    const key = `${from}>${to}`
    const known = counts.get(key)
    if (known) known.fans += 1
    else counts.set(key, { from, to, fans: 1 })
  }
  return {
    moves: [...counts.values()].toSorted(highestFirst),
    names: moves.toSorted(highestFirst).slice(0, TIER_PREVIEW_NAMES),
  }
}

const highestFirst = (left: { from: Tier; to: Tier }, right: { from: Tier; to: Tier }): number =>
  byTier(left.to, right.to) || byTier(left.from, right.from)

const byTier = (left: Tier, right: Tier): number => (left === right ? 0 : isHigher(left, right) ? -1 : 1)
