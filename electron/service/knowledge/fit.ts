import type { Intent } from '#shared/domain/questions/intent.ts'
import type { IndexedEntry, KnowledgeIndex } from './knowledge-index.ts'
import type { ProductInQuestion } from './product-in-question.ts'
import type { Tokens } from './tokens.ts'

/** A question as far as it is understood. */
export interface Query {
  readonly tokens: Tokens
  readonly intent: Intent
  readonly product: ProductInQuestion | null
}

/** Intents that ask of the shop rather than of a product. */
const OF_THE_SHOP: ReadonlySet<Intent> = new Set<Intent>(['shipping', 'afterSale', 'schedule'])
const LIVE_INTENTS: ReadonlySet<Intent> = new Set<Intent>(['price', 'stock', 'coupon'])

/**
 * How well an entry answers a question, 0..1: the share of the question's words (by weight) that the entry's own
 * question or its text holds, more when the intent agrees and when it was sent to such questions before. Where the
 * numbers come from: half of the evaluation set (`evaluation.test.ts`).
 */
export function fitOf(query: Query, { entry, questions, text }: IndexedEntry, index: KnowledgeIndex): number {
  const asked = query.tokens.all
  const total = sum(asked, index)
  const covered =
    total === 0
      ? 0
      : sum(
          asked.filter((token) => text.has(token)),
          index,
        ) / total
  const alike = Math.max(0, ...questions.map((one) => likeness(query.tokens, one, index)))
  const words = Math.min(1, Math.max(alike + 0.15 * covered, 0.78 * covered))

  const sameIntent = entry.intent === query.intent && query.intent !== 'other'
  const otherIntent = entry.intent !== null && !sameIntent && query.intent !== 'other'
  const ofTheShop = OF_THE_SHOP.has(query.intent)
  // An intent alone brings an entry in, behind all that share a word with the question.
  let points =
    words === 0
      ? -0.05
      : words + (sameIntent ? 0.14 * Math.min(1, words / 0.25) : 0) - (otherIntent ? 0.06 : 0)
  if (entry.live !== null) {
    // What the sheet says answers the plain question and no other: 多少钱, not 多少钱包邮.
    points += sameIntent && LIVE_INTENTS.has(query.intent) ? 0.22 : -0.2
  }
  if (entry.scope === null) points += ofTheShop ? 0.05 : -0.06
  else if (query.product?.by === 'assumed') points -= ofTheShop ? 0.03 : 0
  else points += 0.04
  if (entry.source.kind === 'canned') points -= 0.08
  if (words > 0.15) points += Math.min(0.12, 0.04 * Math.log2(1 + entry.use.uses))
  return 1 / (1 + Math.exp(-8 * (points - 0.36)))
}

/** Shared weight, with what the question says beyond counting more than what the entry's says beyond (F, β = 1.4). */
function likeness(query: Tokens, other: Tokens, index: KnowledgeIndex): number {
  const held = new Set(other.all)
  const shared = sum(
    query.all.filter((token) => held.has(token)),
    index,
  )
  if (shared === 0) return 0
  const recall = shared / sum(query.all, index)
  const precision = shared / sum(other.all, index)
  const beta2 = 1.4 ** 2
  return ((1 + beta2) * precision * recall) / (beta2 * precision + recall)
}

function sum(tokens: readonly string[], index: KnowledgeIndex): number {
  let total = 0
  for (const token of tokens) total += index.weight(token)
  return total
}
