import { isSoldOut, type Item } from '../run-sheet/item.ts'
import { priceAt } from '../run-sheet/price.ts'
import type { ShoutOutRules, SignalKind } from './rules.ts'
import type { Candidate, CurrentPrompt, Offer, ShoutOutFacts, Signal } from './shout-out.ts'

const DAY_MS = 86_400_000

/** What templates may name in braces. */
export const VARIABLES = [
  'name',
  'lastPurchase',
  'daysAgo',
  'awayDays',
  'due',
  'price',
  'visits',
  'item',
  'minutes',
] as const
export type Variable = (typeof VARIABLES)[number]
export type Values = Readonly<Record<Variable, string | null>>

/** Of several reasons the words are those of the first in this order. */
const TELLING: readonly SignalKind[] = [
  'orderPlaced',
  'birthday',
  'repurchaseDue',
  'nthVisit',
  'backAfter',
  'longWatch',
  'firstMessage',
  'entered',
  'pushed',
]

const isVariable = (name: string): name is Variable => VARIABLES.some((variable) => variable === name)

/** The variables of a line that do not exist, and whether a brace stands alone: an editor shows both. */
export function lineProblems(line: string): { readonly unknown: readonly string[]; readonly brace: boolean } {
  const unknown = [...line.matchAll(/\{([^{}]*)\}/g)]
    .map((match) => match[1] ?? '')
    .filter((name) => !isVariable(name))
  return { unknown, brace: /[{}]/.test(line.replaceAll(/\{[^{}]*\}/g, '')) }
}

/** The line with its values; null when one is missing, unknown, or a brace stands alone. */
export function fillLine(line: string, values: Values): string | null {
  const { unknown, brace } = lineProblems(line)
  if (unknown.length > 0 || brace) return null
  let complete = true
  const text = line.replaceAll(/\{([^{}]*)\}/g, (_, name: string) => {
    const value = isVariable(name) ? values[name] : null
    if (value === null || value === '') complete = false
    return value ?? ''
  })
  return complete ? text : null
}

/** The words of a prompt: the fullest line of the tier, else of all tiers, that can be filled; else the bare name. */
export function promptText(
  templates: ShoutOutRules['templates'],
  { fan, signals }: Pick<Candidate, 'fan' | 'signals'>,
  values: Values,
): string {
  const kind = TELLING.find((one) => signals.some((signal) => signal.kind === one)) ?? 'entered'
  const lines = [...templates[kind][fan.tier], ...templates[kind].any, ...templates.entered.any]
  for (const line of lines) {
    const text = fillLine(line, values)
    if (text !== null) return text
  }
  return values.name ?? fan.name
}

export function valuesOf(
  { fan, facts, signals }: Pick<Candidate, 'fan' | 'facts' | 'signals'>,
  offer: Offer | null,
  nowMs: number,
): Values {
  const counted = (kind: SignalKind): string | null => {
    const count = signals.find((signal) => signal.kind === kind)?.count ?? null
    return count === null ? null : String(count)
  }
  return {
    name: fan.sayAs || fan.name,
    lastPurchase: facts.lastPurchase?.name ?? null,
    daysAgo: facts.lastPurchase === null ? null : wholeDays(nowMs - facts.lastPurchase.atMs),
    awayDays:
      counted('backAfter') ?? (facts.lastSeenMs === null ? null : wholeDays(nowMs - facts.lastSeenMs)),
    due: offer?.name ?? null,
    price: yuan(offer?.priceFen ?? null),
    visits: facts.visits > 0 ? String(facts.visits) : null,
    item: signals.find(({ kind }) => kind === 'orderPlaced')?.item ?? null,
    minutes: counted('longWatch'),
  }
}

/** "0 days ago" is said by nobody: less than a day is no number of days. */
const wholeDays = (spanMs: number): string | null =>
  spanMs >= DAY_MS ? String(Math.floor(spanMs / DAY_MS)) : null

const yuan = (fen: number | null): string | null =>
  fen === null ? null : `¥${fen % 100 === 0 ? fen / 100 : (fen / 100).toFixed(2)}`

/**
 * What to offer the fan: of the products due, the longest due one that has an exclusive price on the sheet now, else
 * the longest due. A price counts inside its times and while there is stock.
 */
export function offerOf(facts: ShoutOutFacts, sheet: readonly Item[], nowMs: number): Offer | null {
  const offers = facts.due.map((due): Offer => {
    const items = sheet.filter(({ productId }) => productId === due.productId)
    const priced = items.find((item) => hasExclusivePrice(item, nowMs))
    return {
      ...due,
      itemNumber: (priced ?? items[0])?.number ?? null,
      priceFen: priced?.priceFen ?? null,
      listPriceFen: priced?.listPriceFen ?? null,
    }
  })
  return offers.find(({ priceFen }) => priceFen !== null) ?? offers[0] ?? null
}

const hasExclusivePrice = (item: Item, nowMs: number): boolean =>
  item.priceFen !== null && !isSoldOut(item) && priceAt(item, nowMs).window === 'open'

/**
 * A prompt that stands, with the offer of this moment: a price that has changed or ended since, or what has sold out,
 * is not said. Without such a change its words stay as they were.
 */
export function promptNow<
  Standing extends Pick<CurrentPrompt, 'fan' | 'facts' | 'signals' | 'text' | 'offer'>,
>(
  prompt: Standing,
  sheet: readonly Item[],
  { templates }: Pick<ShoutOutRules, 'templates'>,
  nowMs: number,
): Standing {
  const offer = offerOf(prompt.facts, sheet, nowMs)
  if (JSON.stringify(offer) === JSON.stringify(prompt.offer)) return prompt
  return { ...prompt, offer, text: promptText(templates, prompt, valuesOf(prompt, offer, nowMs)) }
}

/** The reasons of a prompt in the order in which they matter. */
export const byImportance = (signals: readonly Signal[]): Signal[] =>
  signals.toSorted((a, b) => TELLING.indexOf(a.kind) - TELLING.indexOf(b.kind))
