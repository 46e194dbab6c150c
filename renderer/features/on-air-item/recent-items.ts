import { z } from 'zod'

import { itemSchema, type Item } from '#shared/domain/run-sheet/item.ts'

/** Items shown lately, newest first: what there is to step through until a run-sheet says more. */
const RECENT_ITEMS_KEPT = 30

/** The list with `item` at its front; an earlier one with the same number gives way. */
export function remember(items: readonly Item[], item: Item): readonly Item[] {
  return [item, ...items.filter((other) => other.number !== item.number)].slice(0, RECENT_ITEMS_KEPT)
}

/**
 * The item a step forward or back by number leads to, round the end. Without an item on air the lowest (or, going
 * back, the highest) number comes first. Null when there is nowhere to step to.
 */
export function stepFrom(items: readonly Item[], onAir: number | null, step: 1 | -1): Item | null {
  const byNumber = items.toSorted((a, b) => a.number - b.number)
  const others = byNumber.filter((item) => item.number !== onAir)
  if (others.length === 0) return null
  if (onAir === null) return others.at(step === 1 ? 0 : -1) ?? null
  const beyond =
    step === 1 ? others.find((item) => item.number > onAir) : others.findLast((item) => item.number < onAir)
  return beyond ?? others.at(step === 1 ? 0 : -1) ?? null
}

/** Reads the list back from storage; anything that does not parse is an empty list. */
export function parseRecentItems(text: string | null): readonly Item[] {
  if (text === null) return []
  try {
    return z.array(itemSchema).max(RECENT_ITEMS_KEPT).parse(JSON.parse(text))
  } catch {
    return []
  }
}
