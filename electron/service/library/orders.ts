import type { Database } from 'better-sqlite3'
import { viewerKey } from '#shared/domain/danmaku/danmaku.ts'
import type { Bought, DueProduct, Fan, FanFacts, Identity } from '#shared/domain/fans/fan.ts'
import { isForgotten } from '#shared/domain/orders/buyer-key.ts'
import { mergeOrder, settledOrder } from '#shared/domain/orders/merge-order.ts'
import { orderSchema, type Order } from '#shared/domain/orders/order.ts'
import { withStorageErrors } from '../storage/storage-error.ts'
import { buyerProducts, type Partner } from './buyer-products.ts'
import type { Fans } from './fans.ts'
import { orderRows, type StoredOrder } from './order-rows.ts'
import type { Products } from './products.ts'

/** What recording an order did. */
export type OrderRecorded = 'created' | 'updated' | 'unchanged'

/** The clock of a shop system may be ahead of ours by this much. */
const CLOCK_AHEAD_MS = 2 * 60_000
const DAY_MS = 24 * 60 * 60_000
const BOUGHT_TOLD = 10
const DUE_TOLD = 3
const BOUGHT_WITH_TOLD = 3
/** What a fan bought longest ago says little about what to offer now. */
const PRODUCTS_COMPARED = 12
const PARTNERS_COMPARED = 40

/** The orders of the shop, by order id. An order refunded in full is no purchase. */
export interface Orders {
  /** Takes in an order or a later state of it; may be repeated, and come late, without harm (`mergeOrder`). */
  readonly record: (order: Order) => OrderRecorded
  /** Several, all or none, in one transaction; one answer for each. */
  readonly recordMany: (orders: readonly Order[]) => OrderRecorded[]
  readonly byId: (orderId: string) => StoredOrder | null
  /** The order as it would be stored: status and refund agree, and products are found by name. */
  readonly prepared: (order: Order) => Order
  /** Stores exactly this, whatever was known before: for imports, which have merged, and for taking them back. */
  readonly put: (order: Order) => void
  /** Takes the order out, and a buyer of whom nothing else is known with it. */
  readonly remove: (orderId: string) => void
  /** All, oldest first. */
  readonly all: () => Iterable<Order>
  /** Of one show, newest first. */
  readonly ofSession: (sessionId: string, limit: number) => StoredOrder[]
  /** What came last, of whatever show or none. */
  readonly newest: (limit: number) => StoredOrder[]
  /** The fan's orders, newest first, refunded ones too. */
  readonly of: (fan: Pick<Fan, 'identities'>, limit?: number) => StoredOrder[]
  /** What the fan bought, newest first. */
  readonly bought: (fan: Pick<Fan, 'identities'>) => Bought[]
  /** Products whose usual cycle has passed since the fan bought them last, longest due first. */
  readonly due: (fan: Pick<Fan, 'identities'>, nowMs: number) => DueProduct[]
  /** What others buy with this product, best first, by at least three buyers. */
  readonly boughtWith: (productId: string) => readonly Partner[]
  /** What others buy with what this fan bought, of the products in the library and not the fan's yet; best first. */
  readonly recommended: (fan: Pick<Fan, 'identities'>) => FanFacts['boughtWith']
  /** Puts a name that says nothing in the place of a buyer: the figures of the shop stay, the person goes. */
  readonly pseudonymise: (buyer: Identity, pseudonym: Identity) => void
}

export function ordersOf(db: Database, fans: Fans, products: Products, nowMs: () => number): Orders {
  const rows = orderRows(db)
  const purchases = buyerProducts(db)
  const names = productNames(products)
  const guarded = <Value>(action: () => Value): Value => withStorageErrors(db.name, action)

  /** The products an order counts for; none once it was refunded. */
  const productsIn = (order: Order | null): string[] =>
    order === null || order.status === 'refunded'
      ? []
      : [...new Set(order.lines.flatMap(({ productId }) => productId ?? []))]

  const write = (before: StoredOrder | null, after: Order): void => {
    rows.write(after, rows.sessionAt(after.placedAtMs, nowMs() + CLOCK_AHEAD_MS), nowMs())
    if (before === null) {
      for (const productId of productsIn(after)) purchases.bought(after.buyer, productId, after.placedAtMs)
      return
    }
    for (const productId of productsIn(before)) purchases.refresh(before.buyer, productId)
    for (const productId of productsIn(after)) purchases.refresh(after.buyer, productId)
  }

  const recordOne = (order: Order, touched: Set<string>): OrderRecorded => {
    const told = withProducts(orderSchema.parse(order), names)
    const before = rows.byId(told.orderId)
    const after = before ? mergeOrder(before, told) : settledOrder(told)
    if (before && same(before, after)) return 'unchanged'
    write(before, after)
    for (const { source, userId, name } of before ? [before.buyer, after.buyer] : [after.buyer]) {
      const fan = isForgotten({ source, userId })
        ? null
        : fans.ensure(viewerKey(source, userId), name, after.placedAtMs)
      if (fan) touched.add(fan.fanId)
    }
    return before ? 'updated' : 'created'
  }

  const recordMany = (orders: readonly Order[]): OrderRecorded[] =>
    guarded(() =>
      fans.together(() => {
        const touched = new Set<string>()
        const recorded = orders.map((order) => recordOne(order, touched))
        for (const fanId of touched) fans.recount(fanId)
        return recorded
      }),
    )

  const countBuyers = (...buyers: readonly Order['buyer'][]): void => {
    for (const { source, userId } of buyers) {
      const fan = fans.byKey(viewerKey(source, userId))
      if (!fan) continue
      fans.recount(fan.fanId)
      const counted = fans.byId(fan.fanId)
      if (counted && isNobody(counted) && fans.told(fan.fanId).untilMs === null) fans.remove(fan.fanId)
    }
  }

  const put = (order: Order): void => {
    const before = rows.byId(order.orderId)
    write(before, order)
    const { source, userId, name } = order.buyer
    if (!isForgotten(order.buyer)) fans.ensure(viewerKey(source, userId), name, order.placedAtMs)
    countBuyers(order.buyer, ...(before ? [before.buyer] : []))
  }

  const remove = (orderId: string): void => {
    const before = rows.byId(orderId)
    if (!before) return
    rows.remove(orderId)
    for (const productId of productsIn(before)) purchases.refresh(before.buyer, productId)
    countBuyers(before.buyer)
  }

  /** A fan whom only an order made known, and that order is gone. */
  const isNobody = (fan: Fan): boolean =>
    fan.tierBy === 'rules' &&
    fan.tier === 'guest' &&
    !fan.privateDomain &&
    fan.identities.length <= 1 &&
    fan.identities.every((identity) => rows.ofBuyer(identity, 1).length === 0) &&
    fan.visits === 0 &&
    fan.lastSeenMs === null &&
    fan.birthday === null &&
    fan.tags.length === 0 &&
    fan.notes + fan.sayAs === '' &&
    fan.consent === 'unknown'

  /** By product, of all identities of the fan together. */
  const lastPurchases = (fan: Pick<Fan, 'identities'>): Map<string, number> => {
    const last = new Map<string, number>()
    for (const buyer of fan.identities) {
      for (const { productId, lastAtMs } of purchases.productsOf(buyer)) {
        last.set(productId, Math.max(lastAtMs, last.get(productId) ?? 0))
      }
    }
    return last
  }

  const ofFan = (fan: Pick<Fan, 'identities'>, limit: number): StoredOrder[] =>
    fan.identities
      .flatMap((identity) => rows.ofBuyer(identity, limit))
      .toSorted((a, b) => b.placedAtMs - a.placedAtMs)
      .slice(0, limit)

  const recommended = (fan: Pick<Fan, 'identities'>): FanFacts['boughtWith'] => {
    const own = lastPurchases(fan)
    const newest = [...own].toSorted((a, b) => b[1] - a[1]).slice(0, PRODUCTS_COMPARED)
    const offers = new Map<string, { score: number; buyers: number }>()
    for (const [productId] of newest) {
      for (const partner of purchases.boughtWith(productId, PARTNERS_COMPARED)) {
        if (own.has(partner.productId)) continue
        const offer = offers.get(partner.productId)
        offers.set(partner.productId, {
          score: (offer?.score ?? 0) + partner.score,
          buyers: Math.max(offer?.buyers ?? 0, partner.buyers),
        })
      }
    }
    const best = [...offers].toSorted(([, a], [, b]) => b.score - a.score || b.buyers - a.buyers)
    const told: FanFacts['boughtWith'][number][] = []
    for (const [productId, { buyers }] of best) {
      const product = products.byId(productId)
      if (product) told.push({ productId, name: product.name, buyers })
      if (told.length === BOUGHT_WITH_TOLD) break
    }
    return told
  }

  const pseudonymise = db.transaction((buyer: Identity, pseudonym: Identity) => {
    const owned = purchases.productsOf(buyer)
    rows.rename(buyer, pseudonym)
    for (const { productId } of owned) {
      purchases.refresh(buyer, productId)
      purchases.refresh(pseudonym, productId)
    }
  })

  return {
    record: (order) => recordMany([order])[0] ?? 'unchanged',
    recordMany,
    byId: (orderId) => guarded(() => rows.byId(orderId)),
    prepared: (order) => guarded(() => withProducts(settledOrder(order), names)),
    put: (order) => guarded(() => fans.together(() => put(order))),
    remove: (orderId) => guarded(() => fans.together(() => remove(orderId))),
    all: () => rows.all(),
    ofSession: (sessionId, limit) => guarded(() => rows.ofSession(sessionId, limit)),
    newest: (limit) => guarded(() => rows.newest(limit)),
    of: (fan, limit = 100) => guarded(() => ofFan(fan, limit)),
    bought: (fan) =>
      guarded(() =>
        ofFan(fan, BOUGHT_TOLD * 2)
          .filter(({ status }) => status !== 'refunded')
          .flatMap(({ lines, placedAtMs }) =>
            lines.map(({ productId, name }) => ({
              productId,
              name:
                (productId === null ? null : products.byId(productId)?.name) ?? (name || (productId ?? '')),
              atMs: placedAtMs,
            })),
          )
          .slice(0, BOUGHT_TOLD),
      ),
    due: (fan, atMs) =>
      guarded(() =>
        [...lastPurchases(fan)]
          .flatMap(([productId, boughtAtMs]): (DueProduct & { readonly dueMs: number })[] => {
            const product = products.byId(productId)
            const cycleDays = product?.repurchaseDays ?? null
            if (!product || cycleDays === null) return []
            const dueMs = boughtAtMs + cycleDays * DAY_MS
            return dueMs <= atMs ? [{ productId, name: product.name, boughtAtMs, cycleDays, dueMs }] : []
          })
          .toSorted((a, b) => a.dueMs - b.dueMs)
          .slice(0, DUE_TOLD)
          .map(({ dueMs: _dueMs, ...due }) => due),
      ),
    boughtWith: (productId) => guarded(() => purchases.boughtWith(productId, PARTNERS_COMPARED)),
    recommended: (fan) => guarded(() => recommended(fan)),
    pseudonymise: (buyer, pseudonym) => guarded(() => pseudonymise(buyer, pseudonym)),
  }
}

/** Exports of shops often name products and leave their code out: the very name, or an alias, says which it is. */
function withProducts(order: Order, names: () => ReadonlyMap<string, string | null>): Order {
  if (order.lines.every(({ productId, name }) => productId !== null || name === '')) return order
  const lines = order.lines.map((line) =>
    line.productId === null ? { ...line, productId: names().get(line.name) ?? null } : line,
  )
  return { ...order, lines }
}

/** Product codes by name and alias; null where two products bear the same. Made when first asked for after a change. */
function productNames(products: Products): () => ReadonlyMap<string, string | null> {
  let names: Map<string, string | null> | null = null
  products.onChange(() => (names = null))
  return () => {
    if (names !== null) return names
    names = new Map()
    for (const { productId, name, aliases } of products.list()) {
      for (const known of new Set([name, ...aliases])) names.set(known, names.has(known) ? null : productId)
    }
    return names
  }
}

/** The order alone: the show it is linked to is the library's own and not compared. */
const same = (a: Order, b: Order): boolean =>
  JSON.stringify(orderSchema.parse(a)) === JSON.stringify(orderSchema.parse(b))
