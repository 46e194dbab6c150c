import type { QueueView } from '#shared/domain/questions/order.ts'

/** Question ids as the two lanes of the queue show them. */
export interface Lanes {
  readonly inTime: readonly string[]
  readonly late: readonly string[]
}

export const lanesOf = (view: QueueView): Lanes => ({
  inTime: view.inTime.map((entry) => entry.question.questionId),
  late: view.late.map((entry) => entry.question.questionId),
})

/**
 * The lanes while the pointer is over them: every row shown keeps its place and its lane, closed ones too, and
 * questions that have come since stand after them, in the order they came.
 */
export function holdLanes(held: Lanes, latest: Lanes): Lanes {
  const shown = new Set([...held.inTime, ...held.late])
  const isNew = (id: string): boolean => !shown.has(id)
  return {
    inTime: [...held.inTime, ...latest.inTime.filter(isNew)],
    late: [...held.late, ...latest.late.filter(isNew)],
  }
}

export const sameLanes = (a: Lanes | null, b: Lanes | null): boolean =>
  a === b || (a !== null && b !== null && sameIds(a.inTime, b.inTime) && sameIds(a.late, b.late))

const sameIds = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id, index) => id === b[index])

/**
 * The row that a person goes on with when the one at `id` is done: the next one down that is still `pending`, else the
 * nearest above. Null when nothing is left.
 */
export function successorOf(
  rows: readonly string[],
  id: string,
  pending: (questionId: string) => boolean,
): string | null {
  const at = rows.indexOf(id)
  const below = rows.slice(at + 1).find(pending)
  const above = at <= 0 ? undefined : rows.slice(0, at).findLast(pending)
  return below ?? above ?? null
}
