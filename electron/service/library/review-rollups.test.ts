import Database from 'better-sqlite3'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { orderSchema, type Order } from '#shared/domain/orders/order.ts'
import { FIXTURE_START_MS, reviewFixture } from '#shared/domain/review/testing/review-fixture.ts'
import { migrate } from '../storage/migrate.ts'
import { tempFolder } from '../storage/testing/temp-folder.ts'
import { LIBRARY_SCHEMA } from './library-schema.ts'
import { openLibrary, type Library } from './library.ts'

function opened(file = join(tempFolder(), 'library.db')): Library {
  const { library } = openLibrary(file, { nowMs: () => FIXTURE_START_MS })
  onTestFinished(library.close)
  return library
}

const order = (orderId: string, amountFen: number): Order =>
  orderSchema.parse({
    orderId,
    buyer: { source: 'room', userId: '1' },
    amountFen,
    status: 'paid',
    placedAtMs: FIXTURE_START_MS + 60_000,
  })

/** Writes a roll-up of one viewer who asks one question; `visits` are their minutes. */
function rolled({ reviewRollups }: Library, sessionId: string, visits: readonly [number, number][]): number {
  const review = reviewFixture({ session: { sessionId }, threads: [{}], items: [{ title: '羊绒大衣' }] })
  const draft = reviewRollups.begin(review)
  reviewRollups.addThreads(
    draft,
    review.threads.map((thread) => ({ thread, intoId: null })),
  )
  reviewRollups.addAsks(draft, [
    { questionId: 'q1', userKey: 'room:1', sentAtMs: FIXTURE_START_MS, text: '有 XL 吗' },
  ])
  const minute = (n: number): number => FIXTURE_START_MS + n * 60_000
  reviewRollups.addVisits(
    draft,
    FIXTURE_START_MS,
    visits.map(([from, to]) => ({ userKey: 'room:1', fromMs: minute(from), toMs: minute(to) })),
  )
  return draft
}

function visitMinutes({ rolledReviews }: Library): number[][] {
  const minutes: number[][] = []
  rolledReviews.eachVisit((_sessionNo, _viewerNo, fromMs, toMs) =>
    minutes.push([fromMs / 60_000, toMs / 60_000]),
  )
  return minutes
}

it('come into a library of the version before, whose orders from then on outdate them', () => {
  const file = join(tempFolder(), 'library.db')
  const old = new Database(file)
  migrate(old, {
    ...LIBRARY_SCHEMA,
    migrations: LIBRARY_SCHEMA.migrations.filter(({ version }) => version < 70),
  })
  old.exec(`
    INSERT INTO session (session_id, file, title, kind, phase, created_at, live_at, ended_at, danmaku, questions,
      answered, answered_in_time, dismissed)
    VALUES ('s1', 's1.db', '周二场', 'show', 'ended', ${FIXTURE_START_MS}, ${FIXTURE_START_MS},
      ${FIXTURE_START_MS + 7_200_000}, 0, 0, 0, 0, 0);
    INSERT INTO purchase_order (order_id, source, user_id, buyer_name, amount_fen, refunded_fen, status, placed_at,
      session_id, updated_at)
    VALUES ('o1', 'room', '1', '王小梅', 9900, 0, 'paid', ${FIXTURE_START_MS}, 's1', 1)`)
  old.close()
  const library = opened(file)
  expect([...library.rolledReviews.purchases()]).toEqual([{ person: 'room:1', placedAtMs: FIXTURE_START_MS }])
  const { reviewRollups } = library
  reviewRollups.publish(rolled(library, 's1', [[0, 10]]))
  const isStale = (): boolean | undefined => reviewRollups.states().get('s1')?.stale
  expect(isStale()).toBe(false)
  library.orders.record(order('o2', 100))
  expect(isStale()).toBe(true)
  // What is written at that very moment may not know of the order either.
  const draft = rolled(library, 's1', [[0, 10]])
  library.orders.remove('o2')
  reviewRollups.publish(draft)
  expect(isStale()).toBe(true)
  reviewRollups.publish(rolled(library, 's1', [[0, 10]]))
  library.orders.record({ ...order('o3', 100), placedAtMs: FIXTURE_START_MS - 3_600_000 })
  expect(isStale()).toBe(false)
})

it('take the place of the one before at once, and what is left of it goes in small turns', () => {
  const library = opened()
  const { reviewRollups, rolledReviews } = library
  reviewRollups.publish(
    rolled(library, 's1', [
      [0, 10],
      [20, 30],
    ]),
  )
  const draft = rolled(library, 's1', [[0, 15]])
  const before = rolledReviews.sessions()
  expect(before).toHaveLength(1)
  reviewRollups.publish(draft)
  const [now] = rolledReviews.sessions()
  expect(now?.sessionNo).not.toBe(before[0]?.sessionNo)
  expect(rolledReviews.items(now?.sessionNo ?? 0)).toMatchObject([{ title: '羊绒大衣' }])
  let turns = 0
  while (!reviewRollups.sweep(1)) turns++
  expect(turns).toBeGreaterThan(3)
  expect(visitMinutes(library)).toEqual([[0, 15]])
  expect(rolledReviews.threads(now?.sessionNo ?? 0)).toHaveLength(1)
})

it('left half written by a crash do not count, and go', () => {
  const file = join(tempFolder(), 'library.db')
  const crashed = opened(file)
  crashed.reviewRollups.publish(rolled(crashed, 's1', [[0, 10]]))
  rolled(crashed, 's2', [[0, 99]])
  crashed.close()
  const library = opened(file)
  expect(library.rolledReviews.sessions().map(({ sessionId }) => sessionId)).toEqual(['s1'])
  while (!library.reviewRollups.sweep(100));
  expect(visitMinutes(library)).toEqual([[0, 10]])
  expect(library.rolledReviews.viewers(['room:1'])).toHaveLength(1)
})

it('name nobody who is in none of them any more', () => {
  const library = opened()
  const { reviewRollups, rolledReviews } = library
  reviewRollups.publish(rolled(library, 's1', [[0, 10]]))
  reviewRollups.publish(reviewRollups.begin(reviewFixture()))
  while (!reviewRollups.sweep(100));
  expect(rolledReviews.viewers(['room:1'])).toEqual([])
})

it('of older reviews do not count, and say that they are old', () => {
  const file = join(tempFolder(), 'library.db')
  const library = opened(file)
  library.reviewRollups.publish(rolled(library, 's1', [[0, 10]]))
  const db = new Database(file)
  db.exec('UPDATE review_rollup SET version = 0')
  db.close()
  expect(library.rolledReviews.sessions()).toEqual([])
  expect(library.reviewRollups.states().get('s1')).toEqual({ version: 0, stale: false })
})

it('outdate and leave by their indexes, however many there are', () => {
  const file = join(tempFolder(), 'library.db')
  opened(file)
  const db = new Database(file, { readonly: true })
  const planOf = (sql: string): string => JSON.stringify(db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all())
  expect(planOf(`UPDATE review_rollup SET stale = 1 WHERE session_id = 'x'`)).toContain(
    'review_rollup_session',
  )
  expect(planOf('DELETE FROM review_asker WHERE session_no = 1')).toContain('review_asker_session')
  db.close()
})
