import { performance } from 'node:perf_hooks'
import { createKnowledgeBase } from '#service/knowledge/knowledge-base.ts'
import { askedIn, evalQuestions, evalShop } from '#service/knowledge/testing/evaluation.ts'
import type { Measurement } from './bench.ts'

/** A large shop: the 30 products of the evaluation, written 34 times under other codes. */
const COPIES = 34
const ROUNDS = 3

/** How long three proposals for a question take among the answers and facts of a thousand products. */
export async function benchKnowledge(): Promise<Measurement[]> {
  const base = createKnowledgeBase({
    language: 'zh-CN',
    nowMs: () => 0,
    sentOf: () => ({ uses: 0, lastUsedAtMs: 0, questions: [] }),
  })
  const startMs = performance.now()
  for (let copy = 0; copy < COPIES; copy++) {
    for (const product of evalShop.products) {
      const other =
        copy === 0 ? product : { ...product, productId: `${product.productId}-${copy}`, aliases: [] }
      base.putProduct(copy === 0 ? other : { ...other, name: `${product.name} ${copy}` })
    }
  }
  base.putItems(evalShop.items)
  base.putPolicies(evalShop.policies)
  const builtMs = performance.now() - startMs

  const tookMs: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    for (const question of evalQuestions) {
      const asked = askedIn(question)
      const fromMs = performance.now()
      base.retrieve(asked)
      // The first round warms up.
      if (round > 0) tookMs.push(performance.now() - fromMs)
    }
  }
  const p95 = tookMs.toSorted((a, b) => a - b)[Math.floor(tookMs.length * 0.95)] ?? Infinity
  const among = `${base.size()} entries of ${COPIES * evalShop.products.length} products`
  return [
    {
      bench: 'knowledge',
      what: `three proposals among ${among}, p95`,
      value: p95,
      unit: 'ms',
      goal: { at: 'most', value: 20 },
    },
    { bench: 'knowledge', what: 'building the index', value: builtMs, unit: 'ms', goal: null },
  ]
}
