/** Fields that say when a record was saved, not what it is. */
const STAMPS: ReadonlySet<string> = new Set(['updatedAtMs'])

/** The record as text that is the same for equal records, whatever the order of their fields. */
export const imageOf = (record: unknown): string => JSON.stringify(record, sortedFields)

/** Whether two records say the same. */
export const sameRecord = (left: unknown, right: unknown): boolean =>
  left === right || imageOf(left) === imageOf(right)

function sortedFields(key: string, value: unknown): unknown {
  if (STAMPS.has(key)) return undefined
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1)))
}
