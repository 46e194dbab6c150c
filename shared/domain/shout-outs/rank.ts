import type { Tier } from '../fans/tier.ts'
import type { SignalKind } from './rules.ts'
import { isPushed, type Candidate } from './shout-out.ts'

const DAY_MS = 86_400_000
const TIER_WEIGHT: Record<Tier, number> = { guest: 1, member: 2, vip: 4 }
/** Away for this long counts double; longer no more. */
const LAPSE_FULL_DAYS = 90
/** Reasons that are stale in a minute, or come once a year. */
const REASON_WEIGHT: Partial<Record<SignalKind, number>> = {
  orderPlaced: 1.5,
  birthday: 1.5,
  repurchaseDue: 1.2,
}
/**
 * What a tier gains each time it stands back. The heaviest candidate weighs at most 4 × 2 × 1.5 = 12, and 3 more after
 * half an hour, the longest a reason may wait; the lightest 1. After eight times the lightest comes first: no tier
 * starves.
 */
const GAIN_PER_PASS = 2
/** Those who wait longer move up slowly. */
const GAIN_PER_MINUTE = 0.1

/** Tier × lapse × reason, with what the tier and the fan have waited. */
export function weightOf(
  { fan, facts, signals, sinceMs }: Candidate,
  passedOver: Readonly<Record<Tier, number>>,
  nowMs: number,
): number {
  const awayDays = facts.lastSeenMs === null ? 0 : Math.max(0, nowMs - facts.lastSeenMs) / DAY_MS
  const lapse = 1 + Math.min(1, Math.log1p(awayDays) / Math.log1p(LAPSE_FULL_DAYS))
  const reason = Math.max(...signals.map(({ kind }) => REASON_WEIGHT[kind] ?? 1))
  const waitedMinutes = Math.max(0, nowMs - sinceMs) / 60_000
  return (
    TIER_WEIGHT[fan.tier] * lapse * reason +
    passedOver[fan.tier] * GAIN_PER_PASS +
    waitedMinutes * GAIN_PER_MINUTE
  )
}

/** Whom to greet first: those a moderator pushed in their order, then by weight; equal ones by time, then by key. */
export function firstOf(
  candidates: readonly Candidate[],
  passedOver: Readonly<Record<Tier, number>>,
  nowMs: number,
): Candidate | null {
  const pushed = candidates.filter(isPushed)
  if (pushed.length > 0)
    return pushed.toSorted((a, b) => pushedAtMs(a) - pushedAtMs(b) || byKey(a, b))[0] ?? null
  const weighed = candidates.map((candidate) => ({
    candidate,
    weight: weightOf(candidate, passedOver, nowMs),
  }))
  weighed.sort(
    (a, b) =>
      b.weight - a.weight || a.candidate.sinceMs - b.candidate.sinceMs || byKey(a.candidate, b.candidate),
  )
  return weighed[0]?.candidate ?? null
}

const pushedAtMs = ({ signals }: Candidate): number =>
  signals.find(({ kind }) => kind === 'pushed')?.atMs ?? 0

const byKey = (a: Candidate, b: Candidate): number =>
  a.fan.fanKey < b.fan.fanKey ? -1 : a.fan.fanKey > b.fan.fanKey ? 1 : 0
