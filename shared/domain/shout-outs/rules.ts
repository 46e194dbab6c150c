import { z } from 'zod'

import { tierSchema, type Tier } from '../fans/tier.ts'

/** What may be a reason to greet a fan by name now. `pushed`: a moderator asked for it. */
export const signalKindSchema = z.enum([
  'entered',
  'firstMessage',
  'backAfter',
  'orderPlaced',
  'birthday',
  'nthVisit',
  'longWatch',
  'repurchaseDue',
  'pushed',
])
export type SignalKind = z.infer<typeof signalKindSchema>
export const SIGNAL_KINDS: readonly SignalKind[] = signalKindSchema.options

/** Those that rules can switch on and off; a moderator's push always counts. */
export const ruledSignalSchema = signalKindSchema.exclude(['pushed'])
export type RuledSignal = z.infer<typeof ruledSignalSchema>
export const RULED_SIGNALS: readonly RuledSignal[] = ruledSignalSchema.options

export const TIERS: readonly Tier[] = tierSchema.options

export const TEMPLATE_MAX = 120
export const TEMPLATES_PER_SIGNAL = 6

/** Ways to say it, the fullest first: the first one of which every variable has a value is shown. */
const linesSchema = z.array(z.string().trim().min(1).max(TEMPLATE_MAX)).max(TEMPLATES_PER_SIGNAL)

/** `any` serves every tier that has no lines of its own. */
const templateSchema = z.object({
  any: linesSchema,
  vip: linesSchema,
  member: linesSchema,
  guest: linesSchema,
})
export type TemplateTier = keyof z.infer<typeof templateSchema>
export const TEMPLATE_TIERS: readonly TemplateTier[] = templateSchema.keyof().options

const templatesSchema = z.object({
  entered: templateSchema,
  firstMessage: templateSchema,
  backAfter: templateSchema,
  orderPlaced: templateSchema,
  birthday: templateSchema,
  nthVisit: templateSchema,
  longWatch: templateSchema,
  repurchaseDue: templateSchema,
  pushed: templateSchema,
} satisfies Record<SignalKind, typeof templateSchema>)
export type Templates = z.infer<typeof templatesSchema>

export const tierRulesSchema = z.object({
  signals: z.array(ruledSignalSchema).max(RULED_SIGNALS.length),
  backAfterDays: z.number().int().min(1).max(3_650),
  nthVisits: z.array(z.number().int().min(1).max(100_000)).max(20),
  longWatchMinutes: z.number().int().min(1).max(1_440),
  /** A fan is not prompted again within this time of the last prompt. */
  cooldownMs: z
    .number()
    .int()
    .min(60_000)
    .max(12 * 3_600_000),
})
export type TierRules = z.infer<typeof tierRulesSchema>

/** Limits (ms) of the times below, for the schema and for the fields people set them in. */
export const TIME_LIMITS_MS = {
  gapMs: { min: 10_000, max: 900_000 },
  promptLastsMs: { min: 10_000, max: 180_000 },
  waitLastsMs: { min: 30_000, max: 1_800_000 },
  snoozeMs: { min: 30_000, max: 1_800_000 },
} as const

const spanMs = (limits: { min: number; max: number }) => z.number().int().min(limits.min).max(limits.max)

/**
 * When the host is prompted, and with what words. `gapMs`: at least this between two prompts. `promptLastsMs`: how
 * long a prompt stands. `waitLastsMs`: how long a reason to greet stays fresh. `snoozeMs`: what "later" means.
 * `guest` are private-domain viewers without a tier.
 */
export const shoutOutRulesSchema = z.object({
  on: z.boolean(),
  gapMs: spanMs(TIME_LIMITS_MS.gapMs),
  promptLastsMs: spanMs(TIME_LIMITS_MS.promptLastsMs),
  waitLastsMs: spanMs(TIME_LIMITS_MS.waitLastsMs),
  snoozeMs: spanMs(TIME_LIMITS_MS.snoozeMs),
  tiers: z.object({ guest: tierRulesSchema, member: tierRulesSchema, vip: tierRulesSchema }),
  templates: templatesSchema,
})
export type ShoutOutRules = z.infer<typeof shoutOutRulesSchema>
