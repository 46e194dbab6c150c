/** A batch as it was sent: `count` events from `firstSeq`. */
export interface SentBatch {
  readonly firstSeq: number
  readonly count: number
}

export interface Refused {
  readonly seq: number
  readonly reason: string
}

export type NextStep =
  /** These are held back from now on; the same batch goes again with placeholders in their stead. */
  | { readonly kind: 'withhold'; readonly entries: readonly Refused[] }
  /** The same beginning, with this many events. */
  | { readonly kind: 'smaller'; readonly count: number }
  /** One placeholder is refused too: nothing of this log can go past it. */
  | { readonly kind: 'stuck' }

const REASON_MAX = 200

/**
 * What to do after a batch was refused as invalid: hold back what the collector named, else halve the batch until the
 * one event that it does not take stands alone. Ends for every collector, since each step holds back an event more or
 * sends fewer.
 */
export function afterInvalid(
  batch: SentBatch,
  named: readonly Refused[],
  withheld: ReadonlyMap<number, string>,
  reason: string,
): NextStep {
  const last = batch.firstSeq + batch.count - 1
  const fresh = named.filter(({ seq }) => seq >= batch.firstSeq && seq <= last && !withheld.has(seq))
  if (fresh.length > 0) return { kind: 'withhold', entries: fresh.map(worded) }
  return smaller(batch, withheld, reason)
}

/** What to do after a batch was too large: fewer events, and an event that is too large by itself stays here. */
export function afterTooLarge(batch: SentBatch, withheld: ReadonlyMap<number, string>): NextStep {
  return smaller(batch, withheld, 'larger than the collector takes')
}

function smaller(batch: SentBatch, withheld: ReadonlyMap<number, string>, reason: string): NextStep {
  if (batch.count > 1) return { kind: 'smaller', count: Math.ceil(batch.count / 2) }
  if (withheld.has(batch.firstSeq)) return { kind: 'stuck' }
  return { kind: 'withhold', entries: [worded({ seq: batch.firstSeq, reason })] }
}

/** Whatever the collector wrote becomes a reason that the wire takes. */
const worded = ({ seq, reason }: Refused): Refused => ({
  seq,
  reason: reason.trim().slice(0, REASON_MAX) || 'refused without a reason',
})
