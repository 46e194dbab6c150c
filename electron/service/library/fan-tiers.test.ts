import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { Fan } from '#shared/domain/fans/fan.ts'
import type { TierRule } from '#shared/domain/fans/tier-rules.ts'
import type { Tier } from '#shared/domain/fans/tier.ts'
import { openForWriting } from '../storage/open-database.ts'
import { tempFolder } from '../storage/testing/temp-folder.ts'
import { fansOf } from './fans.ts'
import { LIBRARY_SCHEMA } from './library-schema.ts'

const VIP: TierRule = { tier: 'vip', minOrders: 5, minSpentFen: 0, withinDays: null, minVisits: 0 }
const MEMBER: TierRule = { ...VIP, tier: 'member', minOrders: 2 }

function fansWith(given: readonly { orders: number; tier?: Tier; tierBy?: Fan['tierBy'] }[]) {
  const db = openForWriting(join(tempFolder(), 'library.db'), LIBRARY_SCHEMA, { create: true })
  onTestFinished(() => void db.close())
  const fans = fansOf(db, () => 1_000)
  given.forEach(({ orders, tier = 'guest', tierBy = 'import' }, n) =>
    fans.save({
      fanId: `f${n}`,
      name: `粉丝${n}`,
      sayAs: '',
      identities: [{ source: 'room', userId: `${n}` }],
      tier,
      tierBy,
      privateDomain: false,
      firstSeenMs: null,
      lastSeenMs: null,
      visits: 0,
      orders,
      spentFen: 0,
      lastOrderMs: null,
      birthday: null,
      tags: [],
      notes: '',
      consent: 'unknown',
      updatedAtMs: 0,
    }),
  )
  const tiers = (): Tier[] => given.map((_, n) => fans.standing(`room:${n}`).tier)
  return { fans, tiers }
}

it('previews who moves without moving anybody', () => {
  const { fans, tiers } = fansWith([
    { orders: 6 },
    { orders: 3 },
    { orders: 3, tier: 'member' },
    { orders: 0, tier: 'vip' },
    { orders: 0, tier: 'vip', tierBy: 'hand' },
  ])
  expect(fans.tiers.preview([MEMBER, VIP])).toEqual({
    moves: [
      { from: 'guest', to: 'vip', fans: 1 },
      { from: 'guest', to: 'member', fans: 1 },
      { from: 'vip', to: 'guest', fans: 1 },
    ],
    names: [
      { fanId: 'f0', name: '粉丝0', from: 'guest', to: 'vip' },
      { fanId: 'f1', name: '粉丝1', from: 'guest', to: 'member' },
      { fanId: 'f3', name: '粉丝3', from: 'vip', to: 'guest' },
    ],
    byHand: 1,
    total: 5,
  })
  expect(tiers()).toEqual(['guest', 'guest', 'member', 'vip', 'vip'])
})

it('moves everybody at once, and takes it back but for whom a person has moved since', () => {
  const { fans, tiers } = fansWith([{ orders: 6 }, { orders: 3 }, { orders: 0, tier: 'vip' }])
  tiers()
  expect(fans.tiers.apply([VIP, MEMBER])).toBe(3)
  expect(tiers()).toEqual(['vip', 'member', 'guest'])
  expect([fans.tiers.rules(), fans.tiers.applied()]).toEqual([[VIP, MEMBER], { atMs: 1_000, moved: 3 }])
  fans.set('room:1', '粉丝1', { tier: 'vip', privateDomain: false })
  expect(fans.tiers.takeBack()).toBe(2)
  expect(tiers()).toEqual(['guest', 'vip', 'vip'])
  expect(fans.byId('f0')?.tierBy).toBe('import')
  expect([fans.tiers.applied(), fans.tiers.takeBack()]).toEqual([null, 0])
})

it('finds nothing left to do when applied again', () => {
  const { fans } = fansWith([{ orders: 6 }])
  fans.tiers.apply([VIP])
  expect(fans.tiers.apply([VIP])).toBe(0)
  expect(fans.tiers.applied()).toBeNull()
})
