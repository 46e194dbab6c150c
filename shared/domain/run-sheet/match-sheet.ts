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
  const take = (isSame: (item: Item) => boolean): string | null => {
    for (const item of free.values()) {
      if (!isSame(item)) continue
      free.delete(item.itemId)
      return item.itemId
    }
    return null
  }
  const matched = incoming.map((item) => {
    const sameLink = (other: Item): boolean => other.number === item.number && other.title === item.title
    const sameProduct = (other: Item): boolean =>
      item.productId !== null && other.productId === item.productId
    return take((other) => sameProduct(other) && sameLink(other)) ?? take(sameProduct) ?? take(sameLink)
  })
  return incoming.map((item, index) => ({ ...item, itemId: matched[index] ?? newId() }))
}
