import type { Database, Statement } from 'better-sqlite3'
import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import type { Identity } from '#shared/domain/fans/fan.ts'

/** Fewer buyers than these say nothing of what goes with what. */
const SUPPORT_MIN = 3

/** A product bought with another, by how many buyers of both. */
export interface Partner {
  readonly productId: string
  readonly buyers: number
  /** Buyers of both over the geometric mean of the buyers of each (cosine): what everybody buys goes with nothing. */
  readonly score: number
}

export interface LastPurchase {
  readonly productId: string
  readonly lastAtMs: number
}

/** Who has bought what, kept in step with the orders one change at a time. */
export interface BuyerProducts {
  /** The order holds these products for this buyer: newly placed, and not refunded. */
  readonly bought: (buyer: Identity, productId: string, atMs: number) => void
  /** Looks up anew in the orders whether and when the buyer has this product, after an order changed. */
  readonly refresh: (buyer: Identity, productId: string) => void
  readonly productsOf: (buyer: Identity) => LastPurchase[]
  /** Best first. */
  readonly boughtWith: (productId: string, limit: number) => readonly Partner[]
}

const purchaseRows = z.array(z.object({ productId: z.string(), lastAtMs: z.number().int() }))
const partnerRows = z.array(z.object({ productId: z.string(), buyers: z.number().int(), score: z.number() }))
const lastRow = z.object({ lastAtMs: z.number().int().nullable() })

export function buyerProducts(db: Database): BuyerProducts {
  const find = db.prepare(`
    SELECT last_at AS lastAtMs FROM buyer_product
    WHERE source = :source AND user_id = :userId AND product_id = :productId`)
  const save = db.prepare(`
    INSERT INTO buyer_product (source, user_id, product_id, last_at) VALUES (:source, :userId, :productId, :atMs)
    ON CONFLICT (source, user_id, product_id) DO UPDATE SET last_at = excluded.last_at`)
  const drop = db.prepare(
    'DELETE FROM buyer_product WHERE source = :source AND user_id = :userId AND product_id = :productId',
  )
  const productsOf = db.prepare(`
    SELECT product_id AS productId, last_at AS lastAtMs FROM buyer_product
    WHERE source = :source AND user_id = :userId`)
  const lastOf = db.prepare(`
    SELECT max(placed_at) AS lastAtMs FROM purchase_order
    WHERE source = :source AND user_id = :userId AND status <> 'refunded' AND EXISTS (
      SELECT 1 FROM order_line WHERE order_line.order_id = purchase_order.order_id AND product_id = :productId)`)
  const countOwn = db.prepare(`
    INSERT INTO bought_together (product_id, other_id, buyers) VALUES (:productId, :productId, :by)
    ON CONFLICT (product_id, other_id) DO UPDATE SET buyers = buyers + :by`)
  const countWith = (columns: string): Statement =>
    db.prepare(`
      INSERT INTO bought_together (product_id, other_id, buyers)
      SELECT ${columns}, :by FROM buyer_product
      WHERE source = :source AND user_id = :userId AND product_id <> :productId
      ON CONFLICT (product_id, other_id) DO UPDATE SET buyers = buyers + :by`)
  const countOthers = [countWith(':productId, product_id'), countWith('product_id, :productId')]
  const boughtWith = db.prepare(`
    SELECT pair.other_id AS productId, pair.buyers AS buyers,
      pair.buyers / sqrt(1.0 * own.buyers * other.buyers) AS score
    FROM bought_together AS pair
    JOIN bought_together AS own ON own.product_id = pair.product_id AND own.other_id = pair.product_id
    JOIN bought_together AS other ON other.product_id = pair.other_id AND other.other_id = pair.other_id
    WHERE pair.product_id = :productId AND pair.other_id <> :productId AND pair.buyers >= ${SUPPORT_MIN}
    ORDER BY score DESC, buyers DESC, productId LIMIT :limit`)

  /** Fans who come in together bought much the same; forgotten with every change of what goes with what. */
  const partners = new LRUCache<string, readonly Partner[]>({ max: 1_000 })

  const knownAt = (buyer: Identity, productId: string): number | null =>
    lastRow.safeParse(find.get({ ...identity(buyer), productId })).data?.lastAtMs ?? null

  /** The buyer's other products at this moment each have one buyer of both more, or less. */
  const countPairs = (buyer: Identity, productId: string, by: 1 | -1): void => {
    partners.clear()
    countOwn.run({ productId, by })
    for (const statement of countOthers) statement.run({ ...identity(buyer), productId, by })
  }

  const set = (buyer: Identity, productId: string, atMs: number | null): void => {
    const before = knownAt(buyer, productId)
    if (before === atMs) return
    if (atMs === null) {
      drop.run({ ...identity(buyer), productId })
      countPairs(buyer, productId, -1)
      return
    }
    if (before === null) countPairs(buyer, productId, 1)
    save.run({ ...identity(buyer), productId, atMs })
  }

  return {
    bought: (buyer, productId, atMs) =>
      set(buyer, productId, Math.max(atMs, knownAt(buyer, productId) ?? atMs)),
    refresh: (buyer, productId) =>
      set(
        buyer,
        productId,
        lastRow.safeParse(lastOf.get({ ...identity(buyer), productId })).data?.lastAtMs ?? null,
      ),
    productsOf: (buyer) => purchaseRows.parse(productsOf.all(identity(buyer))),
    boughtWith: (productId, limit) => {
      const key = `${limit}/${productId}`
      const known = partners.get(key)
      if (known) return known
      const found = partnerRows.parse(boughtWith.all({ productId, limit }))
      partners.set(key, found)
      return found
    },
  }
}

/** A buyer holds more than an identity; the statements take exactly their own names. */
const identity = ({ source, userId }: Identity): Identity => ({ source, userId })
