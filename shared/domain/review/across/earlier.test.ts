import fc from 'fast-check'
import { expect, it } from 'vitest'
import { reviewFixture } from '../testing/review-fixture.ts'
import { earlierMedians } from './earlier.ts'

const withGmv = (gmvFen: number, aovFen: number | null) => reviewFixture({ metrics: { gmvFen, aovFen } })

it('has no median before there is an earlier show, and averages the middle two of an even number', () => {
  const medians = earlierMedians([withGmv(100, 5), withGmv(300, null), withGmv(50, 7), withGmv(1, 1)])
  expect(medians.map(({ gmvFen }) => gmvFen)).toEqual([
    { median: null, n: 0 },
    { median: 100, n: 1 },
    { median: 200, n: 2 },
    { median: 100, n: 3 },
  ])
})

it('leaves out shows in which the metric is not defined', () => {
  const medians = earlierMedians([withGmv(1, 5), withGmv(1, null), withGmv(1, 7), withGmv(1, 1)])
  expect(medians.map(({ aovFen }) => aovFen)).toEqual([
    { median: null, n: 0 },
    { median: 5, n: 1 },
    { median: 5, n: 1 },
    { median: 6, n: 2 },
  ])
})

it('agrees with sorting what came before', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 20 }), (values) => {
      const medians = earlierMedians(values.map((value) => withGmv(value, null)))
      for (const [place, { gmvFen }] of medians.entries()) {
        const before = values.slice(0, place).toSorted((left, right) => left - right)
        const middle = (before.length - 1) / 2
        const [low = 0, high = 0] = [before[Math.floor(middle)], before[Math.ceil(middle)]]
        expect(gmvFen).toEqual({ median: before.length === 0 ? null : (low + high) / 2, n: before.length })
      }
    }),
    { numRuns: 30 },
  )
})
