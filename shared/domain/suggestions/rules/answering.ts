import type { ReviewThread } from '../../review/review.ts'
import { isOverTime, threadsEvidence, type Rule } from '../facts.ts'
import { medianOf, strengthOf } from '../figures.ts'
import { ASSOCIATION, BELOW_OWN, ITEM_CHANGE, LAPSED, LONG_WAITS, WEIGHT } from '../thresholds.ts'

/** Questions that ran over time and were sent just after a product came on air. */
export const missesAtItemChange: Rule = ({ review, overTime }) => {
  const { fromMs, toMs } = review.session
  const { withinMs } = ITEM_CHANGE
  // What begins with the show is no change.
  const changes = review.items
    .flatMap(({ spans }) => spans.map((span) => span.fromMs))
    .filter((atMs) => atMs > fromMs + withinMs)
    .toSorted((a, b) => a - b)
  const changeBefore = (atMs: number): number | undefined =>
    changes.findLast((at) => at <= atMs && atMs < at + withinMs)
  const after = overTime.filter(({ earliestSentAtMs }) => changeBefore(earliestSentAtMs) !== undefined)
  const changed = new Set(after.map(({ earliestSentAtMs }) => changeBefore(earliestSentAtMs)))
  const coveredMs = changes.reduce(
    (sum, at, index) => sum + Math.min(withinMs, (changes[index + 1] ?? toMs) - at, toMs - at),
    0,
  )
  const expected = toMs > fromMs ? (overTime.length * coveredMs) / (toMs - fromMs) : 0
  if (after.length < ITEM_CHANGE.overTime || changed.size < ITEM_CHANGE.changes) return []
  if (after.length < ITEM_CHANGE.timesExpected * expected) return []
  return [
    {
      kind: 'missesAtItemChange',
      topic: 'missesAtItemChange',
      numbers: {
        overTime: after.length,
        ofOverTime: overTime.length,
        changes: changed.size,
        withinMs,
      },
      strength: strengthOf(WEIGHT.missesAtItemChange, after.length, ITEM_CHANGE.overTime),
      evidence: [threadsEvidence(after)],
    },
  ]
}

/** The stretch of the show in which people waited longer than in the rest of it. */
export const longWaits: Rule = ({ review, decided }) => {
  const { fromMs, toMs } = review.session
  const { windowMs } = LONG_WAITS
  const indexOf = ({ openedAtMs }: ReviewThread): number => Math.floor((openedAtMs - fromMs) / windowMs)
  const duringShow = decided.filter(({ openedAtMs }) => openedAtMs >= fromMs)
  const windows = Map.groupBy(duringShow, indexOf)
  const found = [...windows].flatMap(([index, threads]) => {
    const rest = duringShow.filter((thread) => indexOf(thread) !== index)
    if (threads.length < LONG_WAITS.questions || rest.length < LONG_WAITS.elsewhere) return []
    const usualMs = medianWaitMs(rest)
    const waitMs = medianWaitMs(threads)
    if (usualMs === null || (waitMs !== null && waitMs <= LONG_WAITS.fromMs)) return []
    if (waitMs !== null && waitMs < LONG_WAITS.timesUsual * usualMs) return []
    return [{ index, threads, waitMs, usualMs }]
  })
  const [worst] = found.toSorted((a, b) => b.threads.length - a.threads.length || a.index - b.index)
  if (!worst) return []
  const { index, threads, waitMs, usualMs } = worst
  const startMs = fromMs + index * windowMs
  const endMs = Math.min(startMs + windowMs, Math.max(toMs, startMs + 1))
  return [
    {
      kind: 'longWaits',
      topic: 'longWaits',
      numbers: {
        startsAtMs: index * windowMs,
        lastsMs: endMs - startMs,
        questions: threads.length,
        waitMs,
        usualMs,
      },
      strength: strengthOf(WEIGHT.longWaits, threads.length, LONG_WAITS.questions),
      evidence: [{ type: 'moment', fromMs: startMs, toMs: endMs }, threadsEvidence(threads)],
    },
  ]
}

/** Null when half or more were never answered. */
function medianWaitMs(threads: readonly ReviewThread[]): number | null {
  const median = medianOf(threads.map(({ responseMs }) => responseMs ?? Infinity))
  return median === null || !Number.isFinite(median) ? null : Math.round(median)
}

/** The share within 30 s lies clearly under the median of earlier shows. */
export const rateBelowOwn: Rule = ({ review, earlier }) => {
  const { within30sRate: rate, within30s: inTime, eligible } = review.metrics
  const shows = earlier.filter((show) => show.eligible >= BELOW_OWN.eligible && show.within30sRate !== null)
  const median = medianOf(shows.flatMap(({ within30sRate }) => within30sRate ?? []))
  if (rate === null || median === null) return []
  if (eligible < BELOW_OWN.eligible || shows.length < BELOW_OWN.shows) return []
  if (median - rate < BELOW_OWN.points) return []
  return [
    {
      kind: 'rateBelowOwn',
      topic: 'rateBelowOwn',
      numbers: { rate, median, shows: shows.length, inTime, eligible },
      strength: strengthOf(WEIGHT.rateBelowOwn, median - rate, BELOW_OWN.points),
      evidence: [
        { type: 'metric', key: 'within30sRate' },
        { type: 'sessions', sessionIds: shows.map(({ sessionId }) => sessionId) },
      ],
    },
  ]
}

/** Claims that ran out in the hands of one person. */
export const claimsLapsed: Rule = ({ review }) =>
  review.moderators.flatMap(({ id, name, automatic, claims, lapsed }) => {
    if (automatic || claims < LAPSED.claims || lapsed < LAPSED.lapsed || lapsed < LAPSED.share * claims)
      return []
    const theirs = review.threads.filter((thread) =>
      thread.claims.some((claim) => claim.id === id && claim.lapsed),
    )
    if (theirs.length === 0) return []
    return [
      {
        kind: 'claimsLapsed',
        topic: `claimsLapsed/${id}`,
        numbers: { name, claims, lapsed, overTime: theirs.filter(isOverTime).length },
        strength: strengthOf(WEIGHT.claimsLapsed, lapsed, LAPSED.lapsed),
        evidence: [{ type: 'moderator', moderatorId: id }, threadsEvidence(theirs)],
      },
    ]
  })

/** Those who were answered in time ordered more often than the others, beyond what chance would give. */
export const answersAndOrders: Rule = ({ review }) => {
  const { answered, rest, difference, interval } = review.association
  if (answered.n < ASSOCIATION.n || rest.n < ASSOCIATION.n) return []
  if (difference === null || interval === null || interval.low <= 0) return []
  return [
    {
      kind: 'answersAndOrders',
      topic: 'answersAndOrders',
      numbers: {
        answered: answered.n,
        answeredOrdered: answered.ordered,
        rest: rest.n,
        restOrdered: rest.ordered,
        difference,
        ...interval,
      },
      strength: strengthOf(WEIGHT.answersAndOrders, interval.low, difference),
      evidence: [{ type: 'association' }],
    },
  ]
}
