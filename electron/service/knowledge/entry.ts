import type { Intent } from '#shared/domain/questions/intent.ts'
import type { SuggestionSource } from '#shared/domain/knowledge/suggestion.ts'
import type { Item } from '#shared/domain/run-sheet/item.ts'
import type { EntryUse } from '../library/learned-replies.ts'

/** What an entry of an item says that changes during a show, and is therefore put into words when it is asked. */
export type LiveFact = 'price' | 'stock' | 'coupon'

/** One thing that is known: the unit that is found and proposed. */
export interface Entry {
  /** Says what it is, so that uses find it again after a restart: `faq:SKU-1:会起球吗`. */
  readonly entryId: string
  readonly source: SuggestionSource
  /** Whose it is; null for the whole shop. See `scopeOfProduct`. */
  readonly scope: string | null
  /** The question it answers, where it was written down as an answer; else empty. */
  readonly question: string
  /** The answer; of a live fact, what else it is found by. */
  readonly text: string
  /** What it is about, as far as that is said; null otherwise. */
  readonly intent: Intent | null
  readonly live: { readonly fact: LiveFact; readonly item: Item } | null
  readonly use: EntryUse
}

/** Entries belong to a product of the library, or to an item that has none, known by its title. */
export const scopeOfProduct = (productId: string): string => `product:${productId}`
export const scopeOfTitle = (title: string): string => `title:${title}`
