import fc from 'fast-check'
import { expect, it } from 'vitest'
import { repurchaseCohorts } from './repurchase.ts'

const DAY_MS = 86_400_000
const DAYS = [30, 60, 90]
const monthOf = (atMs: number): string => `m${Math.floor(atMs / (30 * DAY_MS))}`

const orders = fc.array(
  fc.record({
    person: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    placedAtMs: fc.integer({ min: 0, max: 200 }).map((day) => day * DAY_MS),
  }),
  { maxLength: 40 },
)

it('finds who bought again within the window, among those whose window has passed', () => {
  fc.assert(
    fc.property(orders, fc.integer({ min: 0, max: 300 }), (all, today) => {
      const nowMs = today * DAY_MS
      const { months, total } = repurchaseCohorts(all, monthOf, { days: DAYS, nowMs })
      const timesOf = (person: string): number[] =>
        all
          .filter((order) => order.person === person)
          .map((order) => order.placedAtMs)
          .toSorted((left, right) => left - right)
      const buyers = [...new Set(all.map(({ person }) => person))].map(timesOf)
      const naive = (cohort: readonly number[][]) => ({
        buyers: cohort.length,
        windows: DAYS.map((days) => {
          const passed = cohort.filter(([firstMs = 0]) => firstMs + days * DAY_MS <= nowMs)
          const again = passed.filter(
            ([firstMs = 0, secondMs]) => secondMs !== undefined && secondMs - firstMs <= days * DAY_MS,
          ).length
          return {
            days,
            buyers: passed.length,
            censored: cohort.length - passed.length,
            again,
            rate: passed.length > 0 ? again / passed.length : null,
          }
        }),
      })
      expect(total).toEqual(naive(buyers))
      const names = [...new Set(buyers.map(([firstMs = 0]) => monthOf(firstMs)))].toSorted()
      expect(months).toEqual(
        names.map((month) => ({
          month,
          ...naive(buyers.filter(([firstMs = 0]) => monthOf(firstMs) === month)),
        })),
      )
    }),
  )
})

it('counts a second order on the very last moment of the window', () => {
  const at = (placedAtMs: number) => [
    { person: 'a', placedAtMs: 0 },
    { person: 'a', placedAtMs },
  ]
  const first = (placedAtMs: number, nowMs: number) =>
    repurchaseCohorts(at(placedAtMs), monthOf, { days: [30], nowMs }).total.windows[0]
  expect(first(30 * DAY_MS, 30 * DAY_MS)).toMatchObject({ again: 1, rate: 1, censored: 0 })
  expect(first(30 * DAY_MS + 1, 31 * DAY_MS)).toMatchObject({ again: 0, rate: 0 })
  expect(first(30 * DAY_MS, 30 * DAY_MS - 1)).toMatchObject({ buyers: 0, censored: 1, rate: null })
})
