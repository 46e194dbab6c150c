import type { ReviewShoutOut } from '../../review/review.ts'
import type { Tier } from '../../fans/tier.ts'
import { differenceInterval } from '../../review/share-interval.ts'
import type { Rule } from '../facts.ts'
import { strengthOf } from '../figures.ts'
import { UNEVEN, UNUSED, VIPS, WEIGHT } from '../thresholds.ts'

/** Prompts that were skipped or ran out. */
export const shoutOutsUnused: Rule = ({ review: { shoutOuts } }) => {
  const settled = shoutOuts.filter(isSettled)
  const skipped = settled.filter(({ outcome }) => outcome === 'skipped').length
  const expired = settled.filter(({ outcome }) => outcome === 'expired').length
  const prompted = settled.length
  if (prompted < UNUSED.prompted || skipped + expired < UNUSED.share * prompted) return []
  return [
    {
      kind: 'shoutOutsUnused',
      topic: 'shoutOutsUnused',
      numbers: { prompted, skipped, expired },
      strength: strengthOf(WEIGHT.shoutOutsUnused, (skipped + expired) / prompted, UNUSED.share),
      evidence: [promptsEvidence(settled)],
    },
  ]
}

/** Prompts for one tier came to nothing more often than those for another, beyond what chance would give. */
export const shoutOutsUneven: Rule = ({ review: { shoutOuts } }) => {
  const settled = shoutOuts.filter(isSettled)
  const tiers: readonly Tier[] = ['vip', 'member', 'guest']
  const of = (tier: Tier) => {
    const prompts = settled.filter((prompt) => prompt.tier === tier)
    return { tier, prompts, hits: prompts.filter(isThanked).length, n: prompts.length }
  }
  const groups = tiers.map(of).filter(({ n }) => n >= UNEVEN.prompted)
  const found = groups.flatMap((less) =>
    groups.flatMap((more) => {
      const { low } = differenceInterval(more, less)
      return low > 0 ? [{ less, more, low }] : []
    }),
  )
  const [worst] = found.toSorted((a, b) => b.low - a.low)
  if (!worst) return []
  const { less, more, low } = worst
  return [
    {
      kind: 'shoutOutsUneven',
      topic: `shoutOutsUneven/${less.tier}`,
      numbers: {
        tier: less.tier,
        thanked: less.hits,
        prompted: less.n,
        other: more.tier,
        otherThanked: more.hits,
        otherPrompted: more.n,
      },
      strength: strengthOf(WEIGHT.shoutOutsUneven, low, more.hits / more.n - less.hits / less.n),
      evidence: [
        { type: 'fairness', tiers: [less.tier, more.tier] },
        promptsEvidence([...less.prompts, ...more.prompts]),
      ],
    },
  ]
}

/** VIPs came, and the host greeted few of them or none. */
export const vipsNotGreeted: Rule = ({ review: { fairness, shoutOuts } }) => {
  const seen = fairness.find(({ tier }) => tier === 'vip')?.seen ?? 0
  const prompts = shoutOuts.filter((prompt) => prompt.tier === 'vip' && isThanked(prompt))
  const greeted = new Set(prompts.map(({ fanKey }) => fanKey)).size
  const missed = seen - greeted
  if (seen < VIPS.seen || missed < VIPS.missed || missed < VIPS.share * seen) return []
  return [
    {
      kind: 'vipsNotGreeted',
      topic: 'vipsNotGreeted',
      numbers: { seen, greeted },
      strength: strengthOf(WEIGHT.vipsNotGreeted, missed, VIPS.missed),
      evidence: [{ type: 'fairness', tiers: ['vip'] }, promptsEvidence(prompts)],
    },
  ]
}

const isThanked = ({ outcome }: ReviewShoutOut): boolean => outcome === 'thanked'

const isSettled = ({ outcome }: ReviewShoutOut): boolean =>
  outcome === 'thanked' || outcome === 'skipped' || outcome === 'expired'

const promptsEvidence = (prompts: readonly ReviewShoutOut[]) => ({
  type: 'shoutOuts' as const,
  promptIds: prompts.map(({ promptId }) => promptId),
})
