import type { SessionDraft } from '../session/state.ts'
import { replaceItem } from './evolve-run-sheet.ts'
import { itemById } from './run-sheet.ts'

/**
 * Takes the pieces of an order off the stock of its items, and gives back what it no longer holds: `before` and
 * `after` are its pieces by itemId. Stock that is not counted stays uncounted. What is ordered of a sold-out item is
 * remembered, so that its refund does not put a piece on the shelf that never lay there.
 */
export function countStock(
  draft: SessionDraft,
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): void {
  for (const itemId of new Set([...before.keys(), ...after.keys()])) {
    const sold = (after.get(itemId) ?? 0) - (before.get(itemId) ?? 0)
    const item = itemById(draft.runSheet, itemId)
    if (!item || item.stock === null || sold === 0) continue
    const left = item.stock - (draft.oversold.get(itemId) ?? 0) - sold
    if (left < 0) draft.oversold.set(itemId, -left)
    else draft.oversold.delete(itemId)
    const stock = Math.max(0, left)
    if (stock !== item.stock) replaceItem(draft, { ...item, stock })
  }
}
