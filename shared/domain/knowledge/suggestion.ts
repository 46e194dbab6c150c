import { z } from 'zod'

export const SUGGESTIONS_MAX = 3

/** Where the words of a proposal come from. `title` says it to a person: a FAQ question, a policy's title. */
export const suggestionSourceSchema = z.object({
  kind: z.enum(['faq', 'fact', 'item', 'policy', 'canned', 'learned']),
  title: z.string(),
  /** Whose fact it is; null for what holds whatever the product. */
  productId: z.string().nullable(),
  /** The product or item in words; empty for what holds whatever the product. */
  productName: z.string(),
})
export type SuggestionSource = z.infer<typeof suggestionSourceSchema>

/**
 * A reply proposed for a question. `text` may hold the variables of canned replies. `confidence` (0..1) says how well
 * the source fits the question; it is no probability that the answer is right.
 */
export const suggestionSchema = z.object({
  text: z.string(),
  source: suggestionSourceSchema,
  confidence: z.number().min(0).max(1),
})
export type Suggestion = z.infer<typeof suggestionSchema>
