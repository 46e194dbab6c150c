import { classify } from '#shared/domain/questions/classify.ts'
import type { Intent } from '#shared/domain/questions/intent.ts'
import type { Knows } from '#shared/domain/suggestions/with-knowledge.ts'
import type { Library } from '../library/library.ts'

/** Shown for a product whatever it says about it: what holds for the shop answers these. */
const OF_THE_SHOP: readonly Intent[] = ['shipping', 'afterSale', 'coupon']

/**
 * Whether the library holds an answer of this kind for a product: a question and answer or a fact of the product, a
 * reply learnt about it, or a policy where the shop settles such things. Null for a product it does not know.
 */
export function knowsAnswers(library: Pick<Library, 'products' | 'policies' | 'learnedReplies'>): Knows {
  const policies = new Set(library.policies.list().map(({ intent }) => intent))
  const learned = new Set(
    library.learnedReplies.list().map(({ productId, intent }) => JSON.stringify([productId, intent])),
  )
  return (productId, intent) => {
    const product = library.products.byId(productId)
    if (product === null) return null
    if (OF_THE_SHOP.includes(intent) && policies.has(intent)) return true
    if (intent === 'price' && product.listPriceFen !== null) return true
    if (learned.has(JSON.stringify([productId, intent]))) return true
    const texts = [...product.faq.map(({ question }) => question), ...product.facts]
    return texts.some((text) => classify(text).intent === intent)
  }
}
