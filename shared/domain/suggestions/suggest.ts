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
export const RULES_VERSION = 1

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
  const kept: Suggestion[] = []
  for (const suggestion of ranked) {
    if (!kept.some((stronger) => saysTheSame(stronger, suggestion))) kept.push(suggestion)
  }
  return kept.map(fadeRepeats()).toSorted(inOrder)
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

function saysTheSame(a: Suggestion, b: Suggestion): boolean {
  if (a.topic === b.topic) return true
  const [ofA, ofB] = [threadsOf(a), threadsOf(b)]
  const smaller = Math.min(ofA.size, ofB.size)
  if (smaller === 0) return false
  const shared = [...ofA].filter((questionId) => ofB.has(questionId)).length
  return shared >= SAME_THREADS * smaller
}

const threadsOf = ({ evidence }: Suggestion): Set<string> =>
  new Set(evidence.flatMap((one) => (one.type === 'threads' ? one.questionIds : [])))
