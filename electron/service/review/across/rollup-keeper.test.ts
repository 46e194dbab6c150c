import Database from 'better-sqlite3'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fanHistorySchema } from '#shared/protocol/review-across.ts'
import { erasePerson } from '../../log/erase-person.ts'
import { answerAcross } from './across-queries.ts'
import { aWorld, DAY_MS, order, trends, TUESDAY_MS, type World } from './testing/across-world.ts'
import { asks, enters, leaves, pastShow } from './testing/past-shows.ts'

const fanOf = ({ library, context }: World, id: string) =>
  fanHistorySchema.parse(answerAcross(library, { kind: 'fan', id }, context))

describe('roll-ups', () => {
  it('are made of every session that has ended, and hold who was there as the review counts it', async () => {
    const world = aWorld([
      {
        sessionId: 'a',
        fromMs: TUESDAY_MS,
        happened: [enters(0, 'room:1'), leaves(10, 'room:1'), enters(20, 'room:1'), enters(5, 'room:2')],
      },
      { sessionId: 'r', fromMs: TUESDAY_MS + DAY_MS, kind: 'rehearsal', happened: [enters(0, 'room:1')] },
      { sessionId: 'x', fromMs: TUESDAY_MS + 2 * DAY_MS, wentLive: false, happened: [enters(0, 'room:1')] },
    ])
    expect(trends(world)).toMatchObject({ pending: 1, sessions: [] })
    await world.settle()
    const { pending, sessions } = trends(world)
    expect(pending).toBe(0)
    expect(sessions.map(({ sessionId, metrics }) => [sessionId, metrics.pv, metrics.uv])).toEqual([
      ['a', 3, 2],
    ])
    expect(world.library.reviewRollups.states().size).toBe(3)
    expect(fanOf(world, 'room:1').visits.map(({ watchMs }) => watchMs / 60_000)).toEqual([100, 10])
  })

  it('end visits where the service was away, as the review does', async () => {
    const awaySinceMs = TUESDAY_MS + 30 * 60_000
    const world = aWorld([
      {
        sessionId: 'a',
        fromMs: TUESDAY_MS,
        happened: [
          enters(0, 'room:1'),
          enters(10, 'room:2'),
          [40, { type: 'serviceResumed', body: { awaySinceMs } }],
          enters(41, 'room:1'),
        ],
      },
    ])
    await world.settle()
    const watchMs = ['room:1', 'room:2'].map((key) => fanOf(world, key).totals.watchMs)
    expect(watchMs).toEqual([30 * 60_000 + 79 * 60_000, 20 * 60_000])
    expect(trends(world).sessions[0]?.metrics.watchMs).toBe((30 + 79 + 20) * 60_000)
  })

  it('wait while a show is live, and go on when it is over', async () => {
    const world = aWorld()
    await world.settle()
    world.setLive(true)
    pastShow(world.dataDir, world.library, { sessionId: 'a', fromMs: TUESDAY_MS })
    await world.settle()
    expect([world.made, trends(world).pending]).toEqual([[], 1])
    world.setLive(false)
    await world.settle()
    expect([world.made, trends(world).pending]).toEqual([['a'], 0])
  })

  it('are made anew when an order comes in later, and only then', async () => {
    const world = aWorld([{ sessionId: 'a', fromMs: TUESDAY_MS, happened: [enters(0, 'room:1')] }])
    await world.settle()
    await world.settle()
    expect(world.made).toEqual(['a'])
    world.library.orders.record(order('o1', '1', TUESDAY_MS + 1_000))
    expect(trends(world).sessions[0]?.metrics.gmvFen).toBe(0)
    await world.settle()
    expect(trends(world).sessions[0]?.metrics.gmvFen).toBe(10_000)
    world.library.orders.record(
      order('o1', '1', TUESDAY_MS + 1_000, { status: 'refunded', refundedFen: 10_000 }),
    )
    await world.settle()
    expect(trends(world).sessions[0]?.metrics).toMatchObject({ gmvFen: 0, refundedOrders: 1 })
    expect(world.made).toEqual(['a', 'a', 'a'])
  })

  it('pass by a log that cannot be read, and nobody waits for it', async () => {
    const world = aWorld([{ sessionId: 'good', fromMs: TUESDAY_MS, happened: [enters(0, 'room:1')] }])
    world.library.sessions.upsert({
      sessionId: 'lost',
      title: '',
      kind: 'show',
      phase: 'ended',
      createdAtMs: TUESDAY_MS,
      liveAtMs: TUESDAY_MS,
      endedAtMs: TUESDAY_MS,
      danmaku: 0,
      questions: 0,
      answered: 0,
      answeredInTime: 0,
      dismissed: 0,
    })
    await world.settle()
    expect(world.keeper.unreadable()).toEqual(['lost'])
    const context = { ...world.context, unreadable: world.keeper.unreadable() }
    expect(
      answerAcross(
        world.library,
        { kind: 'comparison', sessionId: 'lost' },
        { ...context, unreadable: ['lost'] },
      ),
    ).toBe('damaged')
    const found = trends({ ...world, context: { ...context, unreadable: [...context.unreadable] } })
    expect(found).toMatchObject({
      pending: 0,
      sessions: [{ sessionId: 'good', returns: [{ passed: true }, {}] }],
    })
  })
})

it('forgets a person at once, and keeps the figures', async () => {
  const world = aWorld([
    {
      sessionId: 'a',
      fromMs: TUESDAY_MS,
      happened: [
        enters(0, 'room:v-9f3a7c'),
        asks(1, 'q1', ['room:v-9f3a7c', '我是王小梅，有货吗'], TUESDAY_MS),
        enters(2, 'room:other'),
      ],
    },
  ])
  const { library } = world
  await world.settle()
  expect(everythingIn(world.dataDir)).toMatch(/v-9f3a7c.*王小梅|王小梅.*v-9f3a7c/)
  const fan = library.fans.ensure('room:v-9f3a7c', '王小梅', TUESDAY_MS)
  if (!fan) throw new Error('no fan')
  const person = { fanId: fan.fanId, identities: fan.identities, names: ['王小梅'] }
  const before = trends(world).sessions[0]?.returns
  library.fans.remove(fan.fanId)
  library.forgetTraces(person)
  expect(everythingIn(world.dataDir)).not.toMatch(/v-9f3a7c|王小梅/)
  expect(trends(world).sessions[0]?.returns).toEqual(before)

  // Made anew from a log that still names them, as while a show is live: the sweep of the log puts it right.
  library.reviewRollups.outdate('a')
  await world.settle()
  expect(everythingIn(world.dataDir)).toMatch(/v-9f3a7c/)
  await erasePerson(
    join(world.dataDir, 'sessions', 'a.db'),
    person,
    () => Promise.resolve(),
    () => library.reviewRollups.outdate('a'),
  )
  await world.settle()
  expect(everythingIn(world.dataDir)).not.toMatch(/v-9f3a7c|王小梅/)
  expect(trends(world).sessions[0]?.returns).toEqual(before)
})

/** All that roll-ups hold, as one text. */
function everythingIn(dataDir: string): string {
  const db = new Database(join(dataDir, 'library.db'), { readonly: true })
  try {
    const tables = ['rollup', 'item', 'thread', 'viewer', 'asker', 'presence']
    return JSON.stringify(tables.map((table) => db.prepare(`SELECT * FROM review_${table}`).all()))
  } finally {
    db.close()
  }
}
