import type { Intent } from '#shared/domain/questions/intent.ts'
import { compareSessions, differenceOf, type ComparedSession } from '#shared/domain/review/across/compare.ts'
import { earlierMedians, mapMetrics } from '#shared/domain/review/across/earlier.ts'
import { createHeat, HEAT_COHORT_MIN } from '#shared/domain/review/across/heat.ts'
import { repurchaseCohorts } from '#shared/domain/review/across/repurchase.ts'
import { createReturns } from '#shared/domain/review/across/returns.ts'
import { unansweredByProduct, type ProductThread } from '#shared/domain/review/across/unanswered.ts'
import { unreachable } from '#shared/lib/unreachable.ts'
import { zonedTimes } from '#shared/lib/zoned-time.ts'
import type {
  CohortsResponse,
  CompareResponse,
  FanHistory,
  HeatmapResponse,
  SessionComparison,
  TrendsResponse,
  UnansweredResponse,
} from '#shared/protocol/review-across.ts'
import type { RolledSession } from '#service/library/rolled-reviews.ts'
import type { AcrossAnswer, AcrossContext, AcrossQuestion } from './across-job.ts'
import { fanHistory } from './fan-history.ts'
import {
  acrossSessionOf,
  eachPerson,
  isShow,
  knownUntilMs,
  pendingShows,
  type AcrossLibrary,
} from './rolled-shows.ts'

const RETURN_DAYS = [7, 30] as const
const REPURCHASE_DAYS = [30, 60, 90] as const
const UNANSWERED_PRODUCTS = 30

type AcrossRefusal = Exclude<AcrossAnswer['kind'], 'answer' | 'failed'>

/** The answer to a question over an open library. */
export function answerAcross(
  library: AcrossLibrary,
  question: AcrossQuestion,
  context: AcrossContext,
): object | AcrossRefusal {
  const queries = acrossQueries(library, context)
  switch (question.kind) {
    case 'trends':
      return queries.trends(question.limit)
    case 'heatmap':
      return queries.heatmap(question.days)
    case 'cohorts':
      return queries.cohorts()
    case 'unanswered':
      return queries.unanswered(question.sessions)
    case 'compare':
      return queries.compare(question.a, question.b)
    case 'comparison':
      return queries.comparison(question.sessionId)
    case 'fan':
      return queries.fan(question.id)
    default:
      return unreachable(question)
  }
}

/** Answers over an open library. Synchronous, up to a second for years of shows: not for the thread that runs a show. */
interface AcrossQueries {
  readonly trends: (limit: number) => TrendsResponse
  readonly heatmap: (days: 7 | 30) => HeatmapResponse
  readonly cohorts: () => CohortsResponse
  readonly unanswered: (sessions: number) => UnansweredResponse
  readonly compare: (a: string, b: string) => CompareResponse | AcrossRefusal
  readonly comparison: (sessionId: string) => SessionComparison | AcrossRefusal
  readonly fan: (id: string) => FanHistory | AcrossRefusal
}

function acrossQueries(library: AcrossLibrary, context: AcrossContext): AcrossQueries {
  const { nowMs, timeZone } = context
  const { rolledReviews } = library
  const rolled = rolledReviews.sessions()
  const shows = rolled.filter(isShow)
  const pending = pendingShows(library, rolled, new Set(context.unreadable))
  const knownMs = knownUntilMs(library, pending, nowMs)
  const timeOf = zonedTimes(timeZone)

  const returnsOf = () => {
    const returns = createReturns(shows, RETURN_DAYS, knownMs)
    eachPerson(library, shows, returns.add)
    return returns
  }
  const sessionOf = (sessionId: string): RolledSession | AcrossRefusal => {
    const found = rolled.find((session) => session.sessionId === sessionId)
    if (found) return found
    if (context.unreadable.includes(sessionId)) return 'damaged'
    return library.sessions.find(sessionId) ? 'notReady' : 'notFound'
  }

  return {
    trends: (limit) => {
      const medians = earlierMedians(shows)
      const returns = returnsOf()
      const first = Math.max(0, shows.length - limit)
      return {
        pending: pending.length,
        sessions: shows.slice(first).map((show, index) => ({
          ...acrossSessionOf(show),
          metrics: show.metrics,
          earlier: medians[first + index] ?? mapMetrics(() => ({ median: null, n: 0 })),
          returns: returns.of(first + index),
        })),
        returns: returns.total(first),
      }
    },
    heatmap: (days) => {
      const heat = createHeat(shows, timeOf, { days, knownUntilMs: knownMs })
      eachPerson(library, shows, heat.add)
      return {
        pending: pending.length,
        timeZone,
        days,
        minCohort: HEAT_COHORT_MIN,
        shows: heat.shows,
        censored: heat.censored,
        slots: heat.slots(),
        weekdays: heat.weekdays(),
      }
    },
    cohorts: () => ({
      timeZone,
      ...repurchaseCohorts(rolledReviews.purchases(), (atMs) => timeOf(atMs).month, {
        days: REPURCHASE_DAYS,
        nowMs,
      }),
    }),
    unanswered: (sessions) => {
      const newest = shows.toReversed().slice(0, sessions)
      return {
        pending: pending.length,
        sessions: newest.map(acrossSessionOf),
        products: unansweredByProduct(threadsOf(library, newest), UNANSWERED_PRODUCTS),
      }
    },
    compare: (a, b) => {
      const ofA = sessionOf(a)
      const ofB = sessionOf(b)
      if (typeof ofA === 'string') return ofA
      if (typeof ofB === 'string') return ofB
      const comparison = compareSessions(comparedOf(library, ofA), comparedOf(library, ofB))
      return {
        a: acrossSessionOf(ofA),
        b: acrossSessionOf(ofB),
        metrics: comparison.metrics,
        items: [...comparison.items],
        intents: [...comparison.intents],
      }
    },
    comparison: (sessionId) => {
      const session = sessionOf(sessionId)
      if (typeof session === 'string') return session
      const earlier = shows.filter((show) => show !== session && show.fromMs < session.fromMs)
      const medians = earlierMedians([...earlier, session]).at(-1)
      const place = shows.indexOf(session)
      return {
        session: acrossSessionOf(session),
        earlierShows: earlier.length,
        metrics: mapMetrics((key) => {
          const value = session.metrics[key]
          const { median, n } = medians?.[key] ?? { median: null, n: 0 }
          return { value, median, n, difference: differenceOf(median, value) }
        }),
        returns: place < 0 ? [] : returnsOf().of(place),
      }
    },
    fan: (id) => fanHistory(library, { id, rolled, pending: pending.length }) ?? 'notFound',
  }
}

function* threadsOf(
  { rolledReviews }: Pick<AcrossLibrary, 'rolledReviews'>,
  sessions: readonly RolledSession[],
): Generator<ProductThread> {
  for (const { sessionNo, sessionId } of sessions) {
    for (const thread of rolledReviews.threads(sessionNo)) yield { ...thread, sessionId }
  }
}

function comparedOf(
  { rolledReviews }: Pick<AcrossLibrary, 'rolledReviews'>,
  { sessionNo, metrics }: RolledSession,
): ComparedSession {
  const threads = rolledReviews
    .threads(sessionNo)
    .filter(({ outcome }) => outcome !== 'merged' && outcome !== 'dismissed')
  const intents = new Map<Intent, { threads: number; missed: number }>()
  const items = new Map<string, { threads: number; missed: number }>()
  for (const { intent, itemId, outcome } of threads) {
    const counts = [countsIn(intents, intent), ...(itemId === null ? [] : [countsIn(items, itemId)])]
    for (const count of counts) {
      count.threads += 1
      if (outcome === 'missed') count.missed += 1
    }
  }
  return {
    metrics,
    intents,
    items: rolledReviews.items(sessionNo).map(({ itemId, ...item }) => ({
      ...item,
      ...(items.get(itemId) ?? { threads: 0, missed: 0 }),
    })),
  }
}

function countsIn<Key>(map: Map<Key, { threads: number; missed: number }>, key: Key) {
  let counts = map.get(key)
  if (!counts) map.set(key, (counts = { threads: 0, missed: 0 }))
  return counts
}
