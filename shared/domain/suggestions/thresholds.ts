import type { SuggestionKind } from './suggestion.ts'

/*
 * From where on a rule speaks. Below any of these it is silent: a small session teaches nothing, and advice without
 * data behind it is worse than none. Two thoughts are behind the figures. Counts are such that chance alone seldom
 * reaches them (five of one kind, twenty decided questions); shares are such that a seller would call it a pattern.
 */

/** Questions that ran over time crowd in some minutes: a minute counts from `perMinute`, when they are `share` of its questions. */
export const CLUSTER = {
  perMinute: 3,
  share: 0.5,
  minutes: 2,
  overTime: 6,
  /** The clock runs on. */ graceMs: 30_000,
}

/** … after a change of product: at least this many, after that many changes, and `timesExpected` what an even spread would give. */
export const ITEM_CHANGE = { withinMs: 60_000, overTime: 6, changes: 3, timesExpected: 1.5 }

/** A stretch of the show in which answers took longer than elsewhere. */
export const LONG_WAITS = {
  windowMs: 10 * 60_000,
  questions: 8,
  elsewhere: 12,
  fromMs: 30_000,
  timesUsual: 2,
}

/** The share within 30 s, against the median of the seller's own earlier shows. */
export const BELOW_OWN = { eligible: 20, shows: 3, points: 0.1 }

/** One intent about one product. A thread is one question, however many asked it. */
export const PRODUCT_QUESTIONS = { threads: 3, asked: 8, perProduct: 2 }

/** The same asked and answered in writing, in different words. */
export const BY_HAND = { threads: 5, wordings: 3 }

/** Questions about an item that is no longer on air; its last words are still being talked about for a moment. */
export const AFTER_ITEM = { threads: 5, graceMs: 30_000 }

/** An item runs over when it is on air `times` its plan and `byMs` longer, in several shows. */
export const OVERRAN = { times: 1.3, byMs: 60_000, shows: 3, plannedMs: 30_000 }

/** Wanted after it was gone: questions and orders together. */
export const SOLD_OUT = { wanted: 5 }

/** Viewers who leave with trouble: `onlineBefore` on average, and `points` more of them than usually leave in that time. */
export const LEAVERS = { onlineBefore: 30, points: 0.1, beforeMs: 60_000, afterMs: 120_000 }

export const OVERRIDDEN = { withinMs: 10 * 60_000 }

/** Prompts that came to nothing. */
export const UNUSED = { prompted: 6, share: 0.5 }

/** Two tiers, each with this many settled prompts; the interval of their difference must leave out 0. */
export const UNEVEN = { prompted: 8 }

/** VIPs who came and whom nobody greeted. */
export const VIPS = { seen: 3, missed: 2, share: 0.5 }

/** Claims of one person that ran out in their hands. */
export const LAPSED = { claims: 6, lapsed: 3, share: 0.3 }

/** One hour of the week against the median one: the interval of its rate must lie above that. */
export const SLOT = { viewers: 30, slots: 3, points: 0.05 }

/** Each group; the interval of the difference must lie above 0. */
export const ASSOCIATION = { n: 30 }

/**
 * How much a kind matters, 0 to 1: what loses the whole show or its viewers first, then what a person can mend
 * tomorrow, then what is good to know.
 */
export const WEIGHT = {
  recordingLost: 0.9,
  troubleAndLeavers: 1,
  overriddenThenTrouble: 0.8,
  nobodyAtTheQueue: 1,
  oneCoveredSeveralSources: 1,
  missesAtItemChange: 0.9,
  rushOfQuestions: 0.8,
  longWaits: 0.7,
  rateBelowOwn: 0.8,
  productQuestions: 0.9,
  answeredByHand: 0.6,
  askedAfterItem: 0.6,
  itemOverran: 0.7,
  soldOutWhileWanted: 0.8,
  shoutOutsUnused: 0.5,
  shoutOutsUneven: 0.5,
  vipsNotGreeted: 0.8,
  claimsLapsed: 0.7,
  slotKeepsMore: 0.6,
  answersAndOrders: 0.5,
} as const satisfies Record<SuggestionKind, number>
