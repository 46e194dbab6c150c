/** One measured number against its goal in docs/ARCHITECTURE.md. */
export interface Measurement {
  readonly bench: string
  readonly what: string
  readonly value: number
  readonly unit: string
  /** `null`: measured for the record only. */
  readonly goal: { readonly at: 'least' | 'most'; readonly value: number } | null
}

export const meets = ({ value, goal }: Measurement): boolean =>
  goal === null || (goal.at === 'least' ? value >= goal.value : value <= goal.value)

/** The value below which `share` of the sample lies; NaN for an empty one. */
export function percentile(sample: readonly number[], share: number): number {
  const sorted = sample.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** The middle one of several runs: the machine is shared, single runs jump. */
export const median = (sample: readonly number[]): number => percentile(sample, 0.5)
