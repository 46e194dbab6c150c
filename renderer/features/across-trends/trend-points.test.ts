import { describe, expect, it } from 'vitest'

import { mapMetrics } from '#shared/domain/review/across/earlier.ts'
import { metricsSchema, type Metrics } from '#shared/domain/review/metrics.ts'
import type { TrendsResponse } from '#shared/protocol/review-across.ts'
import { toggledPick, trendPoints } from './trend-points.ts'

const EMPTY: Metrics = metricsSchema.parse(
  Object.fromEntries(
    Object.entries(metricsSchema.shape).map(([key, schema]) => [
      key,
      schema.safeParse(null).success ? null : 0,
    ]),
  ),
)

const show = (
  sessionId: string,
  metrics: Partial<Metrics>,
  rate: number | null = null,
): TrendsResponse['sessions'][number] => ({
  sessionId,
  title: sessionId,
  kind: 'show',
  fromMs: 0,
  toMs: 1,
  metrics: { ...EMPTY, ...metrics },
  earlier: mapMetrics(() => ({ median: null, n: 0 })),
  returns: [{ days: 7, people: 40, returned: 10, rate, untilMs: 9, passed: rate !== null }],
})

describe('a trend over the shows', () => {
  it('says on how many a share or a mean rests, and nothing of the kind for a plain count', () => {
    const shows = [show('a', { within30sRate: 0.9, within30s: 18, eligible: 20, uv: 70 })]
    expect(trendPoints(shows, 'within30sRate')).toMatchObject([{ value: 0.9, base: 20 }])
    expect(trendPoints(shows, 'uv')).toMatchObject([{ value: 70, base: null }])
  })

  it('compares a return rate with those of earlier shows whose window has passed', () => {
    const shows = [show('a', {}, 0.2), show('b', {}, 0.4), show('c', {}), show('d', {}, 0.5)]
    expect(trendPoints(shows, 'return7').map(({ value, median, n }) => [value, median, n])).toEqual([
      [0.2, null, 0],
      [0.4, 0.2, 1],
      [null, expect.closeTo(0.3), 2],
      [0.5, expect.closeTo(0.3), 2],
    ])
  })

  it('a show whose window has not passed has no value but the day on which it has', () => {
    expect(trendPoints([show('a', {})], 'return7')).toMatchObject([{ value: null, dueMs: 9 }])
  })

  it('picks two at most: a third lets go of the first', () => {
    expect(toggledPick(['a'], 'b')).toEqual(['a', 'b'])
    expect(toggledPick(['a', 'b'], 'c')).toEqual(['b', 'c'])
    expect(toggledPick(['a', 'b'], 'a')).toEqual(['b'])
  })
})
