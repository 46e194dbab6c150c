import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createHeat, HEAT_COHORT_MIN } from './heat.ts'
import { createReturns } from './returns.ts'
import type { ShowTimes, ShowVisit } from './show-visits.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const DAYS = [7, 30]

interface World {
  readonly shows: readonly ShowTimes[]
  /** Of each person. */
  readonly people: readonly (readonly ShowVisit[])[]
  readonly knownUntilMs: number
}

/** Shows at whole hours, so that windows often end exactly where something begins. */
const worlds: fc.Arbitrary<World> = fc
  .array(fc.record({ atHour: fc.integer({ min: 0, max: 60 * 24 }), hours: fc.integer({ min: 0, max: 4 }) }), {
    minLength: 1,
    maxLength: 8,
  })
  .map((shows) =>
    shows
      .map(({ atHour, hours }) => ({ fromMs: atHour * HOUR_MS, toMs: (atHour + hours) * HOUR_MS }))
      .toSorted((left, right) => left.fromMs - right.fromMs),
  )
  .chain((shows) => {
    const visit = fc
      .record({
        show: fc.integer({ min: 0, max: shows.length - 1 }),
        from: fc.integer({ min: 0, max: 8 }),
        length: fc.integer({ min: 0, max: 8 }),
      })
      .map(({ show, from, length }): ShowVisit => {
        const times = shows[show] ?? { fromMs: 0, toMs: 0 }
        const inside = (eighths: number): number =>
          Math.min(times.toMs, times.fromMs + (eighths / 8) * (times.toMs - times.fromMs))
        return { show, fromMs: inside(from), toMs: inside(from + length) }
      })
    return fc.record({
      shows: fc.constant(shows),
      people: fc.array(fc.array(visit, { minLength: 1, maxLength: 10 }), { maxLength: 50 }),
      knownUntilMs: fc.integer({ min: 0, max: 100 * 24 }).map((hour) => hour * HOUR_MS),
    })
  })

const firstSeenMs = (visits: readonly ShowVisit[], show: number): number | null => {
  const times = visits.filter((visit) => visit.show === show).map((visit) => visit.fromMs)
  return times.length === 0 ? null : Math.min(...times)
}

/** Straight from the definition: is there another show that they came to within the window? */
const cameAgain = ({ shows }: World, visits: readonly ShowVisit[], show: number, days: number): boolean => {
  const endMs = shows[show]?.toMs ?? 0
  return shows.some((_, other) => {
    const seenMs = other === show ? null : firstSeenMs(visits, other)
    return seenMs !== null && seenMs >= endMs && seenMs <= endMs + days * DAY_MS
  })
}

it('counts returns as their definition says, and tells no rate before the window has passed', () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const { shows, people, knownUntilMs } = world
      const returns = createReturns(shows, DAYS, knownUntilMs)
      for (const visits of people) returns.add(visits)
      for (const [place, show] of shows.entries()) {
        const there = people.filter((visits) => firstSeenMs(visits, place) !== null)
        expect(returns.of(place)).toEqual(
          DAYS.map((days) => {
            const returned = there.filter((visits) => cameAgain(world, visits, place, days)).length
            const untilMs = show.toMs + days * DAY_MS
            const passed = untilMs <= knownUntilMs
            const rate = passed && there.length > 0 ? returned / there.length : null
            return { days, people: there.length, returned, rate, untilMs, passed }
          }),
        )
      }
      for (const total of returns.total(0)) {
        const passed = shows.filter((show) => show.toMs + total.days * DAY_MS <= knownUntilMs)
        expect([total.shows, total.censored]).toEqual([passed.length, shows.length - passed.length])
        expect(total.rate === null).toBe(total.people === 0)
      }
    }),
  )
})

const hourOf = (atMs: number) => {
  const hours = Math.floor(atMs / HOUR_MS)
  return { weekday: (Math.floor(hours / 24) % 7) + 1, hour: hours % 24 }
}

it('puts everybody into the hours in which they were there, once a show, and hides small cohorts', () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const { shows, people, knownUntilMs } = world
      const heat = createHeat(shows, hourOf, { days: 7, knownUntilMs })
      for (const visits of people) heat.add(visits)
      const passed = shows.map((show) => show.toMs + 7 * DAY_MS <= knownUntilMs)
      expect([heat.shows, heat.censored]).toEqual([
        passed.filter(Boolean).length,
        passed.filter((one) => !one).length,
      ])
      const expected = new Map<string, { shows: Set<number>; cohort: number; returners: number }>()
      for (const [place, show] of shows.entries()) {
        if (!passed[place]) continue
        for (let fromMs = show.fromMs; fromMs < show.toMs; fromMs += HOUR_MS) {
          const key = JSON.stringify(hourOf(fromMs))
          const slot = expected.get(key) ?? { shows: new Set(), cohort: 0, returners: 0 }
          expected.set(key, slot)
          slot.shows.add(place)
        }
        for (const visits of people) {
          const hours = new Set<string>()
          for (const visit of visits.filter((one) => one.show === place)) {
            for (let fromMs = show.fromMs; fromMs < show.toMs; fromMs += HOUR_MS) {
              const lasted = Math.min(visit.toMs, fromMs + HOUR_MS) > Math.max(visit.fromMs, fromMs)
              const began = visit.fromMs >= fromMs && visit.fromMs < fromMs + HOUR_MS
              if (lasted || began) hours.add(JSON.stringify(hourOf(fromMs)))
            }
          }
          for (const key of hours) {
            const slot = expected.get(key)
            if (!slot) continue
            slot.cohort += 1
            if (cameAgain(world, visits, place, 7)) slot.returners += 1
          }
        }
      }
      const found = heat.slots()
      expect(found).toHaveLength(expected.size)
      for (const { weekday, hour, ...counts } of found) {
        const slot = expected.get(JSON.stringify({ weekday, hour }))
        const enough = (slot?.cohort ?? 0) >= HEAT_COHORT_MIN
        expect(counts).toEqual({
          shows: slot?.shows.size,
          cohort: slot?.cohort,
          returners: enough ? slot?.returners : null,
          rate: enough ? (slot?.returners ?? 0) / (slot?.cohort ?? 1) : null,
        })
      }
    }),
  )
})

it('counts the window from the end of the show, both its edges included', () => {
  const shows = [
    { fromMs: 0, toMs: 2 * HOUR_MS },
    { fromMs: 2 * HOUR_MS + 7 * DAY_MS, toMs: 3 * HOUR_MS + 7 * DAY_MS },
  ]
  const come = (fromMs: number): ShowVisit[] => [
    { show: 0, fromMs: 0, toMs: HOUR_MS },
    { show: 1, fromMs, toMs: fromMs },
  ]
  const edgeMs = 2 * HOUR_MS + 7 * DAY_MS
  for (const [seenMs, knownMs, expected] of [
    [edgeMs, edgeMs, { returned: 1, rate: 1, passed: true }],
    [edgeMs + 1, edgeMs, { returned: 0, rate: 0, passed: true }],
    [edgeMs, edgeMs - 1, { returned: 1, rate: null, passed: false }],
  ] as const) {
    const returns = createReturns(shows, [7], knownMs)
    returns.add(come(seenMs))
    expect(returns.of(0)).toMatchObject([expected])
  }
})

it('has an hour begin when it does on the clock of the zone, also where that is half past', () => {
  const half = (atMs: number) => hourOf(atMs + HOUR_MS / 2)
  const heat = createHeat([{ fromMs: 0, toMs: HOUR_MS }], half, { days: 7, knownUntilMs: 30 * DAY_MS })
  heat.add([{ show: 0, fromMs: 0, toMs: HOUR_MS / 2 - 1 }])
  heat.add([{ show: 0, fromMs: 0, toMs: HOUR_MS }])
  expect(heat.slots()).toMatchObject([
    { weekday: 1, hour: 0, cohort: 2 },
    { weekday: 1, hour: 1, cohort: 1 },
  ])
})
