/** Fields that say when a record was saved, not what it is. */
const STAMP = 'updatedAtMs'

/** The record as the journal keeps it. */
export const imageOf = (record: unknown): string =>
  JSON.stringify(record, (key, value: unknown) => (key === STAMP ? undefined : value))

/** Whether two records of plain values say the same, whatever the order of their fields. */
export function sameRecord(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true
  if (!isObject(left) || !isObject(right) || Array.isArray(left) !== Array.isArray(right)) return false
  const keys = keysOf(left)
  return (
    keys.length === keysOf(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && sameRecord(left[key], right[key]))
  )
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

const keysOf = (value: Readonly<Record<string, unknown>>): string[] =>
  Object.keys(value).filter((key) => key !== STAMP && value[key] !== undefined)
