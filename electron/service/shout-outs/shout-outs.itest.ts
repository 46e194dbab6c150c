import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'

import { viewerKey } from '#shared/domain/danmaku/danmaku.ts'
import { fanSchema, type Fan } from '#shared/domain/fans/fan.ts'
import { shoutOutRulesSchema } from '#shared/domain/shout-outs/rules.ts'
import type { Down } from '#shared/protocol/down.ts'
import { systemClock, type Clock } from '../clock.ts'
import { openSessionLogReader } from '../log/log-reader.ts'
import { openLibrary } from '../library/library.ts'
import { startTestService, makeDataDir, type TestService } from '../testing/test-service.ts'
import type { WireClient } from '../testing/wire-client.ts'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/** Added to the service's clock; and who watches is looked at more often than every five seconds. */
let aheadMs = 0
const clock: Clock = {
  ...systemClock,
  nowMs: () => Date.now() + aheadMs,
  setTimeout: (callback, ms) => systemClock.setTimeout(callback, ms === 5_000 ? 50 : ms),
}

let running: TestService | null = null
let removeData: (() => void) | null = null
afterEach(async () => {
  aheadMs = 0
  await running?.stop()
  running = null
  removeData?.()
  removeData = null
})

const fanOf = (fan: Partial<Fan> & Pick<Fan, 'fanId' | 'name'>): Fan =>
  fanSchema.parse({
    identities: [],
    tier: 'vip',
    tierBy: 'hand',
    privateDomain: false,
    firstSeenMs: null,
    lastSeenMs: null,
    visits: 0,
    orders: 0,
    spentFen: 0,
    lastOrderMs: null,
    birthday: null,
    tags: [],
    notes: '',
    consent: 'unknown',
    updatedAtMs: 0,
    ...fan,
  })

/** A service whose library knows these fans; those who come from outside are called by their id. */
async function start(...fans: Fan[]): Promise<TestService> {
  const { dataDir, remove } = makeDataDir()
  removeData = remove
  const { library } = openLibrary(join(dataDir, 'library.db'))
  for (const fan of fans) library.fans.save(fan)
  library.close()
  running = await startTestService({ dataDir, clock })
  return running
}

const outside = (userId: string): Pick<Fan, 'identities'> => ({ identities: [{ source: 'agora', userId }] })

function enter(host: WireClient, ...viewers: { userId: string; userName: string }[]): void {
  host.send({
    type: 'sourceState',
    source: 'agora',
    state: 'connected',
    problem: null,
    online: viewers.length,
    dropped: 0,
    unsentReplies: 0,
  })
  host.send({ type: 'sourcePresence', source: 'agora', entered: viewers, left: [], snapshot: null })
}

/** The shop's way in: tells of an order of one 玫瑰面霜, placed now unless it is said otherwise. */
async function orderDesk(studio: TestService, host: WireClient): Promise<(order: object) => Promise<void>> {
  host.send({ type: 'request', requestId: 'token', request: { type: 'renewOrderToken' } })
  const { body } = await host.frame(
    (frame): frame is Extract<Down, { type: 'response' }> =>
      frame.type === 'response' && frame.requestId === 'token',
  )
  if (body.type !== 'orderToken') throw new Error('no token')
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${body.token}` }
  let count = 0
  return async (order) => {
    const whole = {
      orderId: `o${(count += 1)}`,
      lines: [{ name: '玫瑰面霜', amountFen: 19_900 }],
      amountFen: 19_900,
      status: 'paid',
      placedAtMs: clock.nowMs(),
      ...order,
    }
    const url = new URL('/v1/orders', studio.service.transport.url)
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(whole) })
    expect(await response.json()).toMatchObject({ created: 1 })
  }
}

const logged = (studio: TestService, { state }: WireClient, type: string): unknown[] => {
  const log = openSessionLogReader(join(studio.dataDir, 'sessions', `${state.sessionId}.db`))
  const bodies = [...log.iterate()].filter((event) => event.type === type).map(({ body }) => body)
  log.close()
  return bodies
}

describe('a fan who comes into a live room', () => {
  test('is put to the host with name, how to say it, and the days away', async () => {
    const studio = await start(
      fanOf({
        fanId: 'f1',
        name: '小雅Ya',
        sayAs: '小雅',
        ...outside('ya'),
        lastSeenMs: Date.now() - 20.5 * DAY_MS,
        visits: 9,
      }),
    )
    const host = await studio.host()
    expect(await host.command({ type: 'goLive' })).toBeNull()
    enter(host, { userId: 'ya', userName: '雅' })
    await host.until(({ state }) => state.shoutOuts.current !== null)
    const prompt = host.state.shoutOuts.current
    expect(prompt?.fan).toMatchObject({ fanKey: 'f1', name: '小雅Ya', sayAs: '小雅', tier: 'vip' })
    expect(prompt?.signals.map(({ kind }) => kind)).toEqual(['entered', 'backAfter', 'nthVisit'])
    expect(prompt?.facts.visits).toBe(10)
    expect(prompt?.text).toBe('小雅第10次来看我们了，谢谢你一直在！')
  })

  test('is thanked by the host alone, and not put to the host again in the cooldown', async () => {
    const studio = await start(
      fanOf({ fanId: 'f1', name: '小雅', ...outside('ya') }),
      fanOf({ fanId: 'f2', name: '阿宁', ...outside('ning') }),
    )
    const [host, lin] = [await studio.host(), await studio.moderator('小林')]
    await host.command({ type: 'goLive' })
    enter(host, { userId: 'ya', userName: '雅' })
    await lin.until(({ state }) => state.shoutOuts.current !== null)
    const promptId = lin.state.shoutOuts.current?.promptId ?? ''
    expect(await lin.command({ type: 'thankFan', promptId })).toEqual({ kind: 'notAllowed' })
    expect(await host.command({ type: 'thankFan', promptId })).toBeNull()
    expect(await host.command({ type: 'thankFan', promptId })).toEqual({ kind: 'shoutOutGone' })
    await host.until(({ state }) => state.shoutOuts.current === null)

    await studio.service.running().ingest([
      {
        source: 'agora',
        sourceMessageId: 'm1',
        userId: 'ya',
        userName: '雅',
        text: '来啦',
        sentAtMs: Date.now(),
      },
    ])
    await host.firstLine()
    enter(host, { userId: 'ning', userName: '宁' })
    await host.until(({ state }) => state.shoutOuts.waiting.has('f2'))
    expect([...host.state.shoutOuts.waiting.keys()]).toEqual(['f2'])
    expect(host.state.shoutOuts.current).toBeNull()
  })

  test('waits while an urgent question is the host’s to answer', async () => {
    const studio = await start(fanOf({ fanId: 'f1', name: '小雅', ...outside('ya') }))
    const host = await studio.host()
    await host.command({ type: 'goLive' })
    const ask = { source: 'agora', userId: 'guest', userName: '路人', text: '3号有L码吗' }
    await studio.service.running().ingest([{ ...ask, sourceMessageId: 'q1', sentAtMs: Date.now() - 24_000 }])
    await host.until(({ state }) => state.questions.size === 1)
    enter(host, { userId: 'ya', userName: '雅' })
    await host.until(({ state }) => state.shoutOuts.waiting.has('f1'))
    expect(host.state.shoutOuts.current).toBeNull()

    const [questionId] = [...host.state.questions.keys()]
    expect(await host.command({ type: 'answerAloud', questionId: questionId ?? '' })).toBeNull()
    await host.until(({ state }) => state.shoutOuts.current?.fan.fanKey === 'f1')
  })

  test('before the show is put to the host when it goes live', async () => {
    const studio = await start(fanOf({ fanId: 'f1', name: '小雅', ...outside('ya') }))
    const host = await studio.host()
    enter(host, { userId: 'ya', userName: '雅' })
    await host.until(({ state }) => state.totals.entries === 1)
    expect(host.state.shoutOuts.waiting.size).toBe(0)
    await host.command({ type: 'goLive' })
    await host.until(({ state }) => state.shoutOuts.current?.fan.fanKey === 'f1')
  })

  test('who wants no use made of what is known is left in peace', async () => {
    const studio = await start(
      fanOf({ fanId: 'f1', name: '小雅', ...outside('ya'), consent: 'refused' }),
      fanOf({ fanId: 'f2', name: '阿宁', ...outside('ning') }),
    )
    const host = await studio.host()
    await host.command({ type: 'goLive' })
    enter(host, { userId: 'ya', userName: '雅' }, { userId: 'ning', userName: '宁' })
    await host.until(({ state }) => state.shoutOuts.current?.fan.fanKey === 'f2')
    expect(host.state.shoutOuts.waiting.size).toBe(0)
  })
})

describe('the staff', () => {
  test('push a stranger from the chat, veto one who waits, and the host sets the rules for this show and the next', async () => {
    const studio = await start(
      fanOf({ fanId: 'f1', name: '小雅', ...outside('ya') }),
      fanOf({ fanId: 'f2', name: '阿宁', ...outside('ning') }),
    )
    const [host, lin] = [await studio.host(), await studio.moderator('小林')]
    await host.command({ type: 'goLive' })
    enter(host, { userId: 'ya', userName: '雅' })
    await lin.until(({ state }) => state.shoutOuts.current !== null)
    enter(host, { userId: 'ning', userName: '宁' })
    await lin.until(({ state }) => state.shoutOuts.waiting.has('f2'))
    expect(await lin.command({ type: 'vetoShoutOut', fanKey: 'f2' })).toBeNull()
    await lin.until(({ state }) => state.shoutOuts.waiting.size === 0)

    const stranger = { userId: viewerKey('agora', 'new'), userName: '新来的' }
    expect(await lin.command({ type: 'pushShoutOut', ...stranger })).toBeNull()
    await lin.until(({ state }) => state.shoutOuts.waiting.size === 1)
    expect([...lin.state.shoutOuts.waiting.values()][0]?.signals[0]).toMatchObject({
      kind: 'pushed',
      item: '小林',
    })

    const rules = { ...host.state.shoutOuts.rules, gapMs: 20_000 }
    expect(await lin.command({ type: 'setShoutOutRules', rules })).toEqual({ kind: 'notAllowed' })
    expect(await host.command({ type: 'setShoutOutRules', rules })).toBeNull()
    expect(await host.command({ type: 'endShow' })).toBeNull()
    host.send({ type: 'request', requestId: 'n', request: { type: 'newSession', title: '下一场' } })
    await host.until(({ state }) => state.title === '下一场')
    expect(shoutOutRulesSchema.parse(host.state.shoutOuts.rules).gapMs).toBe(20_000)
    expect(host.state.shoutOuts.waiting.size).toBe(0)
  })
})

describe('what a fan does in the show', () => {
  const shop = (userId: string) => ({ source: 'youzan', userId })
  const fans = ['ya', 'ning', 'mi', 'lan'].map((id) =>
    fanOf({ fanId: id, name: id, identities: [shop(id), { source: 'agora', userId: id }] }),
  )
  const waiting = ({ state }: WireClient) =>
    [...state.shoutOuts.waiting.values()].map(({ fan, signals }) => [fan.fanKey, signals[0]?.kind])

  test('an order just placed is thanked for; not one of some time ago, one refunded, or one of a muted viewer', async () => {
    const studio = await start(...fans)
    const host = await studio.host()
    await host.command({ type: 'goLive' })
    aheadMs = 600_000
    await host.command({ type: 'muteViewer', userId: viewerKey('agora', 'mi'), userName: 'mi' })
    const place = await orderDesk(studio, host)
    const buy = (userId: string, more: object = {}) =>
      place({ buyer: { ...shop(userId), name: '' }, ...more })
    await buy('lan', { placedAtMs: host.state.liveAtMs ?? 0 })
    await buy('ning', { status: 'refunded' })
    await buy('mi')
    await host.until(({ state }) => state.orders.size === 3)
    await buy('ya')
    await host.until(({ state }) => state.shoutOuts.current !== null)
    expect(host.state.shoutOuts.current?.fan.fanKey).toBe('ya')
    expect(host.state.shoutOuts.current?.text).toBe('谢谢ya带走玫瑰面霜！')
    await buy('ning')
    await host.until(({ state }) => state.shoutOuts.waiting.size > 0)
    expect(waiting(host)).toEqual([['ning', 'orderPlaced']])
  })

  test('watching for long is a reason once, and counts on over a restart, from when the show began', async () => {
    const first = await start(...fans)
    let host = await first.host()
    enter(host, { userId: 'ya', userName: 'ya' })
    await host.until(({ state }) => state.totals.entries === 1)
    aheadMs = 60 * MINUTE_MS
    await host.command({ type: 'goLive' })
    await host.until(({ state }) => state.shoutOuts.current !== null)
    expect(
      await host.command({ type: 'thankFan', promptId: host.state.shoutOuts.current?.promptId ?? '' }),
    ).toBeNull()
    aheadMs += 30 * MINUTE_MS
    const { dataDir } = first
    await first.stop()

    running = await startTestService({ dataDir, clock })
    host = await running.host()
    expect(host.state.phase).toBe('live')
    enter(host, { userId: 'ya', userName: 'ya' })
    await host.until(({ state }) => state.totals.entries === 2)
    aheadMs += 16 * MINUTE_MS
    await host.until(({ state }) => state.shoutOuts.current !== null)
    expect(host.state.shoutOuts.current?.signals).toMatchObject([{ kind: 'longWatch', count: 46 }])
    expect(logged(running, host, 'shoutOutPrompted')).toHaveLength(2)
  })
})

test('a storm of 500 loyal fans gives one prompt, and the queue of questions goes on', async () => {
  const fans = Array.from({ length: 500 }, (_, index) =>
    fanOf({ fanId: `f${index}`, name: `老客${index}`, ...outside(`u${index}`) }),
  )
  const studio = await start(...fans)
  const host = await studio.host()
  await host.command({ type: 'goLive' })
  for (let from = 0; from < 500; from += 100) {
    enter(
      host,
      ...fans
        .slice(from, from + 100)
        .map(({ name }, index) => ({ userId: `u${from + index}`, userName: name })),
    )
  }
  await studio.service.running().ingest([
    {
      source: 'agora',
      sourceMessageId: 'q',
      userId: 'g',
      userName: '路人',
      text: '多久发货',
      sentAtMs: Date.now(),
    },
  ])
  await host.until(({ state }) => state.questions.size === 1)
  await host.until(({ state }) => state.totals.entries === 500)
  await expect.poll(() => logged(studio, host, 'shoutOutSignalled').length, { timeout: 20_000 }).toBe(500)
  await host.until(({ state }) => state.shoutOuts.dropped > 0)
  expect(logged(studio, host, 'shoutOutPrompted')).toHaveLength(1)
  expect(host.state.shoutOuts.waiting.size).toBe(60)
})
