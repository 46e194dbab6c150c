import { randomBytes } from 'node:crypto'

/**
 * Ids that come one after the other, each import from a place of its own: what is written together lies together, and
 * the indexes of a large library are not touched all over for every record.
 */
export function createIds(nowMs: () => number): () => string {
  const begin = nowMs().toString(16).padStart(11, '0').slice(-11) + randomBytes(2).toString('hex')
  let next = 0
  return () => `f${begin}${(next++).toString(16).padStart(6, '0')}`
}
