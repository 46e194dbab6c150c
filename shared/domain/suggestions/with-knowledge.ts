import type { Intent } from '../questions/intent.ts'
import type { Suggestion } from './suggestion.ts'

/** Whether the studio knows an answer of this intent for a product of the library; null where that cannot be told. */
export type Knows = (productId: string, intent: Intent) => boolean | null

/** The suggestion, saying whether what viewers asked for is known already. */
export function withKnowledge(suggestion: Suggestion, knows: Knows): Suggestion {
  if (suggestion.kind !== 'productQuestions') return suggestion
  const { productId, intent } = suggestion.numbers
  const known = productId === null ? null : knows(productId, intent)
  const knowledge = known === null ? null : known ? ('present' as const) : ('missing' as const)
  return { ...suggestion, numbers: { ...suggestion.numbers, knowledge } }
}
