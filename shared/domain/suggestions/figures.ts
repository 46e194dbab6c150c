/** The middle value, or the mean of the two in the middle; null for none. */
export function medianOf(values: readonly number[]): number | null {
  const sorted = Float64Array.from(values).toSorted()
  const low = sorted[Math.floor((sorted.length - 1) / 2)]
  const high = sorted[Math.ceil((sorted.length - 1) / 2)]
  return low === undefined || high === undefined ? null : (low + high) / 2
}

/** 0 to 1: half of `weight` at the threshold, two thirds at twice of it, never more than `weight`. */
export const strengthOf = (weight: number, value: number, threshold: number): number =>
  value > 0 && threshold > 0 ? (weight * value) / (value + threshold) : 0

export const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)
