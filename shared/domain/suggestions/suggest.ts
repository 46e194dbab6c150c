import { factsOf, type Rule, type SuggestionInput } from './facts.ts'
import {
  answersAndOrders,
  claimsLapsed,
  longWaits,
  missesAtItemChange,
  rateBelowOwn,
} from './rules/answering.ts'
import { crowdedMinutes } from './rules/crowded-minutes.ts'
import { shoutOutsUneven, shoutOutsUnused, vipsNotGreeted } from './rules/fans.ts'
import { overriddenThenTrouble, recordingLost, troubleAndLeavers } from './rules/picture.ts'
import {
  answeredByHand,
  askedAfterItem,
  itemOverran,
  productQuestions,
  soldOutWhileWanted,
} from './rules/products.ts'
import { slotKeepsMore } from './rules/week.ts'
import type { Suggestion } from './suggestion.ts'

/** Grows with every change of what is suggested, or when. */
export const RULES_VERSION = 2

/** What the people at the studio did. A rehearsal, whose audience is a recording, teaches no more than this. */
const OF_THE_TEAM: readonly Rule[] = [
  crowdedMinutes,
  missesAtItemChange,
  longWaits,
  claimsLapsed,
  answeredByHand,
  recordingLost,
]

/** What viewers wanted, did and were, and what several shows tell. */
const OF_THE_SHOW: readonly Rule[] = [
  rateBelowOwn,
  answersAndOrders,
  productQuestions,
  askedAfterItem,
  itemOverran,
  soldOutWhileWanted,
  troubleAndLeavers,
  overriddenThenTrouble,
  shoutOutsUnused,
  shoutOutsUneven,
  vipsNotGreeted,
  slotKeepsMore,
]

/** Two that rest on the same threads say the same: from this share of the smaller one on. */
const SAME_THREADS = 0.5
/** Of a show; nobody reads more, and the strongest are among them. */
const SUGGESTIONS_MAX = 20

/**
 * What the evidence of a show suggests, the strongest first, at most one for each topic. Each rule is silent below the
 * data it needs (`thresholds.ts`), so a small session gives none. The same input gives the same list.
 */
export function suggest(input: SuggestionInput): Suggestion[] {
  const { kind, liveAtMs } = input.review.session
  if (liveAtMs === null) return []
  const facts = factsOf(input)
  const rules = kind === 'rehearsal' ? OF_THE_TEAM : [...OF_THE_TEAM, ...OF_THE_SHOW]
  const ranked = rules.flatMap((rule) => rule(facts)).toSorted(inOrder)
  return withoutDoubles(ranked).map(fadeRepeats()).toSorted(inOrder).slice(0, SUGGESTIONS_MAX)
}

/** Each further one of a kind counts for less, so that three products that run over do not hide all else. */
const REPEATED = 0.6

/** To be applied to the strongest first. */
function fadeRepeats(): (suggestion: Suggestion) => Suggestion {
  const before = new Map<string, number>()
  return (suggestion) => {
    const times = before.get(suggestion.kind) ?? 0
    before.set(suggestion.kind, times + 1)
    return { ...suggestion, strength: suggestion.strength * REPEATED ** times }
  }
}

/** The rest decides only where two are as strong: the list is the same however the review lists things. */
const inOrder = (a: Suggestion, b: Suggestion): number =>
  b.strength - a.strength ||
  compare(a.topic, b.topic) ||
  compare(JSON.stringify(a.numbers), JSON.stringify(b.numbers))

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b))

/** Of those that say the same the first, which is the strongest. */
function withoutDoubles(ranked: readonly Suggestion[]): Suggestion[] {
  const kept: { readonly suggestion: Suggestion; readonly size: number }[] = []
  const topics = new Set<string>()
  /** Which of the kept ones link to a thread: few do, so that long lists need not be compared in pairs. */
  const linked = new Map<string, number[]>()
  for (const suggestion of ranked) {
    const threads = threadsOf(suggestion)
    const shared = new Map<number, number>()
    for (const questionId of threads)
      for (const place of linked.get(questionId) ?? []) shared.set(place, (shared.get(place) ?? 0) + 1)
    const isSaid = [...shared].some(([place, count]) => {
      const smaller = Math.min(threads.size, kept[place]?.size ?? 0)
      return count >= SAME_THREADS * smaller
    })
    if (isSaid || topics.has(suggestion.topic)) continue
    topics.add(suggestion.topic)
    for (const questionId of threads) {
      const places = linked.get(questionId)
      if (places) places.push(kept.length)
      else linked.set(questionId, [kept.length])
    }
    kept.push({ suggestion, size: threads.size })
  }
  return kept.map(({ suggestion }) => suggestion)
}

const threadsOf = ({ evidence }: Suggestion): Set<string> =>
  new Set(evidence.flatMap((one) => (one.type === 'threads' ? one.questionIds : [])))
