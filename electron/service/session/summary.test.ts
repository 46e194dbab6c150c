import fc from 'fast-check'
import { expect, it } from 'vitest'

import { reviewOf } from '#shared/domain/review/review-of.ts'
import { lived, randomSession } from '#shared/testing/random-session.ts'
import { summaryOf } from './summary.ts'

it('a list of sessions tells the same rate as their reviews', () => {
  fc.assert(
    fc.property(randomSession, (session) => {
      const { events, show } = lived({ ...session, end: 'host' })
      const { phase, questions, dismissed, answered, answeredInTime } = summaryOf(show.state)
      fc.pre(phase === 'ended')
      const { metrics } = reviewOf(events)
      expect({ eligible: questions - dismissed, dismissed, answered, answeredInTime }).toEqual({
        eligible: metrics.eligible,
        dismissed: metrics.dismissed,
        answered: metrics.answered,
        answeredInTime: metrics.within30s,
      })
    }),
  )
})
