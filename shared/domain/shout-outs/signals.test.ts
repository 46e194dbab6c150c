import { expect, test } from 'vitest'

import { arrivalSignals } from './signals.ts'

const DAY_MS = 86_400_000
const NOW_MS = 2_000 * DAY_MS
const RULES = { backAfterDays: 14, nthVisits: [10, 50] }
const FACTS = { lastSeenMs: null, visits: 1, orders: 0, lastPurchase: null, due: [] }

const kindsOf = (
  facts: Partial<typeof FACTS> | object,
  birthday: string | null = null,
  today = '2026-05-20',
) =>
  arrivalSignals({ facts: { ...FACTS, ...facts }, birthday }, RULES, { today, nowMs: NOW_MS }).map(
    ({ kind, count }) => (count === null ? kind : `${kind} ${count}`),
  )

test('a fan is back after the days of the rule, counted in whole days', () => {
  expect(kindsOf({ lastSeenMs: NOW_MS - 14 * DAY_MS })).toEqual(['entered', 'backAfter 14'])
  expect(kindsOf({ lastSeenMs: NOW_MS - 14 * DAY_MS + 1 })).toEqual(['entered'])
  expect(kindsOf({ lastSeenMs: null })).toEqual(['entered'])
})

test('a birthday is known with and without its year, and a leap day is kept in every year', () => {
  expect(kindsOf({}, '05-20')).toContain('birthday')
  expect(kindsOf({}, '1990-05-20')).toContain('birthday')
  expect(kindsOf({}, '05-21')).toEqual(['entered'])
  expect(kindsOf({}, '1996-02-29', '2026-02-28')).toContain('birthday')
  expect(kindsOf({}, '1996-02-29', '2028-02-28')).not.toContain('birthday')
  expect(kindsOf({}, '1996-02-29', '2028-02-29')).toContain('birthday')
})

test('chosen visits count, and a product that is due', () => {
  expect(kindsOf({ visits: 10 })).toEqual(['entered', 'nthVisit 10'])
  expect(kindsOf({ visits: 11 })).toEqual(['entered'])
  const due = [{ productId: 'p', name: '面霜', boughtAtMs: 0, cycleDays: 30 }]
  expect(kindsOf({ due })).toEqual(['entered', 'repurchaseDue'])
})
