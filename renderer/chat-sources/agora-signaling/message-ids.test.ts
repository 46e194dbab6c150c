import { expect, test } from 'vitest'

import { createMessageIds } from './message-ids.ts'

const NOW_MS = 1_800_000_000_000

test('a person may repeat themselves, and two people may say the same', () => {
  const ids = createMessageIds('run')
  const given = [
    ids.idOf('bean', '1', null, NOW_MS),
    ids.idOf('bean', '1', null, NOW_MS + 1),
    ids.idOf('lily', '1', null, NOW_MS + 2),
  ]
  expect(new Set(given).size).toBe(3)
})

test('what comes again after a break has the id it had, each as often as it came before', () => {
  const ids = createMessageIds('run')
  const before = [ids.idOf('bean', '1', null, NOW_MS), ids.idOf('bean', '1', null, NOW_MS + 10)]
  ids.back(NOW_MS + 20_000)
  const after = [20_100, 20_200, 20_300].map((ms) => ids.idOf('bean', '1', null, NOW_MS + ms))
  expect(after.slice(0, 2)).toEqual(before)
  expect(before).not.toContain(after[2])
})

test('a repetition well after the break is a message of its own', () => {
  const ids = createMessageIds('run')
  const first = ids.idOf('bean', '1', null, NOW_MS)
  ids.back(NOW_MS + 20_000)
  expect(ids.idOf('bean', '1', null, NOW_MS + 40_000)).not.toBe(first)
  ids.back(NOW_MS + 200_000)
  expect(ids.idOf('bean', '1', null, NOW_MS + 200_001)).not.toBe(first)
})

test('the id of the message itself holds, within its publisher', () => {
  const ids = createMessageIds('run')
  expect(ids.idOf('relay', 'x', '7', NOW_MS)).toBe(ids.idOf('relay', 'y', '7', NOW_MS + 5))
  expect(ids.idOf('other', 'x', '7', NOW_MS)).not.toBe(ids.idOf('relay', 'x', '7', NOW_MS))
})
