import type { Intent } from '../../questions/intent.ts'
import type { ThreadOutcome } from '../review.ts'
import type { UnansweredIntent, UnansweredProduct } from './across.ts'

const EXAMPLES = 3

/** A thread as it is counted here. `productId` and `title` are of the item it was about; both null for none. */
export interface ProductThread {
  readonly sessionId: string
  readonly questionId: string
  readonly productId: string | null
  readonly title: string | null
  readonly intent: Intent
  readonly outcome: ThreadOutcome
  readonly text: string
  readonly sentAtMs: number
  readonly askers: number
}

type Counted = Omit<UnansweredIntent, 'shows'> & { readonly shows: Set<string> }

interface Product {
  readonly productId: string | null
  readonly title: string | null
  readonly intents: Map<Intent, Counted>
}

/** Under which name the same goods of several sheets are one: by product, else by title. */
export const productKey = ({ productId, title }: Pick<ProductThread, 'productId' | 'title'>): string =>
  productId !== null ? `p:${productId}` : title !== null ? `t:${title.normalize('NFKC').trim()}` : ''

/**
 * What is asked of each product and stays unanswered: missed, or pending at the end. Products without any are left out;
 * most unanswered first, of equals what more people asked. `threads` newest first; merged and dismissed do not count.
 */
export function unansweredByProduct(threads: Iterable<ProductThread>, limit: number): UnansweredProduct[] {
  const products = new Map<string, Product>()
  for (const thread of threads) {
    if (thread.outcome === 'merged' || thread.outcome === 'dismissed') continue
    const key = productKey(thread)
    let product = products.get(key)
    if (!product) {
      product = { productId: thread.productId, title: thread.title, intents: new Map() }
      products.set(key, product)
    }
    const counted = product.intents.get(thread.intent) ?? nothing(thread.intent)
    product.intents.set(thread.intent, counted)
    add(counted, thread)
  }
  return [...products.values()]
    .map(({ productId, title, intents }) => {
      const open = [...intents.values()]
        .filter(({ unanswered }) => unanswered > 0)
        .toSorted((left, right) => right.unanswered - left.unanswered || right.askers - left.askers)
        .map(({ shows, ...intent }): UnansweredIntent => ({ ...intent, shows: shows.size }))
      const sum = (key: 'threads' | 'unanswered' | 'askers', of: readonly UnansweredIntent[]): number =>
        of.reduce((total, intent) => total + intent[key], 0)
      const threadsOfAll = [...intents.values()].reduce((total, intent) => total + intent.threads, 0)
      const askers = sum('askers', open)
      const unanswered = sum('unanswered', open)
      return { product: { productId, title, unanswered, threads: threadsOfAll, intents: open }, askers }
    })
    .filter(({ product }) => product.unanswered > 0)
    .toSorted(
      (left, right) => right.product.unanswered - left.product.unanswered || right.askers - left.askers,
    )
    .slice(0, limit)
    .map(({ product }) => product)
}

const nothing = (intent: Intent): Counted => ({
  intent,
  threads: 0,
  unanswered: 0,
  missed: 0,
  late: 0,
  pending: 0,
  askers: 0,
  shows: new Set(),
  examples: [],
})

function add(
  counted: Counted,
  { outcome, askers, sessionId, questionId, text, sentAtMs }: ProductThread,
): void {
  counted.threads += 1
  if (outcome === 'late') counted.late += 1
  if (outcome !== 'missed' && outcome !== 'pending') return
  counted[outcome] += 1
  counted.unanswered += 1
  counted.askers += askers
  counted.shows.add(sessionId)
  if (counted.examples.length < EXAMPLES)
    counted.examples.push({ sessionId, questionId, text, atMs: sentAtMs })
}
