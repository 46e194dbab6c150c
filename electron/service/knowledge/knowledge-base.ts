import { plainText } from '#shared/domain/questions/normalise-text.ts'
import type { Policy } from '#shared/domain/knowledge/policy.ts'
import type { LearnedReply } from '#shared/domain/knowledge/learned-reply.ts'
import type { Product } from '#shared/domain/products/product.ts'
import { fillReply, type CannedReply } from '#shared/domain/replies/canned-reply.ts'
import type { Item } from '#shared/domain/run-sheet/item.ts'
import { priceAlert } from '#shared/domain/run-sheet/price-alert.ts'
import { priceAt } from '#shared/domain/run-sheet/price.ts'
import { spokenPrices } from '#shared/domain/run-sheet/spoken-price.ts'
import type { EntryUse } from '../library/learned-replies.ts'
import type { Entry } from './entry.ts'
import { entriesOfItem, entriesOfProduct, entryOfCanned, entryOfLearned, entryOfPolicy } from './entries.ts'
import { itemWords, type KnowledgeLanguage } from './item-words.ts'
import { createKnowledgeIndex } from './knowledge-index.ts'
import { saysTheSame } from './says-the-same.ts'
import { scopeOfItem, understand, type Asked, type ProductInQuestion } from './product-in-question.ts'
import { createProductNames, type ProductNames } from './product-names.ts'
import { retrieve, type Retrieved } from './retrieve.ts'

/** All that the studio can answer from, kept ready to be asked. Parts are put in the place of what was there. */
export interface KnowledgeBase {
  readonly putProduct: (product: Product) => void
  readonly removeProduct: (productId: string) => void
  readonly putItems: (items: readonly Item[]) => void
  readonly putPolicies: (policies: readonly Policy[]) => void
  readonly putCanned: (replies: readonly CannedReply[]) => void
  readonly putLearned: (reply: LearnedReply) => void
  readonly removeLearned: (learnedId: number) => void
  readonly setUse: (entryId: string, use: EntryUse) => void
  readonly names: ProductNames
  readonly retrieve: (asked: Asked) => Retrieved
  /** The entry that this text, sent to this question, puts in so many words; null when it is nobody's. */
  readonly recognise: (asked: Asked, sent: string) => string | null
  readonly size: () => number
}

export interface KnowledgeBaseOptions {
  readonly language: KnowledgeLanguage
  readonly nowMs: () => number
  /** How often an entry was sent, and to what. */
  readonly sentOf: (entryId: string) => EntryUse
}

const LEARNED = 'learned:'
const ITEM = 'item:'

export function createKnowledgeBase({ language, nowMs, sentOf }: KnowledgeBaseOptions): KnowledgeBase {
  const index = createKnowledgeIndex()
  const names = createProductNames()
  const products = new Map<string, Product>()
  /** The items as they were put in last: an item that is the same object needs nothing done. */
  let items: readonly Item[] = []

  const scopes = new Map<string, string>()
  const putItem = (item: Item): void => {
    const scope = scopeOfItem(item, names)
    scopes.set(itemGroup(item), scope)
    index.put(itemGroup(item), entriesOfItem(item, scope, sentOf))
  }
  /** An item without a code is of the product that has its title, as soon and as long as there is one. */
  const putItemsAgain = (): void => {
    for (const item of items) {
      if (item.productId === null && scopes.get(itemGroup(item)) !== scopeOfItem(item, names)) putItem(item)
    }
  }

  const wordsOf = (entry: Entry, product: ProductInQuestion | null, asked: Asked): string | null => {
    if (entry.live !== null) {
      const item = product?.item ?? null
      // Two items may sell one product at different prices: only the one that is meant is spoken of.
      if (item === null || itemGroup(entry.live.item) !== itemGroup(item)) return null
      return itemWords(item, entry.live.fact, languageOf(asked.text, language), nowMs())
    }
    if (mayAge(entry, asked) && saysAnotherPrice(entry.text, product, asked)) return null
    return canBeFilled(entry.text, product) ? entry.text : null
  }
  /** A price somebody said once, or that stands in an answer to what it costs, may not be the price any more. */
  const mayAge = (entry: Entry, asked: Asked): boolean =>
    asked.intent === 'price' || (entry.source.kind === 'learned' && entry.scope !== null)
  const saysAnotherPrice = (text: string, product: ProductInQuestion | null, asked: Asked): boolean => {
    const item = product?.item ?? null
    if (item !== null) {
      const context = { questionNumber: item.number, itemOnAir: asked.onAir, nowMs: nowMs() }
      return priceAlert(text, asked.sheet, context) !== null
    }
    const usualFen = products.get(product?.productId ?? '')?.listPriceFen ?? null
    return spokenPrices(plainText(text)).some(({ fen }) => fen !== usualFen)
  }
  const canBeFilled = (text: string, product: ProductInQuestion | null): boolean => {
    const price = product?.item ? priceAt(product.item, nowMs()).fen : null
    const known = { viewer: '.', host: '.', item: product?.item ? '.' : '', price: price === null ? '' : '.' }
    return fillReply(text, known).missing.length === 0
  }

  return {
    putProduct: (product) => {
      products.set(product.productId, product)
      names.set(product.productId, [product.name, ...product.aliases])
      index.put(`product:${product.productId}`, entriesOfProduct(product, sentOf))
      putItemsAgain()
    },
    removeProduct: (productId) => {
      products.delete(productId)
      names.remove(productId)
      index.remove(`product:${productId}`)
      putItemsAgain()
    },
    putItems: (next) => {
      const before = new Map(items.map((item) => [itemGroup(item), item]))
      items = next
      for (const item of next) {
        if (before.get(itemGroup(item)) !== item) putItem(item)
        before.delete(itemGroup(item))
      }
      for (const group of before.keys()) index.remove(group)
    },
    putPolicies: (policies) =>
      index.put(
        'policies',
        policies.map((policy) => entryOfPolicy(policy, sentOf)),
      ),
    putCanned: (replies) =>
      index.put(
        'canned',
        replies.map((reply) => entryOfCanned(reply, sentOf)),
      ),
    putLearned: (reply) => {
      const name = products.get(reply.productId ?? '')?.name ?? ''
      index.put(`${LEARNED}${reply.learnedId}`, [entryOfLearned(reply, name)])
    },
    removeLearned: (learnedId) => index.remove(`${LEARNED}${learnedId}`),
    setUse: index.setUse,
    names,
    recognise: (asked, sent) => {
      const { product } = understand(asked, names)
      for (const { entry } of index.inScope(new Set(product === null ? [] : [product.scope]))) {
        const words = entry.live === null ? entry.text : wordsOf(entry, product, asked)
        if (words !== null && saysTheSame(words, sent)) return entry.entryId
      }
      return null
    },
    retrieve: (asked) =>
      retrieve(asked, { index, names, wordsOf: (entry, product) => wordsOf(entry, product, asked) }),
    size: index.size,
  }
}

const itemGroup = (item: Item): string => `${ITEM}${item.itemId === '' ? `#${item.number}` : item.itemId}`

/** An English question gets English words; the studio's own language where nothing says otherwise. */
function languageOf(text: string, language: KnowledgeLanguage): KnowledgeLanguage {
  const plain = plainText(text)
  if (/\p{Script=Han}/u.test(plain)) return 'zh-CN'
  return /[a-z]+\s+[a-z]+/.test(plain) ? 'en' : language
}
