import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'

import type { Down, OwnQuestion } from '#shared/protocol/down.ts'
import { openSessionLogReader } from './log/log-reader.ts'
import { startTestService, type TestService } from './testing/test-service.ts'
import { WireClient, hostCookie } from './testing/wire-client.ts'

let running: TestService | null = null
const start = async (...options: Parameters<typeof startTestService>): Promise<TestService> => {
  running = await startTestService(...options)
  return running
}
afterEach(async () => {
  await running?.stop()
  running = null
})

const pending = ({ state }: WireClient) =>
  [...state.questions.values()].filter(({ lifecycle }) => lifecycle.status === 'open')
const ownQuestions = ({ frames }: WireClient): OwnQuestion[] =>
  frames.findLast((frame) => frame.type === 'ownQuestions')?.questions ?? []

describe('a question from the local room', () => {
  test('runs on every staff screen, is claimed once, and its reply reaches the asker; the log holds it in order', async () => {
    const studio = await start()
    const [host, lin, mei, viewer] = [
      await studio.host(),
      await studio.moderator('小林'),
      await studio.moderator('阿梅'),
      await studio.viewer('豆豆妈'),
    ]
    expect(await host.command({ type: 'goLive' })).toBeNull()
    expect(await viewer.say('有L码吗')).toBeNull()
    for (const staff of [host, lin, mei]) await staff.until((client) => pending(client).length === 1)
    const questionId = pending(lin)[0]?.questionId ?? ''
    await viewer.until((client) => ownQuestions(client)[0]?.state === 'seen')

    expect(await lin.command({ type: 'claimQuestion', questionId })).toBeNull()
    expect(await mei.command({ type: 'claimQuestion', questionId })).toMatchObject({
      kind: 'alreadyClaimed',
      holderName: '小林',
    })
    await viewer.until((client) => ownQuestions(client)[0]?.byName === '小林')

    expect(await lin.command({ type: 'replyToQuestion', questionId, text: '有的，L码现货' })).toBeNull()
    await viewer.until((client) => ownQuestions(client)[0]?.reply === '有的，L码现货')
    await host.until(({ state }) => state.totals.answeredInTime === 1)
    expect(await host.command({ type: 'endShow' })).toBeNull()

    const { sessionId } = host.state
    const log = openSessionLogReader(join(studio.dataDir, 'sessions', `${sessionId}.db`))
    const types = [...log.iterate()].map(({ type }) => type)
    log.close()
    expect(types.filter((type) => type !== 'viewerEntered')).toEqual([
      'sessionCreated',
      'wentLive',
      'danmakuReceived',
      'questionOpened',
      'questionClaimed',
      'questionAnswered',
      'showEnded',
    ])
  })

  test('is told to the asker as taken back when the answer is undone', async () => {
    const studio = await start()
    const [lin, viewer] = [await studio.moderator('小林'), await studio.viewer('豆豆妈')]
    await viewer.say('多少钱')
    await lin.until((client) => pending(client).length === 1)
    const questionId = pending(lin)[0]?.questionId ?? ''
    await lin.command({ type: 'replyToQuestion', questionId, text: '399' })
    await viewer.until((client) => ownQuestions(client)[0]?.reply === '399')
    expect(await lin.command({ type: 'undo' })).toBeNull()
    await viewer.until(
      (client) => ownQuestions(client)[0]?.state === 'seen' && ownQuestions(client)[0]?.reply === null,
    )
  })

  test('that the detector passed over is put into the queue by a moderator, once', async () => {
    const studio = await start()
    const [lin, viewer] = [await studio.moderator('小林'), await studio.viewer('豆豆妈')]
    await viewer.say('这件好看')
    const { danmakuId } = await lin.firstLine()
    expect(await lin.command({ type: 'markAsQuestion', danmakuId })).toBeNull()
    await lin.until((client) => pending(client).length === 1)
    expect(await lin.command({ type: 'markAsQuestion', danmakuId })).toMatchObject({
      kind: 'alreadyAQuestion',
    })
    expect(await lin.command({ type: 'markAsQuestion', danmakuId: 'd999' })).toEqual({
      kind: 'unknownDanmaku',
    })
  })
})

describe('what is sent again', () => {
  test('a command happens once, with the same answer, also after a restart of the service', async () => {
    const studio = await start()
    const host = await studio.host()
    expect(await host.command({ type: 'goLive' }, 'go-live-1')).toBeNull()
    host.frames.length = 0
    expect(await host.command({ type: 'goLive' }, 'go-live-1')).toBeNull()
    expect(await host.command({ type: 'goLive' }, 'go-live-2')).toEqual({ kind: 'wrongPhase', phase: 'live' })

    await studio.service.close()
    const again = await startTestService({ dataDir: studio.dataDir })
    const sameHost = await again.host()
    expect(sameHost.state.phase).toBe('live')
    expect(await sameHost.command({ type: 'goLive' }, 'go-live-1')).toBeNull()
    await again.stop()
  })

  test('a danmaku with the same id is one danmaku', async () => {
    const studio = await start()
    const [host, viewer] = [await studio.host(), await studio.viewer('豆豆妈')]
    await viewer.say('多少钱', 'message-1')
    viewer.frames.length = 0
    expect(await viewer.say('多少钱', 'message-1')).toBeNull()
    await host.until(({ frames }) => frames.some((frame) => frame.type === 'events' && frame.danmaku >= 1))
    expect(studio.service.running().state().totals.danmaku).toBe(1)
  })

  test('a danmaku that is sent again after a restart is answered, not written twice, however fast its sender is', async () => {
    const studio = await start()
    const viewer = await studio.viewer('豆豆妈')
    const cookie = viewer.cookie
    expect(await viewer.say('多少钱', 'message-1')).toBeNull()
    await studio.service.close()

    const again = await startTestService({ dataDir: studio.dataDir })
    const back = await WireClient.open(again.service.transport.url, 'viewer', cookie)
    // Far more retries than the rate limit allows: what is in the log is not refused.
    for (let retry = 0; retry < 10; retry++) {
      back.frames.length = 0
      expect(await back.say('多少钱', 'message-1')).toBeNull()
    }
    expect(again.service.running().state().totals.danmaku).toBe(1)
    back.close()
    await again.stop()
  })

  test('one person cannot answer for another with a command id of theirs', async () => {
    const studio = await start()
    const [host, lin, viewer] = [
      await studio.host(),
      await studio.moderator('小林'),
      await studio.viewer('豆豆妈'),
    ]
    await viewer.say('多少钱')
    await host.until((client) => pending(client).length === 1)
    const questionId = pending(host)[0]?.questionId ?? ''
    expect(await lin.command({ type: 'releaseClaim', questionId }, 'same-id-1')).toEqual({
      kind: 'notClaimedByYou',
    })
    expect(await host.command({ type: 'answerAloud', questionId }, 'same-id-1')).toBeNull()
  })
})

describe('a client that comes back', () => {
  test('gets the tail after its last sequence, and the state is the same as everyone’s', async () => {
    const studio = await start()
    const [host, viewer] = [await studio.host(), await studio.viewer('豆豆妈')]
    await host.command({ type: 'goLive' })
    const held = { sessionId: host.state.sessionId, lastSeq: host.state.seq }
    const stateThen = host.state
    host.close()
    await viewer.say('有L码吗')
    await viewer.say('多久发货')

    const cookie = await hostCookie(studio.service.transport.hostUrl)
    const back = await WireClient.open(studio.service.transport.url, 'host', cookie, held)
    expect(back.frames.some(({ type }) => type === 'snapshot')).toBe(false)
    const tail = back.frames.find((frame) => frame.type === 'events')
    expect(tail?.events.map(({ type }) => type).filter((type) => type === 'questionOpened')).toHaveLength(2)
    expect(stateThen.questions.size).toBe(0)
    expect(tail?.toSeq).toBe(studio.service.running().state().seq)
    back.close()
  })

  test('gets a snapshot when it knew another session', async () => {
    const studio = await start()
    const cookie = await hostCookie(studio.service.transport.hostUrl)
    const back = await WireClient.open(studio.service.transport.url, 'host', cookie, {
      sessionId: 'other',
      lastSeq: 5,
    })
    expect(back.frames.some(({ type }) => type === 'snapshot')).toBe(true)
    back.close()
  })
})

describe('what viewers may not', () => {
  test('a muted viewer is told so and nobody else sees the message; a flood is slowed down', async () => {
    const studio = await start()
    const [lin, viewer, other] = [
      await studio.moderator('小林'),
      await studio.viewer('刷屏'),
      await studio.viewer('豆豆妈'),
    ]
    expect(await viewer.say('加我领券')).toBeNull()
    const { userId } = await lin.firstLine()
    expect(await lin.command({ type: 'muteViewer', userId, userName: '刷屏' })).toBeNull()
    expect(await viewer.say('加我领券')).toEqual({ kind: 'muted' })

    const outcomes = await Promise.all(Array.from({ length: 12 }, (_, index) => other.say(`在吗${index}`)))
    expect(outcomes.filter((refusal) => refusal?.kind === 'rateLimited').length).toBeGreaterThan(0)
    expect(outcomes.filter((refusal) => refusal === null).length).toBeGreaterThan(0)
  })

  test('a viewer gets neither the state of the session nor other people’s standing', async () => {
    const studio = await start()
    const [host, viewer] = [await studio.host(), await studio.viewer('豆豆妈')]
    await host.command({ type: 'goLive' })
    await viewer.say('多少钱')
    await viewer.until((client) => ownQuestions(client).length === 1)
    const kinds = new Set(viewer.frames.map(({ type }) => type))
    expect([...kinds].toSorted()).toEqual(expect.arrayContaining(['ownQuestions', 'room', 'welcome']))
    for (const kind of [
      'snapshot',
      'events',
      'feed',
      'presence',
      'health',
      'access',
      'cannedReplies',
    ] as const) {
      expect(kinds).not.toContain(kind)
    }
  })
})

test(
  'a second studio on the same data folder is refused, and the first one goes on',
  { timeout: 20_000 },
  async () => {
    const studio = await start()
    await expect(startTestService({ dataDir: studio.dataDir })).rejects.toMatchObject({ kind: 'busy' })
    const host = await studio.host()
    expect(await host.command({ type: 'goLive' })).toBeNull()
  },
)

describe('sessions', () => {
  test('a rehearsal plays a recorded room in a session of its own, and a show can be begun after it', async () => {
    const studio = await start()
    const host = await studio.host()
    const before = host.state.sessionId
    host.send({
      type: 'request',
      requestId: 'r1',
      request: { type: 'startRehearsal', roomId: 'cashmere-evening', speed: 8 },
    })
    await host.until(
      ({ state }) => state.kind === 'rehearsal' && state.questions.size > 0 && state.itemOnAir !== null,
    )
    expect(host.state.sessionId).not.toBe(before)
    host.send({ type: 'request', requestId: 'r2', request: { type: 'stopRehearsal' } })
    await host.until(({ state }) => state.phase === 'ended')
    host.send({ type: 'request', requestId: 'r3', request: { type: 'newSession', title: '周六上新' } })
    await host.until(({ state }) => state.title === '周六上新' && state.phase === 'preparing')
    expect(readdirSync(join(studio.dataDir, 'sessions')).filter((file) => file.endsWith('.db'))).toHaveLength(
      3,
    )
  })

  test('only the host may begin, end or open the studio to the network', async () => {
    const studio = await start()
    const lin = await studio.moderator('小林')
    expect(await lin.command({ type: 'goLive' })).toEqual({ kind: 'notAllowed' })
    lin.send({ type: 'request', requestId: 'r1', request: { type: 'setLanAccess', on: true } })
    const answer = await lin.frame(
      (frame): frame is Extract<Down, { type: 'requestFailed' }> => frame.type === 'requestFailed',
    )
    expect(answer).toMatchObject({ requestId: 'r1', problem: 'notAllowed' })
  })
})
