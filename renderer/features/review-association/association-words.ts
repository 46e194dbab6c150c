import type { ReviewAssociation } from '#shared/domain/review/review.ts'

/** Below this many in either group the figures would only mislead. */
export const ENOUGH = 20

/** What may be said of an association, and no more. `few`: too few people to say anything. */
export type AssociationVerdict = 'noAskers' | 'onlyOneGroup' | 'few' | 'crossesZero' | 'above' | 'below'

export function verdictOf({ answered, rest, interval }: ReviewAssociation): AssociationVerdict {
  if (answered.n + rest.n === 0) return 'noAskers'
  if (interval === null || answered.n === 0 || rest.n === 0) return 'onlyOneGroup'
  if (answered.n < ENOUGH || rest.n < ENOUGH) return 'few'
  if (interval.low > 0) return 'above'
  if (interval.high < 0) return 'below'
  return 'crossesZero'
}
