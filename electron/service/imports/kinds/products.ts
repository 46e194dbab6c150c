import { productSchema, type Product } from '#shared/domain/products/product.ts'
import type { Library } from '../../library/library.ts'
import type { Importer, RecordStore } from '../importer.ts'
import { PRODUCT_FIELDS } from './product-columns.ts'
import { parseProductRow, productOfRow, withProductRow, type ProductRow } from './product-row.ts'

/** Products with their facts and answers, by the seller's own code. */
export const productsImporter: Importer<ProductRow, Product> = {
  kind: 'products',
  columns: PRODUCT_FIELDS,
  parseRow: parseProductRow,
  recordSchema: productSchema,
  titleOf: (product) => product.name,
  cellsOf,
  open: ({ library }) => productStore(library),
}

function productStore({ products }: Library): RecordStore<ProductRow, Product> {
  return {
    // A product is known by its code alone, there already or not.
    keysOfRow: ({ productId }) => [productId],
    keysOfRecord: ({ productId }) => [productId],
    find: (productId) => productId,
    read: products.byId,
    create: productOfRow,
    update: withProductRow,
    write: (changes) => {
      for (const { id, after } of changes) if (after === null) products.remove(id)
      products.saveMany(changes.flatMap(({ after }) => after ?? []))
    },
    all: products.list,
  }
}

function cellsOf(product: Product) {
  return {
    productId: product.productId,
    name: product.name,
    aliases: product.aliases.join('、'),
    listPrice: product.listPriceFen,
    repurchaseDays: product.repurchaseDays,
    facts: product.facts.join('\n'),
    faq: product.faq.map(({ question, answer }) => `问：${question}\n答：${answer}`).join('\n'),
    question: null,
    answer: null,
  }
}
