import { shareInterval } from '../../review/share-interval.ts'
import type { Rule } from '../facts.ts'
import { medianOf, strengthOf } from '../figures.ts'
import { SLOT, WEIGHT } from '../thresholds.ts'

/** The hour of the week whose viewers come back most, when it stands out from the seller's median one. */
export const slotKeepsMore: Rule = ({ slots }) => {
  const known = slots.flatMap((slot) =>
    slot.returners === null || slot.cohort < SLOT.viewers
      ? []
      : [{ ...slot, returned: slot.returners, rate: slot.returners / slot.cohort }],
  )
  const median = medianOf(known.map(({ rate }) => rate))
  if (median === null || known.length < SLOT.slots) return []
  const [best] = known
    .filter(({ rate, returned, cohort }) => {
      return rate - median >= SLOT.points && shareInterval({ hits: returned, n: cohort }).low > median
    })
    .toSorted((a, b) => b.rate - a.rate || a.weekday - b.weekday || a.hour - b.hour)
  if (!best) return []
  const { weekday, hour, cohort, returned, rate } = best
  return [
    {
      kind: 'slotKeepsMore',
      topic: `slotKeepsMore/${weekday}-${hour}`,
      numbers: { weekday, hour, viewers: cohort, returned, rate, median, slots: known.length },
      strength: strengthOf(WEIGHT.slotKeepsMore, rate - median, SLOT.points),
      evidence: [{ type: 'slot', weekday, hour }],
    },
  ]
}
