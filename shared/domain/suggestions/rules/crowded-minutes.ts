import { MINUTE_MS, type ReviewThread } from '../../review/review.ts'
import { isOverTime, minuteOf, threadsEvidence, type Act, type Facts, type Rule } from '../facts.ts'
import { strengthOf } from '../figures.ts'
import type { Suggestion } from '../suggestion.ts'
import { CLUSTER, WEIGHT } from '../thresholds.ts'

interface CrowdedMinute {
  readonly fromMs: number
  /** Decided threads that opened in it, and those of them that ran over time. */
  readonly threads: readonly ReviewThread[]
  readonly overTime: readonly ReviewThread[]
  /** Who took on or answered anything while their clocks ran. */
  readonly people: ReadonlyMap<string, string>
  readonly sources: ReadonlySet<string>
}

/**
 * Minutes in which questions ran over time together, by what they have in common: nobody was there, one person had
 * several chat sources, or there was simply too much. Each minute speaks for one of them.
 */
export const crowdedMinutes: Rule = (facts) => {
  const minutes = minutesOf(facts)
  const unattended = minutes.filter(({ people }) => people.size === 0)
  const alone = minutes.filter(({ people, sources }) => people.size === 1 && sources.size > 1)
  const rush = minutes.filter((minute) => !unattended.includes(minute) && !alone.includes(minute))
  return [...nobody(unattended), ...oneForSeveral(alone), ...tooMuch(rush)]
}

function nobody(minutes: readonly CrowdedMinute[]): Suggestion[] {
  const overTime = minutes.flatMap((minute) => minute.overTime)
  if (!isCluster(minutes, overTime)) return []
  return [
    {
      kind: 'nobodyAtTheQueue',
      topic: 'nobodyAtTheQueue',
      numbers: { overTime: overTime.length, minutes: minutes.length },
      strength: strengthOf(WEIGHT.nobodyAtTheQueue, overTime.length, CLUSTER.overTime),
      evidence: [...momentsOf(minutes), threadsEvidence(overTime)],
    },
  ]
}

/** The person it happened to most often stands for it. */
function oneForSeveral(minutes: readonly CrowdedMinute[]): Suggestion[] {
  const perPerson = new Map<string, { readonly name: string; readonly minutes: CrowdedMinute[] }>()
  for (const minute of minutes) {
    for (const [id, name] of minute.people) {
      const own = perPerson.get(id) ?? { name, minutes: [] }
      own.minutes.push(minute)
      perPerson.set(id, own)
    }
  }
  const [most] = [...perPerson].toSorted(
    ([idA, a], [idB, b]) => b.minutes.length - a.minutes.length || (idA < idB ? -1 : 1),
  )
  if (!most) return []
  const [id, { name, minutes: theirs }] = most
  const overTime = theirs.flatMap((minute) => minute.overTime)
  if (!isCluster(theirs, overTime)) return []
  const sources = new Set(theirs.flatMap((minute) => [...minute.sources]))
  return [
    {
      kind: 'oneCoveredSeveralSources',
      topic: 'oneCoveredSeveralSources',
      numbers: { overTime: overTime.length, minutes: theirs.length, sources: sources.size, name },
      strength: strengthOf(WEIGHT.oneCoveredSeveralSources, overTime.length, CLUSTER.overTime),
      evidence: [...momentsOf(theirs), threadsEvidence(overTime), { type: 'moderator', moderatorId: id }],
    },
  ]
}

function tooMuch(minutes: readonly CrowdedMinute[]): Suggestion[] {
  const overTime = minutes.flatMap((minute) => minute.overTime)
  if (!isCluster(minutes, overTime)) return []
  const questions = minutes.reduce((sum, { threads }) => sum + threads.length, 0)
  const people = new Set(minutes.flatMap((minute) => [...minute.people.keys()]))
  return [
    {
      kind: 'rushOfQuestions',
      topic: 'rushOfQuestions',
      numbers: { overTime: overTime.length, questions, minutes: minutes.length, people: people.size },
      strength: strengthOf(WEIGHT.rushOfQuestions, overTime.length, CLUSTER.overTime),
      evidence: [...momentsOf(minutes), threadsEvidence(overTime)],
    },
  ]
}

const isCluster = (minutes: readonly CrowdedMinute[], overTime: readonly ReviewThread[]): boolean =>
  minutes.length >= CLUSTER.minutes && overTime.length >= CLUSTER.overTime

const momentsOf = (minutes: readonly CrowdedMinute[]) =>
  minutes.map(({ fromMs }) => ({ type: 'moment' as const, fromMs, toMs: fromMs + MINUTE_MS }))

function minutesOf({ review, decided, acts }: Facts): CrowdedMinute[] {
  const byMinute = new Map<number, ReviewThread[]>()
  for (const thread of decided) {
    // Viewers who wait for the show to begin wait for nobody's answer yet.
    if (thread.openedAtMs < review.session.fromMs) continue
    const fromMs = minuteOf(review, thread.openedAtMs)
    const threads = byMinute.get(fromMs)
    if (threads) threads.push(thread)
    else byMinute.set(fromMs, [thread])
  }
  return [...byMinute]
    .toSorted(([a], [b]) => a - b)
    .flatMap(([fromMs, threads]) => {
      const overTime = threads.filter(isOverTime)
      if (overTime.length < CLUSTER.perMinute || overTime.length < CLUSTER.share * threads.length) return []
      const untilMs = fromMs + MINUTE_MS + CLUSTER.graceMs
      const present = between(acts, fromMs, untilMs)
      return [
        {
          fromMs,
          threads,
          overTime,
          people: new Map(present.map(({ id, name }) => [id, name])),
          sources: sourcesOf(threads),
        },
      ]
    })
}

/** Acts are in order of time. */
function between(acts: readonly Act[], fromMs: number, untilMs: number): readonly Act[] {
  const first = indexAt(acts, fromMs)
  return acts.slice(first, indexAt(acts, untilMs))
}

/** Where the first act at or after this moment stands. */
function indexAt(acts: readonly Act[], atMs: number): number {
  let low = 0
  let high = acts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((acts[middle]?.atMs ?? Infinity) < atMs) low = middle + 1
    else high = middle
  }
  return low
}

/** The source in a viewer key (`source:userId`). */
const sourceOf = (userKey: string): string => userKey.slice(0, userKey.indexOf(':') + 1)

const sourcesOf = (threads: readonly ReviewThread[]): Set<string> =>
  new Set(threads.flatMap(({ askers }) => askers.map(({ userId }) => sourceOf(userId))))
