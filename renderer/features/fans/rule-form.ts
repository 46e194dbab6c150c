import { asksForSomething, type TierRule } from '#shared/domain/fans/tier-rules.ts'
import { parsePrice, priceFieldText } from '#renderer/ui/price-text.ts'

/** A rule while it is typed. */
export interface RuleForm {
  readonly key: string
  readonly tier: TierRule['tier']
  readonly orders: string
  readonly spent: string
  readonly withinDays: string
  readonly visits: string
}

export type RuleField = 'orders' | 'spent' | 'withinDays' | 'visits'

export const ruleFormOf = (rule: TierRule, key: string): RuleForm => ({
  key,
  tier: rule.tier,
  orders: rule.minOrders === 0 ? '' : String(rule.minOrders),
  spent: rule.minSpentFen === 0 ? '' : priceFieldText(rule.minSpentFen),
  withinDays: rule.withinDays === null ? '' : String(rule.withinDays),
  visits: rule.minVisits === 0 ? '' : String(rule.minVisits),
})

/** The rule, or which fields cannot be read; `empty` when it asks for nothing. */
export type RuleCheck =
  | { readonly ok: true; readonly rule: TierRule }
  | { readonly ok: false; readonly fields: readonly RuleField[]; readonly empty: boolean }

export function checkRule(form: RuleForm): RuleCheck {
  const orders = wholeNumber(form.orders, 1_000_000)
  const visits = wholeNumber(form.visits, 1_000_000)
  const withinDays = wholeNumber(form.withinDays, 3_650)
  const spent = parsePrice(form.spent)
  const wrong: Record<RuleField, boolean> = {
    orders: orders === null,
    spent: !spent.ok,
    withinDays: withinDays === null,
    visits: visits === null,
  }
  const fields = (['orders', 'spent', 'withinDays', 'visits'] as const).filter((field) => wrong[field])
  if (orders === null || visits === null || withinDays === null || !spent.ok)
    return { ok: false, fields, empty: false }
  const rule: TierRule = {
    tier: form.tier,
    minOrders: orders,
    minSpentFen: spent.fen ?? 0,
    withinDays: withinDays === 0 ? null : withinDays,
    minVisits: visits,
  }
  return asksForSomething(rule) ? { ok: true, rule } : { ok: false, fields: [], empty: true }
}

/** What was typed as a count; empty is 0, null what is none. */
function wholeNumber(text: string, max: number): number | null {
  const plain = text.normalize('NFKC').replaceAll(/[\s,，]/g, '')
  if (plain === '') return 0
  const value = /^\d{1,9}$/.test(plain) ? Number(plain) : Number.NaN
  return value <= max ? value : null
}
