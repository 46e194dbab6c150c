import type { Suggestion } from './suggestion.ts'

/**
 * Whether a later show's suggestion rests on the evidence of the earlier one of its topic, so that a decision about
 * that holds for it too. What one show tells is new with every show; what many tell grows slowly, and is new when it
 * has doubled.
 */
export function isSameEvidence(earlier: Suggestion, later: Suggestion): boolean {
  if (earlier.topic !== later.topic) return false
  if (earlier.kind === 'slotKeepsMore' && later.kind === 'slotKeepsMore') {
    return later.numbers.viewers < 2 * earlier.numbers.viewers
  }
  if (earlier.kind === 'itemOverran' && later.kind === 'itemOverran') {
    return later.numbers.times < 2 * earlier.numbers.times
  }
  return false
}
