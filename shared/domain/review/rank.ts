/** The value of nearest rank: the smallest that at least `share` of the sample does not exceed; null for an empty one. */
export function nearestRank(values: readonly number[], share: number): number | null {
  const sorted = Float64Array.from(values).toSorted()
  return sorted[Math.max(1, Math.ceil(share * sorted.length)) - 1] ?? null
}

/** a ÷ b; null when there is nothing to divide by. */
export const ratio = (a: number, b: number): number | null => (b === 0 ? null : a / b)
