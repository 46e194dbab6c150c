import type { Classification } from './classify.ts'
import { normaliseText } from './normalise-text.ts'

/** Messages that ask the same thing share this key; `itemNumber` is the product meant, null when unknown. */
export function threadKey(text: string, classification: Classification, itemNumber: number | null): string {
  const facet = classification.intent === 'other' ? normaliseText(text) : ''
  return `${classification.intent}:${itemNumber ?? '-'}:${facet}`
}
