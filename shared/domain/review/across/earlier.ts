import { metricsSchema, type MetricKey, type Metrics } from '../metrics.ts'
import type { EarlierMedian } from './across.ts'

const METRIC_KEYS: readonly MetricKey[] = metricsSchema.keyof().options

type Medians = Record<MetricKey, EarlierMedian>

/**
 * The seller's own median of each metric over the sessions that came before, for each of them in turn; the middle two
 * are averaged. `sessions` in order of time. A metric that is not defined in a session does not count there.
 */
export function earlierMedians(sessions: readonly { readonly metrics: Metrics }[]): Medians[] {
  const known = new Map<MetricKey, number[]>(METRIC_KEYS.map((key) => [key, []]))
  return sessions.map(({ metrics }) => {
    const medians = mapMetrics((key): EarlierMedian => {
      const values = known.get(key) ?? []
      return { median: medianOfSorted(values), n: values.length }
    })
    for (const [key, values] of known) {
      const value = metrics[key]
      if (value !== null) insert(values, value)
    }
    return medians
  })
}

/** An object with something for each metric. */
export function mapMetrics<Value>(give: (key: MetricKey) => Value): Record<MetricKey, Value> {
  // Object.fromEntries forgets which keys there are; METRIC_KEYS are all of them.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every key of the record has just been given
  return Object.fromEntries(METRIC_KEYS.map((key) => [key, give(key)])) as Record<MetricKey, Value>
}

function medianOfSorted(values: readonly number[]): number | null {
  const middle = values.length / 2
  const upper = values[Math.floor(middle)]
  if (upper === undefined) return null
  return Number.isInteger(middle) ? ((values[middle - 1] ?? upper) + upper) / 2 : upper
}

/** Keeps the list sorted. */
function insert(values: number[], value: number): void {
  let low = 0
  let high = values.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((values[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  values.splice(low, 0, value)
}
