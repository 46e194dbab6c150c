import { netFenOf, type ShowOrder } from '../orders/show-order.ts'
import { countFairness, type TierFairness } from '../shout-outs/fairness.ts'
import type { KnownEvent } from '../session/event.ts'
import type { Tier } from '../fans/tier.ts'
import { standing } from './buyers.ts'
import type { ReviewShoutOut } from './review.ts'
import { addLoyal } from './writers.ts'

export type ShoutOutEvent = Extract<KnownEvent, { type: `shoutOut${string}` | 'showEnded' }>

/** A prompt as the log alone tells of it. */
export type LogShoutOut = Omit<ReviewShoutOut, 'ordersAfter' | 'gmvAfterFen'>

export interface ShoutOutsFold {
  readonly add: (event: ShoutOutEvent) => void
  /** `loyal`: whom the log knows as fans, with their tiers. */
  readonly finish: (loyal: ReadonlyMap<string, Tier>) => {
    readonly shoutOuts: readonly LogShoutOut[]
    readonly fairness: readonly TierFairness[]
  }
}

type Draft = { -readonly [Key in keyof LogShoutOut]: LogShoutOut[Key] }

export function createShoutOuts(): ShoutOutsFold {
  const prompts = new Map<string, Draft>()
  const fairness = countFairness(() => null)
  const fans = new Map<string, Tier>()

  const settle = (promptId: string | null, outcome: LogShoutOut['outcome'], atMs: number): void => {
    const prompt = promptId === null ? undefined : prompts.get(promptId)
    if (!prompt) return
    prompt.outcome = outcome
    prompt.settledAtMs = atMs
  }

  const add = (event: ShoutOutEvent): void => {
    fairness.add(event)
    switch (event.type) {
      case 'shoutOutSignalled':
        return addLoyal(fans, event.body.fan.userId, event.body.fan.tier)
      case 'shoutOutPrompted': {
        const { promptId, fan, signals, promptedAtMs } = event.body.prompt
        const { tier, privateDomain, fanKey, userId, name } = fan
        prompts.set(promptId, {
          tier,
          privateDomain,
          promptId,
          fanKey,
          userId,
          name,
          signals: signals.map(({ kind }) => kind),
          promptedAtMs,
          outcome: 'open',
          settledAtMs: null,
        })
        return
      }
      case 'shoutOutThanked':
        return settle(event.body.promptId, 'thanked', event.atMs)
      case 'shoutOutSkipped':
        return settle(event.body.promptId, 'skipped', event.atMs)
      case 'shoutOutSnoozed':
        return settle(event.body.promptId, 'snoozed', event.atMs)
      case 'shoutOutExpired':
        return settle(event.body.promptId, 'expired', event.atMs)
      case 'shoutOutVetoed':
        return settle(event.body.promptId, 'vetoed', event.atMs)
      case 'shoutOutYielded':
      case 'shoutOutResumed':
      case 'shoutOutRulesSet':
      case 'showEnded':
        return
      default:
        event satisfies never
    }
  }

  return {
    add,
    finish: (loyal) => {
      const seen = new Map(loyal)
      for (const [userId, tier] of fans) addLoyal(seen, userId, tier)
      const seenOf = (tier: Tier): number => [...seen.values()].filter((other) => other === tier).length
      return {
        shoutOuts: [...prompts.values()],
        fairness: fairness.result().map((line) => ({ ...line, seen: seenOf(line.tier) })),
      }
    },
  }
}

/** With the orders that the fan placed after being greeted; without a greeting there are none to tell of. */
export function withOrdersAfter(
  shoutOuts: readonly LogShoutOut[],
  orders: readonly ShowOrder[],
): readonly ReviewShoutOut[] {
  const byName = new Map<string, ShowOrder[]>()
  for (const order of standing(orders)) {
    const names = new Set([order.userId, ...order.keys, ...(order.fanId === null ? [] : [order.fanId])])
    for (const name of names) {
      const known = byName.get(name)
      if (known) known.push(order)
      else byName.set(name, [order])
    }
  }
  return shoutOuts.map((shoutOut): ReviewShoutOut => {
    const { outcome, settledAtMs, fanKey, userId } = shoutOut
    if (outcome !== 'thanked' || settledAtMs === null) return { ...shoutOut, ordersAfter: 0, gmvAfterFen: 0 }
    const own = new Set([...(byName.get(userId) ?? []), ...(byName.get(fanKey) ?? [])])
    const after = [...own].filter(({ placedAtMs }) => placedAtMs > settledAtMs)
    return {
      ...shoutOut,
      ordersAfter: after.length,
      gmvAfterFen: after.reduce((sum, order) => sum + netFenOf(order), 0),
    }
  })
}
