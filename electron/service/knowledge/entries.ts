import { classify } from '#shared/domain/questions/classify.ts'
import { normaliseText } from '#shared/domain/questions/normalise-text.ts'
import type { Policy } from '#shared/domain/knowledge/policy.ts'
import type { LearnedReply } from '#shared/domain/knowledge/learned-reply.ts'
import type { Product } from '#shared/domain/products/product.ts'
import type { CannedReply } from '#shared/domain/replies/canned-reply.ts'
import type { Item } from '#shared/domain/run-sheet/item.ts'
import { learnedEntryId, type EntryUse } from '../library/learned-replies.ts'
import { scopeOfProduct, scopeOfTitle, type Entry, type LiveFact } from './entry.ts'

type SentOf = (entryId: string) => EntryUse

export function entriesOfProduct(product: Product, sentOf: SentOf): Entry[] {
  const scope = scopeOfProduct(product.productId)
  const owner = { productId: product.productId, productName: product.name }
  const faq = product.faq.map(({ question, answer }) =>
    entry(sentOf, `faq:${product.productId}:${normaliseText(question)}`, {
      source: { kind: 'faq', title: question, ...owner },
      scope,
      question,
      text: answer,
      intent: intentOf(question),
    }),
  )
  const facts = product.facts.map((fact) =>
    entry(sentOf, `fact:${product.productId}:${normaliseText(fact)}`, {
      source: { kind: 'fact', title: fact, ...owner },
      scope,
      text: fact,
    }),
  )
  return onceEach([...faq, ...facts])
}

/** Live facts stand for what the sheet says of price, stock and coupon; they are there even while it says nothing. */
export function entriesOfItem(item: Item, scope: string, sentOf: SentOf): Entry[] {
  const owner = { productId: item.productId, productName: item.title }
  const key = item.productId ?? item.title
  const live = (fact: LiveFact, words: string): Entry =>
    entry(sentOf, `item:${key}:${fact}`, {
      source: { kind: 'item', title: fact, ...owner },
      scope,
      text: words,
      intent: fact,
      live: { fact, item },
    })
  const faq = item.faq.map(({ question, answer }) =>
    entry(sentOf, `faq:${key}:${normaliseText(question)}`, {
      source: { kind: 'faq', title: question, ...owner },
      scope,
      question,
      text: answer,
      intent: intentOf(question),
    }),
  )
  const points = item.talkingPoints.map((point) =>
    entry(sentOf, `fact:${key}:${normaliseText(point)}`, {
      source: { kind: 'item', title: point, ...owner },
      scope,
      text: point,
    }),
  )
  return onceEach([
    live('price', '多少钱 价格 how much price'),
    ...(item.stock === null ? [] : [live('stock', '还有货吗 库存 in stock')]),
    ...(item.coupon === '' ? [] : [live('coupon', `优惠券 ${item.coupon} coupon`)]),
    ...faq,
    ...points,
  ])
}

export const entryOfPolicy = (policy: Policy, sentOf: SentOf): Entry =>
  entry(sentOf, `policy:${policy.id}`, {
    source: { kind: 'policy', title: policy.title, productId: null, productName: '' },
    question: policy.title,
    text: policy.text,
    intent: policy.intent,
  })

export const entryOfCanned = (reply: CannedReply, sentOf: SentOf): Entry =>
  entry(sentOf, `canned:${reply.id}`, {
    source: { kind: 'canned', title: reply.title, productId: null, productName: '' },
    question: reply.title,
    text: reply.text,
    intent: reply.intent,
  })

export function entryOfLearned(reply: LearnedReply, productName: string): Entry {
  const { learnedId, productId, itemTitle, uses, lastUsedAtMs, questions } = reply
  return {
    entryId: learnedEntryId(learnedId),
    source: {
      kind: 'learned',
      title: questions[0] ?? '',
      productId,
      productName: productName === '' ? itemTitle : productName,
    },
    scope:
      productId === null ? (itemTitle === '' ? null : scopeOfTitle(itemTitle)) : scopeOfProduct(productId),
    question: '',
    text: reply.text,
    intent: reply.intent,
    live: null,
    use: { uses, lastUsedAtMs, questions },
  }
}

type Known = Pick<Entry, 'source' | 'text'> & Partial<Entry>

const entry = (sentOf: SentOf, entryId: string, known: Known): Entry => ({
  entryId,
  scope: null,
  question: '',
  intent: null,
  live: null,
  use: sentOf(entryId),
  ...known,
})

/** What a question that was written down is about; null when nothing in it says so. */
function intentOf(question: string) {
  const { intent } = classify(question)
  return intent === 'other' ? null : intent
}

/** The same question written down twice is one entry; the first counts. */
function onceEach(entries: readonly Entry[]): Entry[] {
  const seen = new Set<string>()
  return entries.filter(({ entryId }) => !seen.has(entryId) && seen.add(entryId))
}
