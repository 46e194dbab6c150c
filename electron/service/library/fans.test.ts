import Database from 'better-sqlite3'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Fan } from '#shared/domain/fans/fan.ts'
import type { FanQuery } from '#shared/domain/fans/fan-query.ts'
import { GUEST } from '#shared/domain/fans/tier.ts'
import { migrate } from '../storage/migrate.ts'
import { openForWriting } from '../storage/open-database.ts'
import { tempFolder } from '../storage/testing/temp-folder.ts'
import type { LaterOrders } from './fan-rows.ts'
import { fansOf, type Fans } from './fans.ts'
import { LIBRARY_SCHEMA } from './library-schema.ts'
import { openLibrary } from './library.ts'

function someFans(options: { laterOrders?: LaterOrders; nowMs?: () => number } = {}): Fans {
  const db = openForWriting(join(tempFolder(), 'library.db'), LIBRARY_SCHEMA, { create: true })
  onTestFinished(() => void db.close())
  return fansOf(db, options.nowMs ?? (() => 1_000), options.laterOrders)
}

const fan = (rest: Partial<Fan> = {}): Fan => ({
  fanId: 'f1',
  name: '老王',
  sayAs: '王哥',
  identities: [{ source: 'room', userId: 'w1' }],
  tier: 'member',
  tierBy: 'import',
  privateDomain: true,
  firstSeenMs: 10,
  lastSeenMs: 20,
  visits: 3,
  orders: 4,
  spentFen: 50_000,
  lastOrderMs: 15,
  birthday: '05-20',
  tags: ['敏感肌', '老客'],
  notes: '喜欢燕麦色',
  consent: 'given',
  updatedAtMs: 0,
  ...rest,
})

describe('bringing up the library of before', () => {
  it('makes a fan with one identity of every viewer somebody had given a standing', () => {
    const file = join(tempFolder(), 'library.db')
    const old = new Database(file)
    migrate(old, { ...LIBRARY_SCHEMA, migrations: LIBRARY_SCHEMA.migrations.slice(0, 1) })
    const insert = old.prepare('INSERT INTO fan VALUES (?, ?, ?, ?, ?)')
    insert.run('room:w1', '老王', 'vip', 1, 77)
    insert.run('room:a:b', ' ', 'member', 0, 78)
    insert.run('nobody', '无源', 'odd', 0, 79)
    old.close()

    const { library } = openLibrary(file)
    onTestFinished(library.close)
    expect(library.fans.standing('room:w1')).toEqual({ tier: 'vip', privateDomain: true })
    expect(library.fans.byKey('room:w1')).toMatchObject({
      name: '老王',
      identities: [{ source: 'room', userId: 'w1' }],
      tierBy: 'hand',
      visits: 0,
      updatedAtMs: 77,
    })
    expect(library.fans.byKey('room:a:b')).toMatchObject({ name: 'room:a:b', tier: 'member' })
    expect(library.fans.byKey('nobody')).toMatchObject({
      tier: 'guest',
      identities: [{ source: 'other', userId: 'nobody' }],
    })
  })
})

describe('the library of fans', () => {
  it('gives back what was saved, by every identity', () => {
    const fans = someFans()
    const identities = [
      { source: 'room', userId: 'w1' },
      { source: 'youzan', userId: '1380:1' },
    ]
    const stored = fans.save(fan({ identities }))
    expect(stored).toEqual(fan({ identities, updatedAtMs: 1_000 }))
    expect(fans.byKey('youzan:1380:1')).toEqual(stored)
    expect(fans.byId('f1')).toEqual(stored)
    expect(fans.told('f1')).toEqual({ orders: 4, spentFen: 50_000, lastOrderMs: 15, untilMs: 15 })
    expect([fans.byKey('room:w2'), fans.byKey(''), fans.byId('f2')]).toEqual([null, null, null])
  })

  it('never answers with a standing of before a write', () => {
    const fans = someFans()
    expect(fans.standing('room:w1')).toEqual(GUEST)
    fans.save(fan())
    expect(fans.standing('room:w1')).toEqual({ tier: 'member', privateDomain: true })
    fans.save(fan({ identities: [{ source: 'room', userId: 'w2' }] }))
    expect([fans.standing('room:w1').tier, fans.standing('room:w2').tier]).toEqual(['guest', 'member'])
    expect(() =>
      fans.together(() => {
        fans.save(fan({ identities: [{ source: 'room', userId: 'w2' }], tier: 'vip' }))
        expect(fans.standing('room:w2').tier).toBe('vip')
        throw new Error('not so')
      }),
    ).toThrow('not so')
    expect(fans.standing('room:w2').tier).toBe('member')
    fans.remove('f1')
    expect(fans.standing('room:w2')).toEqual(GUEST)
    expect(fans.byKey('room:w2')).toBeNull()
  })

  it('counts what imports told and the orders that came after', () => {
    const asked: (number | null)[] = []
    let later = { orders: 0, spentFen: 0, lastOrderMs: null as number | null }
    const fans = someFans({ laterOrders: (_, afterMs) => (asked.push(afterMs), later) })
    fans.save(fan(), { orders: 4, spentFen: 50_000, lastOrderMs: 15, untilMs: 18 })
    later = { orders: 1, spentFen: 9_900, lastOrderMs: 30 }
    fans.recount('f1')
    expect(fans.byId('f1')).toMatchObject({ orders: 5, spentFen: 59_900, lastOrderMs: 30 })
    expect(asked).toEqual([18, 18])
    expect(fans.save({ ...fan(), notes: '改' })).toMatchObject({ orders: 5, spentFen: 59_900, notes: '改' })
  })

  it('counts a visit once per session, and remembers when the fan came before', () => {
    const fans = someFans()
    fans.save(fan())
    expect(fans.recordVisit('room:stranger', 's1', 100)).toBe(false)
    expect([100, 120].map((atMs) => fans.recordVisit('room:w1', 's1', atMs))).toEqual([true, false])
    expect(fans.byId('f1')).toMatchObject({ visits: 4, firstSeenMs: 10, lastSeenMs: 100, updatedAtMs: 1_000 })
    expect(fans.seenBeforeMs('f1')).toBe(20)
    expect(fans.recordVisit('room:w1', 's2', 200)).toBe(true)
    expect([fans.byId('f1')?.visits, fans.seenBeforeMs('f1')]).toEqual([5, 100])
  })

  it('makes a fan of whom a person names, and of a buyer, once', () => {
    const fans = someFans()
    expect(fans.set('room:x', '小林', { tier: 'guest', privateDomain: false })).toBe(true)
    expect(fans.byKey('room:x')).toBeNull()
    fans.set('room:x', '小林', { tier: 'vip', privateDomain: false })
    fans.set('room:x', '换了昵称', { tier: 'member', privateDomain: true })
    expect(fans.byKey('room:x')).toMatchObject({ name: '小林', tier: 'member', tierBy: 'hand' })
    expect(fans.set('x'.repeat(200), '长', { tier: 'vip', privateDomain: false })).toBe(false)
    const buyer = fans.ensure('youzan:1', '', 500)
    expect(buyer).toMatchObject({ name: '1', tier: 'guest', tierBy: 'rules', firstSeenMs: 500 })
    expect(fans.ensure('youzan:1', '别名', 600)?.fanId).toBe(buyer?.fanId)
  })
})

describe('looking for fans', () => {
  const query = (rest: Partial<FanQuery> = {}): FanQuery => ({
    text: '',
    tier: null,
    privateDomain: null,
    tag: null,
    sessionId: null,
    sort: 'lastSeen',
    offset: 0,
    limit: 50,
    ...rest,
  })

  it('finds by part of a name, an id or a tag, whatever its width and case', () => {
    const fans = someFans()
    fans.save(fan({ fanId: 'a', name: 'Ｌily 王', identities: [{ source: 'room', userId: 'AB12' }] }))
    fans.save(fan({ fanId: 'b', name: '百分号', tags: ['100%'], identities: [] }))
    const found = (text: string): string[] => fans.find(query({ text })).fans.map(({ fanId }) => fanId)
    expect(found('lily')).toEqual(['a'])
    expect(found('王哥 ab1')).toEqual(['a'])
    expect(found('%')).toEqual(['b'])
    expect(found("'; DROP TABLE fan --")).toEqual([])
    expect(found('')).toEqual(['a', 'b'])
  })

  it('filters by tier, private domain and tag, sorts, and pages without overlap', () => {
    const fans = someFans()
    for (let n = 0; n < 30; n++) {
      fans.save(
        fan({
          fanId: `f${String(n).padStart(2, '0')}`,
          identities: [{ source: 'room', userId: `${n}` }],
          tier: n % 3 === 0 ? 'vip' : 'member',
          privateDomain: n % 2 === 0,
          tags: n % 5 === 0 ? ['五'] : [],
          spentFen: n * 100,
          lastSeenMs: 7,
        }),
      )
    }
    expect(fans.find(query({ tier: 'vip' })).total).toBe(10)
    expect(
      fans.find(query({ tier: 'vip', privateDomain: true, tag: '五' })).fans.map((f) => f.fanId),
    ).toEqual(['f00'])
    expect(fans.find(query({ sort: 'spent', limit: 3 })).fans.map((f) => f.spentFen)).toEqual([
      2_900, 2_800, 2_700,
    ])
    const pages = [0, 12, 24].flatMap((offset) => fans.find(query({ offset, limit: 12 })).fans)
    expect(new Set(pages.map((f) => f.fanId)).size).toBe(30)
    expect([fans.tags(5), fans.count()]).toEqual([[{ tag: '五', fans: 6 }], 30])
  })

  it('finds who should need something again, by the last purchase of all accounts together', () => {
    const DAY = 86_400_000
    const { library } = openLibrary(join(tempFolder(), 'library.db'), { nowMs: () => 100 * DAY })
    onTestFinished(library.close)
    library.products.save({
      productId: 'CREAM',
      name: '面霜',
      aliases: [],
      listPriceFen: null,
      repurchaseDays: 30,
      facts: [],
      faq: [],
      assetId: null,
    })
    const buy = (orderId: string, userId: string, day: number) =>
      library.orders.record({
        orderId,
        buyer: { source: 'youzan', userId, name: userId },
        lines: [{ productId: 'CREAM', itemNumber: null, name: '', quantity: 1, amountFen: 100 }],
        amountFen: 100,
        refundedFen: 0,
        status: 'paid',
        placedAtMs: day * DAY,
      })
    buy('o1', 'long-ago', 70)
    buy('o2', 'lately', 71)
    buy('o3', 'both-1', 10)
    buy('o4', 'both-2', 99)
    const idOf = (userId: string): string => library.fans.byKey(`youzan:${userId}`)?.fanId ?? ''
    library.fans.merge(idOf('both-1'), idOf('both-2'))
    expect(library.fans.find(query({ due: true })).fans.map(({ name }) => name)).toEqual(['long-ago'])
  })
})
