import type { Item } from './item.ts'

/**
 * A sheet to be loaded in place of another, its items knowing which of the old ones they are: those keep their
 * itemId, and with it the time they have been on air and their place there. The same item is the same product, or the
 * same link number with the same title. Whatever is new gets an id of its own, so that two loads never share one.
 */
export function matchSheet(
  current: readonly Item[],
  incoming: readonly Item[],
  newId: () => string,
): readonly Item[] {
  const free = new Map(current.map((item) => [item.itemId, item]))
  const ids = new Map<Item, string>()
  const sameLink = (a: Item, b: Item): boolean => a.number === b.number && a.title === b.title
  const sameProduct = (a: Item, b: Item): boolean => a.productId !== null && a.productId === b.productId
  // The likest first, so that nobody takes the place of one that fits it better.
  for (const isSame of [
    (a: Item, b: Item) => sameProduct(a, b) && sameLink(a, b),
    (a: Item, b: Item) => sameProduct(a, b) && a.number === b.number,
    sameProduct,
    sameLink,
  ]) {
    for (const item of incoming) {
      if (ids.has(item)) continue
      const match = [...free.values()].find((other) => isSame(item, other))
      if (!match) continue
      free.delete(match.itemId)
      ids.set(item, match.itemId)
    }
  }
  return incoming.map((item) => ({ ...item, itemId: ids.get(item) ?? newId() }))
}
