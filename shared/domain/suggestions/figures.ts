/** The middle value, or the mean of the two in the middle; null for none. */
export function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  const low = sorted[Math.floor((sorted.length - 1) / 2)]
  const high = sorted[Math.ceil((sorted.length - 1) / 2)]
  return low === undefined || high === undefined ? null : (low + high) / 2
}

/** 95 % of a normal distribution lie within this many standard deviations. */
const Z = 1.959_963_984_540_054

export interface Interval {
  readonly low: number
  readonly high: number
}

/** 95 % interval of a proportion, by Wilson's score (1927); null for n = 0. */
export function wilson(hits: number, n: number): Interval | null {
  if (n === 0) return null
  const share = hits / n
  const middle = share + (Z * Z) / (2 * n)
  const half = Z * Math.sqrt((share * (1 - share)) / n + (Z * Z) / (4 * n * n))
  const scale = 1 + (Z * Z) / n
  return { low: Math.max(0, (middle - half) / scale), high: Math.min(1, (middle + half) / scale) }
}

/** 95 % interval of the difference a - b of two proportions, by Newcombe's method 10 (1998); null for an empty group. */
export function differenceInterval(
  a: { readonly hits: number; readonly n: number },
  b: { readonly hits: number; readonly n: number },
): Interval | null {
  const [ofA, ofB] = [wilson(a.hits, a.n), wilson(b.hits, b.n)]
  if (!ofA || !ofB) return null
  const [shareA, shareB] = [a.hits / a.n, b.hits / b.n]
  return {
    low: shareA - shareB - Math.hypot(shareA - ofA.low, ofB.high - shareB),
    high: shareA - shareB + Math.hypot(ofA.high - shareA, shareB - ofB.low),
  }
}

/** 0 to 1: half of `weight` at the threshold, two thirds at twice of it, never more than `weight`. */
export const strengthOf = (weight: number, value: number, threshold: number): number =>
  value > 0 && threshold > 0 ? (weight * value) / (value + threshold) : 0

export const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)
