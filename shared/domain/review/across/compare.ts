import type { Intent } from '../../questions/intent.ts'
import type { MetricKey, Metrics } from '../metrics.ts'
import type { ComparedItem } from './across.ts'
import { mapMetrics } from './earlier.ts'
import { productKey } from './unanswered.ts'

/** One session as it is compared: its figures, and what it tells of each item in the order of its sheet. */
export interface ComparedSession {
  readonly metrics: Metrics
  readonly items: readonly (ComparedItem & { readonly productId: string | null; readonly title: string })[]
  readonly intents: ReadonlyMap<Intent, { readonly threads: number; readonly missed: number }>
}

interface Sides<Value> {
  readonly a: Value
  readonly b: Value
}

interface Comparison {
  readonly metrics: Record<MetricKey, Sides<number | null> & { readonly difference: number | null }>
  readonly items: readonly (Sides<ComparedItem | null> & {
    readonly productId: string | null
    readonly title: string
  })[]
  readonly intents: readonly (Sides<{ readonly threads: number; readonly missed: number }> & {
    readonly intent: Intent
  })[]
}

const NO_THREADS = { threads: 0, missed: 0 }

/** b less a, or null where either is not defined. */
export const differenceOf = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? null : b - a

/**
 * Two sessions side by side. Items are the same by product, else by title; one that a sheet holds twice meets the
 * first and the second of the other. In the order of a's sheet, then what only b had.
 */
export function compareSessions(a: ComparedSession, b: ComparedSession): Comparison {
  const itemsOfB = keyed(b.items)
  const keysOfA = keyed(a.items)
  const pairs = [
    ...[...keysOfA].map(([key, item]) => pair(item, item, itemsOfB.get(key) ?? null)),
    ...[...itemsOfB].filter(([key]) => !keysOfA.has(key)).map(([, item]) => pair(item, null, item)),
  ]
  const intents = [...new Set([...a.intents.keys(), ...b.intents.keys()])].map((intent) => ({
    intent,
    a: a.intents.get(intent) ?? NO_THREADS,
    b: b.intents.get(intent) ?? NO_THREADS,
  }))
  return {
    metrics: mapMetrics((key) => {
      const of = { a: a.metrics[key], b: b.metrics[key] }
      return { ...of, difference: differenceOf(of.a, of.b) }
    }),
    items: pairs,
    intents: intents.toSorted(
      (left, right) => right.a.threads + right.b.threads - left.a.threads - left.b.threads,
    ),
  }
}

type Item = ComparedSession['items'][number]

function keyed(items: readonly Item[]): ReadonlyMap<string, Item> {
  const byKey = new Map<string, Item>()
  for (const item of items) {
    const key = productKey(item)
    let copy = 1
    while (byKey.has(`${copy} ${key}`)) copy++
    byKey.set(`${copy} ${key}`, item)
  }
  return byKey
}

const pair = ({ productId, title }: Item, a: Item | null, b: Item | null): Comparison['items'][number] => ({
  productId,
  title,
  a: a && figuresOf(a),
  b: b && figuresOf(b),
})

const figuresOf = ({ productId: _product, title: _title, ...figures }: Item): ComparedItem => figures
