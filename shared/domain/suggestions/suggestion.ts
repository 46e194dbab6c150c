import { z } from 'zod'

import { tierSchema } from '../fans/tier.ts'
import { intentSchema } from '../questions/intent.ts'
import { evidenceSchema } from './evidence.ts'

const count = z.number().int().nonnegative()
const ms = z.number().int()
/** A fraction, 0 to 1. */
const share = z.number().min(0).max(1)
const product = { itemNumber: z.number().int(), title: z.string() }

/**
 * What each kind says, in numbers: no words, so that every language can say it. Times named `…AtMs` are epoch ms,
 * other `…Ms` are spans. "Over time": answered after 30 s or not at all.
 */
export const suggestionNumbers = {
  /** Over-time questions fell into minutes in which one person answered those of several sources. */
  oneCoveredSeveralSources: z.object({ overTime: count, minutes: count, sources: count, name: z.string() }),
  /** … in which nobody took on or answered anything. */
  nobodyAtTheQueue: z.object({ overTime: count, minutes: count }),
  /** … within `withinMs` of a change of product. `changes`: those with at least one. */
  missesAtItemChange: z.object({ overTime: count, ofOverTime: count, changes: count, withinMs: ms }),
  /** … that brought more questions than people could answer. */
  rushOfQuestions: z.object({ overTime: count, questions: count, minutes: count, people: count }),
  /**
   * Medians from the send to the answer, of then and of the rest of the show; null: half or more were never answered.
   * `startsAtMs` is counted from the beginning of the show.
   */
  longWaits: z.object({
    startsAtMs: ms,
    lastsMs: ms,
    questions: count,
    waitMs: ms.nullable(),
    usualMs: ms,
  }),
  rateBelowOwn: z.object({ rate: share, median: share, shows: count, inTime: count, eligible: count }),
  /**
   * `asked`: people who asked, once for each thread. `knowledge`: whether the studio knows an answer of this kind for
   * the product; null where nobody could tell, and until somebody has looked (`withKnowledge`).
   */
  productQuestions: z.object({
    ...product,
    productId: z.string().nullable(),
    intent: intentSchema,
    threads: count,
    asked: count,
    knowledge: z.enum(['missing', 'present']).nullable(),
  }),
  /** Answered by text in `wordings` different ways, the studio's own answers left out. `itemNumber` null: the shop. */
  answeredByHand: z.object({
    intent: intentSchema,
    itemNumber: z.number().int().nullable(),
    title: z.string().nullable(),
    threads: count,
    wordings: count,
  }),
  askedAfterItem: z.object({ ...product, threads: count, medianAfterMs: ms }),
  /** Ran over in `times` of the `shows` in which it was on air with a plan; medians over those times. */
  itemOverran: z.object({ ...product, times: count, shows: count, plannedMs: ms, airedMs: ms }),
  soldOutWhileWanted: z.object({ ...product, soldOutAtMs: ms, questionsAfter: count, ordersAfter: count }),
  /** Online on average a minute before the incidents and two minutes after they began. A coincidence in time. */
  troubleAndLeavers: z.object({
    about: z.enum(['output', 'source', 'frames', 'sound', 'machine']),
    incidents: count,
    onlineBefore: count,
    onlineAfter: count,
  }),
  recordingLost: z.object({ recordings: count, damaged: count, unfinished: count }),
  /** `lines`: what the check held against it; `incidents` that began within `withinMs` of going live. */
  overriddenThenTrouble: z.object({ lines: count, incidents: count, withinMs: ms }),
  shoutOutsUnused: z.object({ prompted: count, skipped: count, expired: count }),
  /** Prompts for fans of `tier` came to nothing more often than those for `other`. */
  shoutOutsUneven: z.object({
    tier: tierSchema,
    thanked: count,
    prompted: count,
    other: tierSchema,
    otherThanked: count,
    otherPrompted: count,
  }),
  /** Distinct fans. */
  vipsNotGreeted: z.object({ seen: count, greeted: count }),
  claimsLapsed: z.object({ name: z.string(), claims: count, lapsed: count, overTime: count }),
  /** Of those who came at this hour of the week, the share that came back, against the seller's median slot. */
  slotKeepsMore: z.object({
    weekday: z.number().int().min(1).max(7),
    hour: z.number().int().min(0).max(23),
    viewers: count,
    returned: count,
    rate: share,
    median: share,
    slots: count,
  }),
  /** An association, with its 95 % interval; never a cause. */
  answersAndOrders: z.object({
    answered: count,
    answeredOrdered: count,
    rest: count,
    restOrdered: count,
    difference: z.number(),
    low: z.number(),
    high: z.number(),
  }),
} as const

export type SuggestionKind = keyof typeof suggestionNumbers
export type SuggestionNumbers<Kind extends SuggestionKind> = z.infer<(typeof suggestionNumbers)[Kind]>

const about = {
  /**
   * What it is about, the same in every show that gives cause for it: the kind, with the product, slot or person
   * where the kind alone does not say it. Unique within a session.
   */
  topic: z.string(),
  /** 0 to 1: how far beyond its threshold, weighed by how much the kind matters. The list is in this order. */
  strength: z.number().min(0).max(1),
  evidence: z.array(evidenceSchema).min(1),
}

const of = <Kind extends SuggestionKind>(kind: Kind) =>
  z.object({ kind: z.literal(kind), numbers: suggestionNumbers[kind], ...about })

/** One piece of advice, with the numbers it rests on and where to see them. */
export const suggestionSchema = z.discriminatedUnion('kind', [
  of('oneCoveredSeveralSources'),
  of('nobodyAtTheQueue'),
  of('missesAtItemChange'),
  of('rushOfQuestions'),
  of('longWaits'),
  of('rateBelowOwn'),
  of('productQuestions'),
  of('answeredByHand'),
  of('askedAfterItem'),
  of('itemOverran'),
  of('soldOutWhileWanted'),
  of('troubleAndLeavers'),
  of('recordingLost'),
  of('overriddenThenTrouble'),
  of('shoutOutsUnused'),
  of('shoutOutsUneven'),
  of('vipsNotGreeted'),
  of('claimsLapsed'),
  of('slotKeepsMore'),
  of('answersAndOrders'),
])
export type Suggestion = z.infer<typeof suggestionSchema>

/** Shown before "show all". */
export const SHOWN_FIRST = 5
