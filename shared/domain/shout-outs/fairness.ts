import type { Tier } from '../fans/tier.ts'
import type { SessionEvent } from '../session/event.ts'

/** How one tier fared. `seen`, `signalled`: distinct fans; the others count prompts. `expired` holds those whose turn never came. */
export interface TierFairness {
  readonly tier: Tier
  readonly seen: number
  readonly signalled: number
  readonly prompted: number
  readonly thanked: number
  readonly skipped: number
  readonly expired: number
  /** From the first reason to the prompt; null without a prompt. */
  readonly medianWaitMs: number | null
}

export interface FairnessCount {
  readonly add: (event: SessionEvent) => void
  /** VIP, member, private domain. */
  readonly result: () => TierFairness[]
}

/**
 * Counts who was greeted, over the events of a show in order. `tierOf` says whose tier counts (null: a stranger);
 * asked once for everybody who came or spoke.
 */
export function countFairness(tierOf: (userId: string) => Tier | null): FairnessCount {
  const asked = new Set<string>()
  /** Fans who wait or stand as the prompt; for them the end of the show comes too early. */
  const open = new Map<string, Tier>()
  const tallies = { vip: emptyTally(), member: emptyTally(), guest: emptyTally() }
  const seen = (userId: string): void => {
    if (asked.has(userId)) return
    asked.add(userId)
    const tier = tierOf(userId)
    if (tier !== null) tallies[tier].seen += 1
  }
  return {
    add: ({ type, body }) => {
      if (type === 'viewerEntered' || type === 'danmakuReceived') seen(body.userId)
      else if (type === 'shoutOutSignalled') {
        tallies[body.fan.tier].signalled.add(body.fan.fanKey)
        open.set(body.fan.fanKey, body.fan.tier)
      } else if (type === 'shoutOutPrompted') {
        const { fan, promptedAtMs, sinceMs } = body.prompt
        tallies[fan.tier].waitsMs.push(promptedAtMs - sinceMs)
      } else if (type === 'shoutOutThanked') {
        tallies[body.fan.tier].thanked += 1
        open.delete(body.fan.fanKey)
      } else if (type === 'shoutOutSkipped') {
        tallies[body.fan.tier].skipped += 1
        open.delete(body.fan.fanKey)
      } else if (type === 'shoutOutExpired') {
        tallies[body.fan.tier].expired += 1
        open.delete(body.fan.fanKey)
      } else if (type === 'shoutOutVetoed') open.delete(body.fan.fanKey)
      else if (type === 'showEnded') {
        for (const tier of open.values()) tallies[tier].expired += 1
        open.clear()
      }
    },
    result: () =>
      (['vip', 'member', 'guest'] as const).map((tier) => {
        const { seen: came, signalled, waitsMs, thanked, skipped, expired } = tallies[tier]
        return {
          tier,
          seen: came,
          signalled: signalled.size,
          prompted: waitsMs.length,
          thanked,
          skipped,
          expired,
          medianWaitMs: median(waitsMs),
        }
      }),
  }
}

const emptyTally = () => ({
  seen: 0,
  signalled: new Set<string>(),
  waitsMs: new Array<number>(),
  thanked: 0,
  skipped: 0,
  expired: 0,
})

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted[Math.floor((sorted.length - 1) / 2)]
  const next = sorted[Math.ceil((sorted.length - 1) / 2)]
  return middle === undefined || next === undefined ? null : Math.round((middle + next) / 2)
}
