import { netFenOf, type ShowOrder } from '../orders/show-order.ts'

/** Orders that stand: one that was refunded in full is no order, and its buyer no buyer. */
export const standing = (orders: Iterable<ShowOrder>): readonly ShowOrder[] =>
  [...orders].filter(({ refunded }) => !refunded)

/**
 * Which person placed each order, as a number: orders that share a fan, a viewer id or any viewer key are one
 * person's, also by way of a third order. An order of which nothing is known is somebody's of their own.
 */
export function buyersOf(orders: readonly ShowOrder[]): readonly number[] {
  const parent = orders.map((_, index) => index)
  const rootOf = (index: number): number => {
    let root = index
    while ((parent[root] ?? root) !== root) root = parent[root] ?? root
    parent[index] = root
    return root
  }
  const owner = new Map<string, number>()
  for (const [index, order] of orders.entries()) {
    for (const name of namesOf(order)) {
      const other = owner.get(name)
      if (other === undefined) owner.set(name, index)
      else parent[rootOf(index)] = rootOf(other)
    }
  }
  return orders.map((_, index) => rootOf(index))
}

function namesOf({ fanId, userId, keys }: ShowOrder): readonly string[] {
  const names = [userId, ...keys].filter((key) => key !== '').map((key) => `key ${key}`)
  return fanId === null ? names : [...names, `fan ${fanId}`]
}

/** What an item brought of an order: refunds of a part of the order are taken off all its lines alike. In fen. */
export function itemFenOf(order: ShowOrder, itemId: string): number {
  const wholeFen = order.lines.reduce((sum, line) => sum + (line.itemId === itemId ? line.amountFen : 0), 0)
  if (order.amountFen === 0 || netFenOf(order) === order.amountFen) return wholeFen
  return Math.round((wholeFen * netFenOf(order)) / order.amountFen)
}
