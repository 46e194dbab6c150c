import {
  RULED_SIGNALS,
  SIGNAL_KINDS,
  TEMPLATE_MAX,
  TEMPLATE_TIERS,
  TEMPLATES_PER_SIGNAL,
  TIERS,
  TIME_LIMITS_MS,
  shoutOutRulesSchema,
  type RuledSignal,
  type ShoutOutRules,
  type SignalKind,
  type TemplateTier,
} from '#shared/domain/shout-outs/rules.ts'
import { lineProblems } from '#shared/domain/shout-outs/text.ts'
import type { Tier } from '#shared/domain/fans/tier.ts'

const SECOND_MS = 1_000
const MINUTE_MS = 60_000

/** Numbers of the form as people type them, with what they may be. */
export const TIMES = {
  gapMs: { label: 'gapSeconds', unitMs: SECOND_MS },
  promptLastsMs: { label: 'promptSeconds', unitMs: SECOND_MS },
  waitLastsMs: { label: 'waitMinutes', unitMs: MINUTE_MS },
  snoozeMs: { label: 'snoozeMinutes', unitMs: MINUTE_MS },
} as const
export type TimeField = keyof typeof TIMES
export const TIME_FIELDS: readonly TimeField[] = ['gapMs', 'promptLastsMs', 'waitLastsMs', 'snoozeMs']

export const TIER_NUMBERS = {
  backAfterDays: { min: 1, max: 3_650, unitMs: 1 },
  longWatchMinutes: { min: 1, max: 1_440, unitMs: 1 },
  cooldownMinutes: { min: 1, max: 720, unitMs: MINUTE_MS },
} as const
export type TierNumber = keyof typeof TIER_NUMBERS
export const TIER_NUMBER_FIELDS: readonly TierNumber[] = [
  'backAfterDays',
  'longWatchMinutes',
  'cooldownMinutes',
]

export interface TierDraft extends Record<TierNumber, string> {
  readonly signals: readonly RuledSignal[]
  readonly nthVisits: string
}

/** The rules as they stand in the fields; numbers and lines are text until they are saved. */
export interface RulesDraft extends Record<TimeField, string> {
  readonly on: boolean
  readonly tiers: Readonly<Record<Tier, TierDraft>>
  readonly templates: Readonly<Record<SignalKind, Readonly<Record<TemplateTier, string>>>>
}

export const limitsOf = (field: TimeField): { min: number; max: number } => ({
  min: Math.ceil(TIME_LIMITS_MS[field].min / TIMES[field].unitMs),
  max: Math.floor(TIME_LIMITS_MS[field].max / TIMES[field].unitMs),
})

export function draftOf(rules: ShoutOutRules): RulesDraft {
  const tier = (one: Tier): TierDraft => {
    const { signals, backAfterDays, nthVisits, longWatchMinutes, cooldownMs } = rules.tiers[one]
    return {
      signals,
      nthVisits: nthVisits.join(', '),
      backAfterDays: String(backAfterDays),
      longWatchMinutes: String(longWatchMinutes),
      cooldownMinutes: inUnit(cooldownMs, MINUTE_MS),
    }
  }
  return {
    on: rules.on,
    gapMs: inUnit(rules.gapMs, SECOND_MS),
    promptLastsMs: inUnit(rules.promptLastsMs, SECOND_MS),
    waitLastsMs: inUnit(rules.waitLastsMs, MINUTE_MS),
    snoozeMs: inUnit(rules.snoozeMs, MINUTE_MS),
    tiers: { guest: tier('guest'), member: tier('member'), vip: tier('vip') },
    templates: templatesDraft(rules.templates),
  }
}

export function templatesDraft(templates: ShoutOutRules['templates']): RulesDraft['templates'] {
  const text = (kind: SignalKind) => ({
    any: templates[kind].any.join('\n'),
    vip: templates[kind].vip.join('\n'),
    member: templates[kind].member.join('\n'),
    guest: templates[kind].guest.join('\n'),
  })
  return {
    entered: text('entered'),
    firstMessage: text('firstMessage'),
    backAfter: text('backAfter'),
    orderPlaced: text('orderPlaced'),
    birthday: text('birthday'),
    nthVisit: text('nthVisit'),
    longWatch: text('longWatch'),
    repurchaseDue: text('repurchaseDue'),
    pushed: text('pushed'),
  }
}

const inUnit = (ms: number, unitMs: number): string => String(Math.round((ms / unitMs) * 10) / 10)

/** A number in the field's unit, null when it is none or out of bounds. */
export function numberIn(text: string, { min, max }: { min: number; max: number }): number | null {
  if (!/^\d+(?:\.\d+)?$/.test(text.trim())) return null
  const value = Number(text)
  return value >= min && value <= max ? value : null
}

/** `10, 30、50` as numbers; null when something else stands there. */
export function visitsIn(text: string): number[] | null {
  const parts = text.split(/[\s,，、;；]+/).filter((part) => part !== '')
  const visits = parts.map((part) => numberIn(part, { min: 1, max: 100_000 }))
  if (visits.length > 20) return null
  const whole = visits.filter((visit) => visit !== null && Number.isInteger(visit))
  return whole.length === visits.length ? [...new Set(whole.flatMap((visit) => visit ?? []))] : null
}

export const linesIn = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

export type TemplateProblem =
  | { readonly kind: 'unknownVariable'; readonly name: string }
  | { readonly kind: 'strayBrace' }
  | { readonly kind: 'tooLong'; readonly n: number }
  | { readonly kind: 'tooMany'; readonly n: number }

/** What is wrong with the lines of one field; null when they can be saved. */
export function templateProblem(text: string): TemplateProblem | null {
  const lines = linesIn(text)
  if (lines.length > TEMPLATES_PER_SIGNAL) return { kind: 'tooMany', n: TEMPLATES_PER_SIGNAL }
  for (const line of lines) {
    if (line.length > TEMPLATE_MAX) return { kind: 'tooLong', n: TEMPLATE_MAX }
    const { unknown, brace } = lineProblems(line)
    const [name] = unknown
    if (name !== undefined) return { kind: 'unknownVariable', name }
    if (brace) return { kind: 'strayBrace' }
  }
  return null
}

/** The rules in the fields; null while something in them is wrong. */
export function rulesIn(draft: RulesDraft): ShoutOutRules | null {
  if (
    SIGNAL_KINDS.some((kind) => TEMPLATE_TIERS.some((tier) => templateProblem(draft.templates[kind][tier])))
  )
    return null
  const time = (field: TimeField): number | null => {
    const value = numberIn(draft[field], limitsOf(field))
    return value === null ? null : Math.round(value * TIMES[field].unitMs)
  }
  const templates = Object.fromEntries(
    SIGNAL_KINDS.map((kind) => [
      kind,
      Object.fromEntries(TEMPLATE_TIERS.map((tier) => [tier, linesIn(draft.templates[kind][tier])])),
    ]),
  )
  const tiers = Object.fromEntries(TIERS.map((tier) => [tier, tierIn(draft.tiers[tier])]))
  const [gapMs, promptLastsMs, waitLastsMs, snoozeMs] = TIME_FIELDS.map(time)
  const rules = { on: draft.on, gapMs, promptLastsMs, waitLastsMs, snoozeMs, tiers, templates }
  return shoutOutRulesSchema.safeParse(rules).data ?? null
}

function tierIn(draft: TierDraft): unknown {
  const number = (field: TierNumber): number | null => {
    const value = numberIn(draft[field], TIER_NUMBERS[field])
    return value === null ? null : Math.round(value * TIER_NUMBERS[field].unitMs)
  }
  return {
    signals: RULED_SIGNALS.filter((signal) => draft.signals.includes(signal)),
    backAfterDays: number('backAfterDays'),
    nthVisits: visitsIn(draft.nthVisits),
    longWatchMinutes: number('longWatchMinutes'),
    cooldownMs: number('cooldownMinutes'),
  }
}
