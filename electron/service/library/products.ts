import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { productSchema, type Product } from '#shared/domain/products/product.ts'
import { createListeners } from '#shared/lib/listeners.ts'
import { withStorageErrors } from '../storage/storage-error.ts'

/** What saving a product did. */
export type ProductSaved = 'created' | 'updated' | 'unchanged'

/** The products of the shop, by the seller's own code. */
export interface Products {
  /** By name, then by code. */
  readonly list: () => Product[]
  readonly byId: (productId: string) => Product | null
  /** Adds or replaces by `productId`. */
  readonly save: (product: Product) => ProductSaved
  /** All or none; one answer for each, in their order. */
  readonly saveMany: (products: readonly Product[]) => ProductSaved[]
  /** True when there was one. What was learned of it stays, in case it comes back. */
  readonly remove: (productId: string) => boolean
  /** The pictures the products show. */
  readonly assetIds: () => ReadonlySet<string>
  /** Told after every change, with the codes of the products that are new, different or gone. */
  readonly onChange: (listener: (productIds: readonly string[]) => void) => () => void
}

/** A list kept as JSON; what is none is no list either, and so damage. */
const listOf = (value: unknown): unknown => {
  try {
    return typeof value === 'string' ? JSON.parse(value) : null
  } catch {
    return null
  }
}

const rowSchema = productSchema.extend({
  aliases: z.preprocess(listOf, productSchema.shape.aliases),
  facts: z.preprocess(listOf, productSchema.shape.facts),
  faq: z.preprocess(listOf, productSchema.shape.faq),
})

const COLUMNS = `product_id AS productId, name, aliases, list_price_fen AS listPriceFen,
  repurchase_days AS repurchaseDays, facts, faq, asset_id AS assetId`

export function productsOf(db: Database, nowMs: () => number): Products {
  const list = db.prepare(`SELECT ${COLUMNS} FROM product ORDER BY name, product_id`)
  const byId = db.prepare(`SELECT ${COLUMNS} FROM product WHERE product_id = ?`)
  const assets = db.prepare('SELECT DISTINCT asset_id FROM product WHERE asset_id IS NOT NULL').pluck()
  const save = db.prepare(`
    INSERT INTO product (product_id, name, aliases, list_price_fen, repurchase_days, facts, faq, asset_id, updated_at)
    VALUES (:productId, :name, :aliases, :listPriceFen, :repurchaseDays, :facts, :faq, :assetId, :updatedAtMs)
    ON CONFLICT (product_id) DO UPDATE SET name = excluded.name, aliases = excluded.aliases,
      list_price_fen = excluded.list_price_fen, repurchase_days = excluded.repurchase_days,
      facts = excluded.facts, faq = excluded.faq, asset_id = excluded.asset_id, updated_at = excluded.updated_at`)
  const remove = db.prepare('DELETE FROM product WHERE product_id = ?')
  const changes = createListeners<readonly string[]>()
  const guarded = <Value>(action: () => Value): Value => withStorageErrors(db.name, action)

  const read = (productId: string): Product | null => {
    const row: unknown = byId.get(productId)
    return row === undefined ? null : rowSchema.parse(row)
  }
  const saveOne = (product: Product): ProductSaved => {
    const before = read(product.productId)
    if (before !== null && same(before, product)) return 'unchanged'
    save.run({
      ...product,
      aliases: JSON.stringify(product.aliases),
      facts: JSON.stringify(product.facts),
      faq: JSON.stringify(product.faq),
      updatedAtMs: nowMs(),
    })
    return before === null ? 'created' : 'updated'
  }
  const saveAll = db.transaction((products: readonly Product[]) => products.map(saveOne))
  const saveMany = (products: readonly Product[]): ProductSaved[] => {
    const saved = guarded(() => saveAll(products))
    const changed = products.filter((_, index) => saved[index] !== 'unchanged')
    if (changed.length > 0) changes.emit(changed.map(({ productId }) => productId))
    return saved
  }

  return {
    list: () => guarded(() => z.array(rowSchema).parse(list.all())),
    byId: (productId) => guarded(() => read(productId)),
    save: (product) => saveMany([product])[0] ?? 'unchanged',
    saveMany,
    remove: (productId) => {
      const gone = guarded(() => remove.run(productId)).changes > 0
      if (gone) changes.emit([productId])
      return gone
    },
    assetIds: () => new Set(guarded(() => z.array(z.string()).parse(assets.all()))),
    onChange: changes.add,
  }
}

/** Both have their keys in the schema's order once parsed. */
const same = (a: Product, b: Product): boolean =>
  JSON.stringify(productSchema.parse(a)) === JSON.stringify(productSchema.parse(b))
