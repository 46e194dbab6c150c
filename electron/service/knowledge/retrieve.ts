import { normaliseText } from '#shared/domain/questions/normalise-text.ts'
import { SUGGESTIONS_MAX } from '#shared/domain/knowledge/suggestion.ts'
import type { Entry } from './entry.ts'
import { fitOf, type Query } from './fit.ts'
import type { IndexedEntry, KnowledgeIndex } from './knowledge-index.ts'
import { understand, type Asked, type ProductInQuestion } from './product-in-question.ts'
import type { ProductNames } from './product-names.ts'
import { tokensOf } from './tokens.ts'

/** An entry put into words for one question. */
export interface Found {
  readonly entry: Entry
  readonly text: string
  /** 0..1. */
  readonly confidence: number
}

export interface Retrieved {
  /** What the question was taken to be about. */
  readonly product: ProductInQuestion | null
  /** Best first, at most SUGGESTIONS_MAX, no two of the same words. */
  readonly found: readonly Found[]
}

export interface RetrieveContext {
  readonly index: KnowledgeIndex
  readonly names: ProductNames
  /** What the entry says at this moment; null when it must not be said: nothing on the sheet, a price of before. */
  readonly wordsOf: (entry: Entry, product: ProductInQuestion | null) => string | null
}

/** Below this nothing but chance joins question and entry. */
const FLOOR = 0.05

/**
 * What is known that answers a question, best first. Entries of other products are not looked at, so that their facts
 * cannot be proposed; with no product in question only those of the shop are.
 */
export function retrieve(asked: Asked, { index, names, wordsOf }: RetrieveContext): Retrieved {
  const { product, rest } = understand(asked, names)
  const scopes = new Set(product === null ? [] : [product.scope])
  const query: Query = { tokens: tokensOf(rest), intent: asked.intent, product }

  const candidates = new Set<IndexedEntry>(index.search(query.tokens, scopes))
  // Somebody who asks 啥时候能到家 shares no word with 发货与时效: what is about the same is looked at as well.
  for (const one of index.inScope(scopes)) if (one.entry.intent === asked.intent) candidates.add(one)

  const ranked = [...candidates]
    .map((one) => ({ entry: one.entry, confidence: fitOf(query, one, index) }))
    .filter(({ confidence }) => confidence >= FLOOR)
    .toSorted((a, b) => b.confidence - a.confidence)

  const found: Found[] = []
  const said = new Set<string>()
  for (const { entry, confidence } of ranked) {
    const text = wordsOf(entry, product)
    if (text === null) continue
    const words = normaliseText(text)
    if (said.has(words)) continue
    said.add(words)
    found.push({ entry, text, confidence })
    if (found.length === SUGGESTIONS_MAX) break
  }
  return { product, found }
}
