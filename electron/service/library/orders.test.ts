import fc from 'fast-check'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { viewerKey } from '#shared/domain/danmaku/danmaku.ts'
import { orderSchema, type Order } from '#shared/domain/orders/order.ts'
import { productSchema } from '#shared/domain/products/product.ts'
import { migrate } from '../storage/migrate.ts'
import { tempFolder } from '../storage/testing/temp-folder.ts'
import { fanFactsOf } from './fan-facts.ts'
import { LIBRARY_SCHEMA } from './library-schema.ts'
import { libraryOn, openLibrary, type Library } from './library.ts'

const pairRows = z.array(z.tuple([z.string(), z.string(), z.number()]))
const DAY_MS = 86_400_000
const NOW_MS = Date.UTC(2026, 10, 22)

function aLibrary(): Library {
  const { library } = openLibrary(join(tempFolder(), 'library.db'), { nowMs: () => NOW_MS })
  onTestFinished(library.close)
  return library
}

interface Told {
  readonly id: string
  readonly by?: string
  readonly products?: readonly string[]
  readonly daysAgo?: number
  readonly amountFen?: number
  readonly refundedFen?: number
  readonly status?: Order['status']
}

const anOrder = ({ id, by = 'wang', products = ['coat'], daysAgo = 1, ...rest }: Told): Order =>
  orderSchema.parse({
    orderId: id,
    buyer: { source: 'youzan', userId: by, name: by },
    lines: products.map((productId) => ({ productId, name: productId, amountFen: 100 })),
    amountFen: 1_000,
    status: 'paid',
    placedAtMs: NOW_MS - daysAgo * DAY_MS,
    ...rest,
  })

const aProduct = (productId: string, repurchaseDays: number | null = null) =>
  productSchema.parse({ productId, name: `名${productId}`, repurchaseDays })

const facts = (library: Library, by: string) => {
  const found = fanFactsOf(library, viewerKey('youzan', by), NOW_MS)
  if (!found) throw new Error(`${by} is unknown`)
  return found
}

describe('recording an order', () => {
  it('makes the buyer a fan and counts what was spent', () => {
    const library = aLibrary()
    expect(library.orders.record(anOrder({ id: '1' }))).toBe('created')
    expect(library.orders.record(anOrder({ id: '2', refundedFen: 300, daysAgo: 3 }))).toBe('created')
    expect(facts(library, 'wang').fan).toMatchObject({
      name: 'wang',
      tier: 'guest',
      orders: 2,
      spentFen: 1_700,
      lastOrderMs: NOW_MS - DAY_MS,
    })
  })

  it('knows an order again, and lets refunds only grow', () => {
    const library = aLibrary()
    const paid = anOrder({ id: '1' })
    const partly = anOrder({ id: '1', refundedFen: 400, status: 'partlyRefunded' })
    expect(library.orders.record(paid)).toBe('created')
    expect(library.orders.record(paid)).toBe('unchanged')
    expect(library.orders.record(partly)).toBe('updated')
    expect(library.orders.record(paid)).toBe('unchanged')
    expect(library.orders.byId('1')).toMatchObject({ refundedFen: 400, status: 'partlyRefunded' })
    expect(library.orders.record(anOrder({ id: '1', status: 'refunded' }))).toBe('updated')
    expect(library.orders.record(partly)).toBe('unchanged')
    expect(library.orders.byId('1')).toMatchObject({ refundedFen: 1_000, status: 'refunded' })
    expect(facts(library, 'wang')).toMatchObject({ bought: [], fan: { orders: 0, spentFen: 0 } })
  })

  it('finds the product of a line by name where the export leaves the code out', () => {
    const library = aLibrary()
    library.products.save({ ...aProduct('serum', 30), name: '精华', aliases: ['小棕瓶'] })
    const line = { name: '小棕瓶', amountFen: 100 }
    library.orders.record(orderSchema.parse({ ...anOrder({ id: '1', daysAgo: 40 }), lines: [line] }))
    expect(facts(library, 'wang').due).toEqual([
      { productId: 'serum', name: '精华', boughtAtMs: NOW_MS - 40 * DAY_MS, cycleDays: 30 },
    ])
  })

  it('links an order to the show it was placed in', () => {
    const library = aLibrary()
    const show = { title: '', danmaku: 0, questions: 0, answered: 0, answeredInTime: 0, dismissed: 0 }
    const session = (
      sessionId: string,
      kind: 'show' | 'rehearsal',
      fromDays: number,
      toDays: number | null,
    ) =>
      library.sessions.upsert({
        ...show,
        sessionId,
        kind,
        phase: toDays === null ? 'live' : 'ended',
        createdAtMs: 0,
        liveAtMs: NOW_MS - fromDays * DAY_MS,
        endedAtMs: toDays === null ? null : NOW_MS - toDays * DAY_MS,
      })
    session('before', 'show', 9, 8)
    session('tried', 'rehearsal', 6, 5)
    session('now', 'show', 2, null)
    for (const daysAgo of [10, 8.5, 5.5, 3, 1]) library.orders.record(anOrder({ id: `${daysAgo}`, daysAgo }))
    const sessions = [10, 8.5, 5.5, 3, 1].map((days) => library.orders.byId(`${days}`)?.sessionId)
    expect(sessions).toEqual([null, 'before', null, null, 'now'])
    expect(library.orders.ofSession('now', 9).map(({ orderId }) => orderId)).toEqual(['1'])
  })

  it('keeps the figures and lets the person go when asked to', () => {
    const library = aLibrary()
    library.orders.record(anOrder({ id: '1' }))
    const fan = facts(library, 'wang').fan
    const gone = { source: 'youzan', userId: `gone-${'0'.repeat(16)}` }
    library.fans.remove(fan.fanId)
    library.orders.pseudonymise({ source: 'youzan', userId: 'wang' }, gone)
    expect(library.orders.byId('1')).toMatchObject({ amountFen: 1_000, buyer: { ...gone, name: '' } })
    // The shop goes on telling of the order by the buyer's own name.
    expect(library.orders.record(anOrder({ id: '1' }))).toBe('unchanged')
    expect(library.orders.record(anOrder({ id: '1', status: 'refunded' }))).toBe('updated')
    expect(library.orders.byId('1')).toMatchObject({ status: 'refunded', buyer: { ...gone, name: '' } })
    expect(fanFactsOf(library, viewerKey('youzan', 'wang'), NOW_MS)).toBeNull()
    expect(library.fans.byKey(viewerKey(gone.source, gone.userId))).toBeNull()
  })
})

describe('what a fan may need', () => {
  it('is due when the cycle has passed since the last purchase, the longest due first', () => {
    const library = aLibrary()
    library.products.saveMany([
      aProduct('serum', 30),
      aProduct('mask', 10),
      aProduct('coat'),
      aProduct('tea', 20),
    ])
    library.orders.recordMany([
      anOrder({ id: '1', products: ['serum', 'mask', 'coat'], daysAgo: 35 }),
      anOrder({ id: '2', products: ['tea'], daysAgo: 50 }),
      anOrder({ id: '3', products: ['tea'], daysAgo: 19 }),
    ])
    expect(facts(library, 'wang').due.map(({ productId }) => productId)).toEqual(['mask', 'serum'])
    library.orders.record(anOrder({ id: '3', products: ['tea'], daysAgo: 19, status: 'refunded' }))
    expect(facts(library, 'wang').due.map(({ productId }) => productId)).toEqual(['tea', 'mask', 'serum'])
  })

  it('is what others bought with the same, once enough of them did', () => {
    const library = aLibrary()
    library.products.saveMany(['coat', 'scarf', 'hat'].map((id) => aProduct(id)))
    for (const by of ['a', 'b', 'c']) {
      library.orders.record(anOrder({ id: `${by}1`, by, products: ['coat', 'scarf'] }))
    }
    library.orders.record(anOrder({ id: 'a2', by: 'a', products: ['hat'] }))
    library.orders.record(anOrder({ id: 'w', products: ['coat'] }))
    expect(facts(library, 'wang').boughtWith).toEqual([{ productId: 'scarf', name: '名scarf', buyers: 3 }])
    expect(library.orders.boughtWith('coat')).toMatchObject([{ productId: 'scarf', buyers: 3 }])
    library.orders.record(anOrder({ id: 'c1', by: 'c', products: ['coat', 'scarf'], status: 'refunded' }))
    expect(facts(library, 'wang').boughtWith).toEqual([])
  })

  it('is asked of all identities of one fan together', () => {
    const library = aLibrary()
    library.products.save(aProduct('mask', 10))
    library.orders.record(anOrder({ id: '1', by: 'w1', products: ['mask'], daysAgo: 30 }))
    library.orders.record(anOrder({ id: '2', by: 'w2', products: ['mask'], daysAgo: 2 }))
    expect(facts(library, 'w1').due).toHaveLength(1)
    const { fanId } = facts(library, 'w1').fan
    library.fans.merge(fanId, facts(library, 'w2').fan.fanId)
    expect(facts(library, 'w1').due).toEqual([])
    expect(facts(library, 'w1').bought).toHaveLength(2)
  })
})

describe('any order of any deliveries', () => {
  const delivery = fc.record({
    id: fc.constantFrom('1', '2', '3', '4', '5', '6'),
    step: fc.integer({ min: 0, max: 3 }),
  })
  /** Everything about an order follows from its id, but for how far its refund has come. */
  const stateOf = ({ id, step }: { id: string; step: number }): Order => {
    const n = Number(id)
    return anOrder({
      id,
      by: n % 3 === 0 ? 'li' : n % 3 === 1 ? 'wang' : 'zhao',
      products: ['coat', 'scarf', 'hat'].filter((_, index) => (n >> index) % 2 === 1),
      daysAgo: n,
      refundedFen: step === 3 ? 0 : step * 300,
      status: step === 3 ? 'refunded' : step === 0 ? 'paid' : 'partlyRefunded',
    })
  }

  it('leads to the same orders, figures and recommendations', () => {
    fc.assert(
      fc.property(fc.array(delivery, { maxLength: 30 }), fc.infiniteStream(fc.nat()), (deliveries, dice) => {
        const shuffled = deliveries
          .map((value) => ({ value, at: dice.next().value ?? 0 }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ value }) => value)
        const seen = [deliveries, [...shuffled, ...deliveries]].map((list) => outcomeOf(list.map(stateOf)))
        expect(seen[1]).toEqual(seen[0])
      }),
      { numRuns: 25 },
    )
  })

  it('agrees with what is counted anew from the orders alone', () => {
    fc.assert(
      fc.property(fc.array(delivery, { maxLength: 30 }), (deliveries) => {
        const states = deliveries.map(stateOf)
        const { orders, pairs } = outcomeOf(states)
        const buyersOf = (productId: string): Set<string> =>
          new Set(
            orders.flatMap((order) =>
              order && order.status !== 'refunded' && order.lines.some((line) => line.productId === productId)
                ? [order.buyer.userId]
                : [],
            ),
          )
        for (const a of ['coat', 'scarf', 'hat']) {
          for (const b of ['coat', 'scarf', 'hat']) {
            const both = [...buyersOf(a)].filter((buyer) => buyersOf(b).has(buyer)).length
            expect(pairs.get(`${a} ${b}`) ?? 0).toBe(both)
          }
        }
      }),
      { numRuns: 25 },
    )
  })
})

function outcomeOf(states: readonly Order[]) {
  const db = new Database(':memory:')
  migrate(db, LIBRARY_SCHEMA)
  const { fans, orders } = libraryOn(db, () => NOW_MS)
  for (const state of states) orders.record(state)
  const spent = ['wang', 'li', 'zhao'].map((by) => {
    const fan = fans.byKey(viewerKey('youzan', by))
    return fan && [fan.orders, fan.spentFen, fan.lastOrderMs]
  })
  const pairs = db
    .prepare('SELECT product_id, other_id, buyers FROM bought_together WHERE buyers > 0')
    .raw()
    .all()
  const found = ['1', '2', '3', '4', '5', '6'].map((id) => orders.byId(id))
  db.close()
  return {
    orders: found,
    spent,
    pairs: new Map(pairRows.parse(pairs).map(([a, b, buyers]) => [`${a} ${b}`, buyers])),
  }
}

it('comes into a library of the version before', () => {
  const file = join(tempFolder(), 'library.db')
  const db = new Database(file)
  migrate(db, {
    ...LIBRARY_SCHEMA,
    migrations: LIBRARY_SCHEMA.migrations.filter(({ version }) => version < 50),
  })
  db.close()
  const { library } = openLibrary(file, { nowMs: () => NOW_MS })
  onTestFinished(library.close)
  expect(library.orders.record(anOrder({ id: '1' }))).toBe('created')
})
