import { expect, it } from 'vitest'

import { reviewFixture } from '#shared/domain/review/testing/review-fixture.ts'
import { ReviewError } from './api.ts'
import { assembleReview } from './review-parts.ts'

const review = reviewFixture({ threads: [{}, {}, {}] })
const { threads, ...head } = review

it('a review that came in parts is the one that was sent', () => {
  const assembly = assembleReview()
  expect(assembly.add({ type: 'head', head })).toBe(null)
  expect(assembly.add({ type: 'threads', threads: threads.slice(0, 2) })).toBe(null)
  expect(assembly.add({ type: 'threads', threads: threads.slice(2) })).toBe(null)
  expect(assembly.add({ type: 'done' })).toEqual(review)
})

it('a failure comes out as it went in', () => {
  const assembly = assembleReview()
  assembly.add({ type: 'head', head })
  const failed = () => assembly.add({ type: 'failed', problem: 'damaged', message: 'broken' })
  expect(failed).toThrow(ReviewError)
  expect(failed).toThrow('broken')
})
