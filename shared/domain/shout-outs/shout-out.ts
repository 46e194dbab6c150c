import { z } from 'zod'

import { dueProductSchema } from '../fans/fan.ts'
import { fanStandingSchema, tierSchema, type Tier } from '../fans/tier.ts'
import { defaultRules } from './default-rules.ts'
import { shoutOutRulesSchema, signalKindSchema, type ShoutOutRules } from './rules.ts'

/** Fans with a reason to be greeted who wait for their turn. At the usual pace far fewer get one in time. */
export const WAITING_MAX = 60

/** Who is greeted. `fanKey` is one for a fan on all sources; `userId` is the viewer key they came with. */
export const shoutOutFanSchema = fanStandingSchema.extend({
  fanKey: z.string(),
  userId: z.string(),
  name: z.string(),
  /** How the name is said aloud; empty where it is said as written. */
  sayAs: z.string(),
})
export type ShoutOutFan = z.infer<typeof shoutOutFanSchema>

/** What the library knew of the fan when the reason arose. `lastSeenMs` is before this show. */
export const shoutOutFactsSchema = z.object({
  lastSeenMs: z.number().int().nullable(),
  visits: z.number().int().nonnegative(),
  orders: z.number().int().nonnegative(),
  lastPurchase: z.object({ name: z.string(), atMs: z.number().int() }).nullable(),
  due: z.array(dueProductSchema).max(3),
})
export type ShoutOutFacts = z.infer<typeof shoutOutFactsSchema>

/** `count`: days away, number of the visit, minutes watched. `item`: what was ordered; who pushed. */
export const signalSchema = z.object({
  kind: signalKindSchema,
  atMs: z.number().int(),
  count: z.number().int().nullable(),
  item: z.string().nullable(),
})
export type Signal = z.infer<typeof signalSchema>

/** A fan who waits to be greeted, with every reason that has come up since. */
export const candidateSchema = z.object({
  fan: shoutOutFanSchema,
  facts: shoutOutFactsSchema,
  /** One for each kind, the newest. */
  signals: z.array(signalSchema).min(1),
  sinceMs: z.number().int(),
  /** Not prompted before this: snoozed, or greeted a while ago. */
  notBeforeMs: z.number().int(),
  untilMs: z.number().int(),
})
export type Candidate = z.infer<typeof candidateSchema>

/** The product to offer: due again, with what it costs in this room at this moment. */
export const offerSchema = dueProductSchema.extend({
  itemNumber: z.number().int().nullable(),
  /** The exclusive price, while it is valid and there is stock. */
  priceFen: z.number().int().nullable(),
  listPriceFen: z.number().int().nullable(),
})
export type Offer = z.infer<typeof offerSchema>

/** What the host sees: whom to greet, with what words, and why now. */
export const promptSchema = candidateSchema.pick({ fan: true, facts: true, signals: true }).extend({
  promptId: z.string(),
  text: z.string(),
  offer: offerSchema.nullable(),
  sinceMs: z.number().int(),
  promptedAtMs: z.number().int(),
  untilMs: z.number().int(),
})

/** Since when (ms) the prompt makes way for an urgent question; its time stands still meanwhile. */
const currentSchema = promptSchema.extend({ yieldedSinceMs: z.number().int().nullable() })
export type CurrentPrompt = z.infer<typeof currentSchema>

/** Everything about shout-outs in a session. */
export interface ShoutOuts {
  readonly rules: ShoutOutRules
  readonly current: CurrentPrompt | null
  /** By fanKey. */
  readonly waiting: ReadonlyMap<string, Candidate>
  readonly lastPromptedAtMs: number | null
  /** When each fan was prompted last, by fanKey. */
  readonly promptedAtMs: ReadonlyMap<string, number>
  /** Fans whom nobody is to be prompted for in this show. */
  readonly vetoed: ReadonlySet<string>
  /** How often in a row each tier stood back for another. */
  readonly passedOver: Readonly<Record<Tier, number>>
  /** Candidates that went because too many waited. */
  readonly dropped: number
}

export const NO_SHOUT_OUTS: ShoutOuts = {
  rules: defaultRules('zh-CN'),
  current: null,
  waiting: new Map(),
  lastPromptedAtMs: null,
  promptedAtMs: new Map(),
  vetoed: new Set(),
  passedOver: { guest: 0, member: 0, vip: 0 },
  dropped: 0,
}

export const shoutOutsSnapshotSchema = z.object({
  rules: shoutOutRulesSchema,
  current: currentSchema.nullable(),
  waiting: z.array(candidateSchema),
  lastPromptedAtMs: z.number().int().nullable(),
  promptedAtMs: z.array(z.tuple([z.string(), z.number().int()])),
  vetoed: z.array(z.string()),
  passedOver: z.record(tierSchema, z.number().int().nonnegative()),
  dropped: z.number().int().nonnegative(),
})
type ShoutOutsSnapshot = z.infer<typeof shoutOutsSnapshotSchema>

export const shoutOutsToSnapshot = (shoutOuts: ShoutOuts): ShoutOutsSnapshot => ({
  ...shoutOuts,
  waiting: [...shoutOuts.waiting.values()],
  promptedAtMs: [...shoutOuts.promptedAtMs],
  vetoed: [...shoutOuts.vetoed],
})

export const shoutOutsFromSnapshot = (snapshot: ShoutOutsSnapshot): ShoutOuts => ({
  ...snapshot,
  waiting: new Map(snapshot.waiting.map((candidate) => [candidate.fan.fanKey, candidate])),
  promptedAtMs: new Map(snapshot.promptedAtMs),
  vetoed: new Set(snapshot.vetoed),
})

export const isPushed = ({ signals }: Pick<Candidate, 'signals'>): boolean =>
  signals.some(({ kind }) => kind === 'pushed')
