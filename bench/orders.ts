import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'

import { viewerKey } from '#shared/domain/danmaku/danmaku.ts'
import { orderSchema, type Order } from '#shared/domain/orders/order.ts'
import { productSchema } from '#shared/domain/products/product.ts'
import { fanFactsOf } from '#service/library/fan-facts.ts'
import { openLibrary } from '#service/library/library.ts'
import { percentile, type Measurement } from './bench.ts'

const ORDERS = 200_000
const BUYERS = 40_000
const PRODUCTS = 300
const CHUNK = 500
const ASKED = 2_000
const NOW_MS = Date.UTC(2026, 10, 22)
const YEAR_MS = 365 * 86_400_000

/** Three years of a shop: recording 200,000 orders of 500,000 lines, and what is then known of one fan at a time. */
export async function benchOrders(): Promise<Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'huitou-bench-orders-'))
  const { library } = openLibrary(join(folder, 'library.db'), { nowMs: () => NOW_MS })
  try {
    library.products.saveMany(
      Array.from({ length: PRODUCTS }, (_, n) =>
        productSchema.parse({
          productId: `p${n}`,
          name: `商品${n}`,
          repurchaseDays: n % 3 === 0 ? 30 + n : null,
        }),
      ),
    )
    const random = seeded(7)
    const recordedMs = performance.now()
    const chunksMs: number[] = []
    for (let from = 0; from < ORDERS; from += CHUNK) {
      const chunk = Array.from({ length: CHUNK }, (_, n) => orderAt(from + n, random))
      const startMs = performance.now()
      library.orders.recordMany(chunk)
      chunksMs.push(performance.now() - startMs)
    }
    const perSecond = (ORDERS * 1_000) / (performance.now() - recordedMs)
    const factsMs: number[] = []
    for (let n = 0; n < ASKED; n++) {
      const key = viewerKey('youzan', `u${Math.floor(random() ** 2 * BUYERS)}`)
      const startMs = performance.now()
      fanFactsOf(library, key, NOW_MS)
      factsMs.push(performance.now() - startMs)
    }
    const partnersMs = Array.from({ length: PRODUCTS }, (_, n) => {
      const startMs = performance.now()
      library.orders.boughtWith(`p${n}`)
      return performance.now() - startMs
    })
    const note = (what: string, value: number, unit: string): Measurement => ({
      bench: 'orders',
      what,
      value,
      unit,
      goal: null,
    })
    return [
      note('recording 200,000 orders of 500,000 lines', perSecond, 'orders/s'),
      note('recording 500 orders, p99', percentile(chunksMs, 0.99), 'ms'),
      note('what is known of a fan (bought, due, bought with), p50', percentile(factsMs, 0.5), 'ms'),
      note('what is known of a fan (bought, due, bought with), p99', percentile(factsMs, 0.99), 'ms'),
      note('what is bought with a product, p99', percentile(partnersMs, 0.99), 'ms'),
    ]
  } finally {
    library.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Few buyers buy much and few products sell much, as in every shop. */
function orderAt(n: number, random: () => number): Order {
  const lines = Array.from({ length: 1 + Math.floor(random() * 4) }, () => {
    const productId = `p${Math.floor(random() ** 2 * PRODUCTS)}`
    return { productId, name: productId, quantity: 1, amountFen: 9_900 }
  })
  return orderSchema.parse({
    orderId: `E${n}`,
    buyer: { source: 'youzan', userId: `u${Math.floor(random() ** 2 * BUYERS)}`, name: '买家' },
    lines,
    amountFen: lines.length * 9_900,
    status: random() < 0.05 ? 'refunded' : 'paid',
    placedAtMs: Math.floor(NOW_MS - random() * 3 * YEAR_MS),
  })
}

/** mulberry32: the same shop at every run. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
