import fc from 'fast-check'
import { expect, it } from 'vitest'

import { reviewFixture } from '../review/testing/review-fixture.ts'
import { suggest } from './suggest.ts'
import { suggestionSchema } from './suggestion.ts'
import { randomShow } from '#shared/testing/show-arbitrary.ts'
import { recount } from './testing/recount.ts'

const RUNS = { numRuns: 300 }

it('says nothing after a show nobody came to, or one that never went live', () => {
  const nothing = { earlier: [], slots: [] }
  expect(suggest({ review: reviewFixture(), ...nothing })).toEqual([])
  expect(suggest({ review: reviewFixture({ session: { liveAtMs: null } }), ...nothing })).toEqual([])
})

it('says nothing of what people asked, bought and were in a small show, whatever went wrong in it', () => {
  fc.assert(
    fc.property(randomShow, (show) => {
      const { review } = show
      const small = {
        ...show,
        earlier: show.earlier.slice(0, 1),
        slots: show.slots.slice(0, 2),
        review: {
          ...review,
          threads: review.threads.slice(0, 2),
          items: review.items.map((item) => ({ ...item, ordersAfterSoldOut: 0 })),
          moderators: review.moderators.map((one) => ({ ...one, claims: 2, lapsed: 2 })),
          shoutOuts: review.shoutOuts.slice(0, 5),
          fairness: review.fairness.map((one) => ({ ...one, seen: Math.min(one.seen, 2) })),
          minutes: review.minutes.map((minute) => ({ ...minute, onlineAverage: minute.onlineAverage / 3 })),
          metrics: { ...review.metrics, eligible: 2 },
          association: { ...review.association, answered: { n: 29, ordered: 29 } },
          recordings: [],
          incidents: review.incidents.filter(({ kind }) => kind !== 'preflight'),
        },
      }
      expect(suggest(small)).toEqual([])
    }),
    RUNS,
  )
})

it('holds only numbers that can be counted again by the evidence it links to', () => {
  fc.assert(
    fc.property(randomShow, (show) => {
      for (const suggestion of suggest(show)) {
        const { kind, numbers } = suggestion
        expect({ kind, ...numbers }).toEqual({ kind, ...recount(show, suggestion) })
      }
    }),
    RUNS,
  )
})

it('is well formed, without a number that is none, the strongest first, and each topic once', () => {
  fc.assert(
    fc.property(randomShow, (show) => {
      const suggestions = suggest(show)
      expect(suggestionSchema.array().parse(JSON.parse(JSON.stringify(suggestions)))).toEqual(suggestions)
      expect(new Set(suggestions.map(({ topic }) => topic)).size).toBe(suggestions.length)
      const strengths = suggestions.map(({ strength }) => strength)
      expect(strengths).toEqual(strengths.toSorted((a, b) => b - a))
    }),
    RUNS,
  )
})

it('does not depend on the order in which the review lists things', () => {
  fc.assert(
    fc.property(randomShow, (show) => {
      const { review } = show
      const turned = {
        ...show,
        slots: show.slots.toReversed(),
        review: {
          ...review,
          threads: review.threads.toReversed(),
          items: review.items.toReversed(),
          moderators: review.moderators.toReversed(),
          incidents: review.incidents.toReversed(),
        },
      }
      const said = (of: typeof show) => suggest(of).map(({ topic, numbers }) => ({ topic, numbers }))
      expect(said(show)).toEqual(said({ ...show }))
      expect(said(turned).map(({ topic }) => topic)).toEqual(said(show).map(({ topic }) => topic))
    }),
    RUNS,
  )
})

it('names no viewer: what is kept of it needs nobody taken out', () => {
  fc.assert(
    fc.property(randomShow, (show) => {
      expect(JSON.stringify(suggest(show))).not.toMatch(/room:|agora:/)
    }),
    RUNS,
  )
})
