import { readFileSync } from 'node:fs'
import { z } from 'zod'

import { policySchema } from '#shared/domain/knowledge/policy.ts'
import { normaliseText } from '#shared/domain/questions/normalise-text.ts'
import { decideMarkAsQuestion } from '#shared/domain/questions/receive-danmaku.ts'
import { productSchema, type Product } from '#shared/domain/products/product.ts'
import { cannedReplySchema } from '#shared/domain/replies/canned-reply.ts'
import { itemSchema, type Item } from '#shared/domain/run-sheet/item.ts'
import { EMPTY_STATE } from '#shared/domain/session/state.ts'
import { GUEST } from '#shared/domain/fans/tier.ts'
import { createKnowledgeBase, type KnowledgeBase } from '../knowledge-base.ts'
import type { Asked } from '../product-in-question.ts'

const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'))

/**
 * The shop of the evaluation: 30 products of every trade with their answers and facts, on a sheet in this order, and
 * the policies. Everything was written for it; nothing comes from a real shop.
 */
export const evalShop = z
  .object({ products: z.array(productSchema), items: z.array(itemSchema), policies: z.array(policySchema) })
  .transform((shop) => ({
    ...shop,
    items: shop.items.map((item) => ({ ...item, itemId: `item-${item.number}` })),
  }))
  .parse(read('./eval-shop.json'))

/**
 * `onAir`: the number of the item that was on air. `sources`: those that hold the answer, any of which counts:
 * `7q2` the second FAQ of product 7, `7f1` its first fact, `7t1` its first talking point, `7price`, `7stock`,
 * `7coupon`, or the id of a policy.
 */
export const evalQuestions = z
  .array(z.object({ text: z.string(), onAir: z.number().nullable(), sources: z.array(z.string()).min(1) }))
  .parse(read('./eval-questions.json'))

export type EvalQuestion = (typeof evalQuestions)[number]

/** The question as the session would have understood it on arrival. */
export function askedIn(question: EvalQuestion): Asked {
  const onAir = question.onAir === null ? null : itemNumbered(question.onAir)
  const sheet = evalShop.items
  const state = { ...EMPTY_STATE, runSheet: sheet, itemOnAir: onAir && { item: onAir, sinceMs: 0 } }
  const danmaku = {
    ...{ danmakuId: 'd1', source: 'local', sourceMessageId: 'm1', userId: 'local:1', userName: '阿梅' },
    ...{ fan: GUEST, text: question.text, sentAtMs: 0, hidden: null, intent: null },
  }
  const decision = decideMarkAsQuestion(state, danmaku, 0)
  const event = decision.ok ? decision.events[0] : undefined
  if (event?.type !== 'questionOpened') throw new Error(`no question: ${question.text}`)
  const { intent, itemNumber } = event.body
  return { text: question.text, intent, itemNumber, sheet, onAir }
}

function itemNumbered(number: number): Item {
  const item = evalShop.items.find((one) => one.number === number)
  if (!item) throw new Error(`no item ${number}`)
  return item
}

/** The entry a source of the evaluation names. */
export function entryIdOf(source: string): string {
  const [, number = '', kind = '', nth = ''] = /^(\d+)([a-z]+)(\d*)$/.exec(source) ?? []
  if (number === '') return `policy:${source}`
  const item = itemNumbered(Number(number))
  const product: Product | undefined = evalShop.products.find((one) => one.productId === item.productId)
  const at = Number(nth) - 1
  const key = item.productId ?? ''
  if (kind === 'q') return `faq:${key}:${normaliseText(existing(product?.faq[at]?.question, source))}`
  if (kind === 'f') return `fact:${key}:${normaliseText(existing(product?.facts[at], source))}`
  if (kind === 't') return `fact:${key}:${normaliseText(existing(item.talkingPoints[at], source))}`
  return `item:${key}:${kind}`
}

function existing(text: string | undefined, source: string): string {
  if (text === undefined) throw new Error(`the evaluation names ${source}, which is not there`)
  return text
}

/** The shop of the evaluation, with the canned replies the studio ships, ready to be asked. */
export function evalBase(): KnowledgeBase {
  const base = createKnowledgeBase({
    language: 'zh-CN',
    nowMs: () => 0,
    sentOf: () => ({ uses: 0, lastUsedAtMs: 0, questions: [] }),
  })
  for (const product of evalShop.products) base.putProduct(product)
  base.putItems(evalShop.items)
  base.putPolicies(evalShop.policies)
  base.putCanned(
    z.array(cannedReplySchema).parse(read('../../../../resources/canned-replies/defaults.zh-CN.json')),
  )
  return base
}
