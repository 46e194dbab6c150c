import type { Tier } from '../fans/tier.ts'
import type { NewEvent } from '../session/event.ts'
import type { SessionState } from '../session/state.ts'
import { weightOf } from './rank.ts'
import {
  isPushed,
  WAITING_MAX,
  type Candidate,
  type ShoutOutFacts,
  type ShoutOutFan,
  type Signal,
} from './shout-out.ts'

/**
 * Takes in reasons to greet a fan, as far as the rules want them: nobody is noted who was vetoed, is muted, stands
 * as the prompt, or was greeted so lately that the reason would be stale before the cooldown ends. A moderator's
 * push goes past rules, veto and cooldown.
 */
export function noticeSignals(
  state: SessionState,
  fan: ShoutOutFan,
  facts: ShoutOutFacts,
  signals: readonly Signal[],
  nowMs: number,
): NewEvent[] {
  if (state.phase !== 'live') return []
  const { rules, current, waiting, vetoed, promptedAtMs } = state.shoutOuts
  const { fanKey, tier } = fan
  const pushed = signals.some(({ kind }) => kind === 'pushed')
  if (current?.fan.fanKey === fanKey) return []
  if (!pushed && (!rules.on || vetoed.has(fanKey) || state.mutedViewers.has(fan.userId))) return []

  const wanted: ReadonlySet<string> = new Set(rules.tiers[tier].signals)
  const counted = signals.filter(({ kind }) => kind === 'pushed' || wanted.has(kind))
  if (counted.length === 0) return []

  const lastMs = promptedAtMs.get(fanKey)
  const readyMs = pushed || lastMs === undefined ? nowMs : lastMs + rules.tiers[tier].cooldownMs
  const untilMs = nowMs + rules.waitLastsMs
  if (readyMs >= untilMs) return []
  const signalled: NewEvent = {
    type: 'shoutOutSignalled',
    body: { fan, facts, signals: counted, notBeforeMs: Math.max(nowMs, readyMs), untilMs },
  }
  if (waiting.has(fanKey) || waiting.size < WAITING_MAX) return [signalled]
  return [crowdOut(state, tier, nowMs), signalled]
}

/** Makes room: of the tier with the most waiting, the newcomer's counted in, the one least likely to get a turn. */
function crowdOut(state: SessionState, newcomer: Tier, nowMs: number): NewEvent {
  const { waiting, passedOver } = state.shoutOuts
  const counts: Record<Tier, number> = { guest: 0, member: 0, vip: 0 }
  counts[newcomer] += 1
  for (const { fan } of waiting.values()) counts[fan.tier] += 1
  let last: Candidate | null = null
  let lastWeight = Infinity
  const most = Math.max(counts.guest, counts.member, counts.vip)
  for (const candidate of waiting.values()) {
    if (counts[candidate.fan.tier] !== most || isPushed(candidate)) continue
    const weight = weightOf(candidate, passedOver, nowMs)
    if (weight < lastWeight) [last, lastWeight] = [candidate, weight]
  }
  const [first] = waiting.values()
  const gone = last ?? first
  if (!gone) throw new Error('nobody waits, and yet there is no room')
  return { type: 'shoutOutExpired', body: { promptId: null, fan: gone.fan, while: 'crowdedOut' } }
}
