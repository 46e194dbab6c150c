import { expect, test } from 'vitest'

import { createViewers } from './viewers.ts'

const names = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, index) => `u${from + index}`)

test('everybody is told in parts of 200 of one round, the last of them marked', () => {
  const viewers = createViewers()
  expect(viewers.online()).toBe(null)
  const parts = viewers.take({ type: 'everybody', userIds: names(0, 450) })
  expect(parts.map(({ entered }) => entered.length)).toEqual([200, 200, 50])
  expect(parts.map(({ snapshot }) => snapshot?.last)).toEqual([false, false, true])
  expect(new Set(parts.map(({ snapshot }) => snapshot?.round)).size).toBe(1)
  expect(viewers.online()).toBe(450)
})

test('an empty room is told too, so that those of before have left', () => {
  const [part] = createViewers().take({ type: 'everybody', userIds: [] })
  expect(part).toMatchObject({ entered: [], snapshot: { last: true } })
})

test('coming and going changes what is known and is told once', () => {
  const viewers = createViewers()
  viewers.take({ type: 'everybody', userIds: ['bean'] })
  const change = { type: 'change', entered: ['bean', 'lily'], left: ['ghost'], online: null } as const
  expect(viewers.take(change)).toEqual([
    { entered: [{ userId: 'lily', userName: 'lily' }], left: [], snapshot: null },
  ])
  expect(viewers.take({ type: 'change', entered: [], left: ['bean'], online: null })).toEqual([
    { entered: [], left: ['bean'], snapshot: null },
  ])
  expect(viewers.online()).toBe(1)
})

test('in a large room the count is the one Agora gives', () => {
  const viewers = createViewers()
  viewers.take({ type: 'change', entered: ['bean'], left: [], online: 4_321 })
  expect(viewers.online()).toBe(4_321)
  viewers.forget()
  expect(viewers.online()).toBe(null)
  expect(viewers.all()).toEqual([])
})

test('beyond what is followed one by one only the count grows', () => {
  const viewers = createViewers()
  const parts = viewers.take({ type: 'everybody', userIds: names(0, 25_000) })
  expect(parts.flatMap(({ entered }) => entered)).toHaveLength(20_000)
  expect(viewers.online()).toBe(25_000)
})
