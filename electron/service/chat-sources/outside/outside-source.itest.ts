import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'

import type { Down } from '#shared/protocol/down.ts'
import type { Up } from '#shared/protocol/up.ts'
import { openSessionLogReader } from '../../log/log-reader.ts'
import { startTestService, type TestService } from '../../testing/test-service.ts'
import { WireClient } from '../../testing/wire-client.ts'

let running: TestService | null = null
const start = async (): Promise<TestService> => {
  running = await startTestService()
  return running
}
afterEach(async () => {
  await running?.stop()
  running = null
})

type Message = Extract<Up, { type: 'ingest' }>['messages'][number]

const message = (id: string, text: string, userId = 'u1'): Message => ({
  sourceMessageId: id,
  userId,
  userName: userId,
  text,
  sentAtMs: Date.now(),
})
const stateFrame = (online: number): Up => ({
  type: 'sourceState',
  source: 'agora',
  state: 'connected',
  problem: null,
  online,
  dropped: 0,
  unsentReplies: 0,
})

const ingest = async (host: WireClient, messages: Message[], commandId: string = randomUUID()) => {
  host.send({ type: 'ingest', commandId, source: 'agora', messages })
  return host.frame(
    (frame): frame is Extract<Down, { type: 'ack' | 'refused' }> =>
      (frame.type === 'ack' || frame.type === 'refused') && frame.commandId === commandId,
  )
}
const healthOf = (client: WireClient) =>
  client.frames.findLast((frame) => frame.type === 'health')?.sources.find(({ source }) => source === 'agora')
const pending = ({ state }: WireClient) => [...state.questions.values()]

describe('chat that the host window hands on', () => {
  test('reaches the log and the queue like every other, and doubles after a reconnect are passed over', async () => {
    const studio = await start()
    const [host, lin] = [await studio.host(), await studio.moderator('小林')]
    await host.command({ type: 'goLive' })
    const messages = [message('m1', '有L码吗'), message('m2', '\u202e好看\u0007')]
    expect(await ingest(host, messages)).toMatchObject({ type: 'ack', durable: true })
    await lin.until((client) => pending(client).length === 1)
    expect(pending(lin)[0]?.messages[0]).toMatchObject({ userId: 'agora:u1', text: '有L码吗' })

    // The acknowledgement was lost with the connection: the window sends the same again over another one.
    host.close()
    const back = await WireClient.openHost(studio.service.transport.hostUrl)
    expect(await ingest(back, messages)).toMatchObject({ type: 'ack' })
    expect(await ingest(back, [message('m3', '多少钱')])).toMatchObject({ type: 'ack' })
    await back.until(({ state }) => state.questions.size === 2)

    const { sessionId } = back.state
    back.close()
    const log = openSessionLogReader(join(studio.dataDir, 'sessions', `${sessionId}.db`))
    const lines = log.chatBefore(null, 10).map(({ text }) => text)
    log.close()
    expect(lines).toEqual(['有L码吗', '好看', '多少钱'])
  })

  test('is refused from a moderator, whose connection ends', async () => {
    const studio = await start()
    const lin = await studio.moderator('小林')
    lin.send({
      type: 'ingest',
      commandId: randomUUID(),
      source: 'agora',
      messages: [message('m1', '有L码吗')],
    })
    await lin.until(({ closeCode }) => closeCode !== null).catch(() => undefined)
    expect(lin.frames.findLast(({ type }) => type === 'bye')).toMatchObject({ reason: 'badFrame' })
    expect(studio.service.running().state().totals.danmaku).toBe(0)
  })

  test('in a burst of 5,000 loses no question', async () => {
    const studio = await start()
    const host = await studio.host()
    await host.command({ type: 'goLive' })
    const burst = Array.from({ length: 5_000 }, (_, index) =>
      message(`m${index}`, index % 100 === 0 ? `${index}号链接多少钱` : `太好看了${index}`, `u${index}`),
    )
    const frames = Array.from({ length: 25 }, (_, index) => burst.slice(index * 200, index * 200 + 200))
    const answers = await Promise.all(frames.map((part) => ingest(host, part)))
    expect(answers.every(({ type }) => type === 'ack')).toBe(true)
    expect(studio.service.running().state().totals.danmaku).toBe(5_000)
    const asked = [...studio.service.running().state().questions.values()].flatMap((question) => [
      ...question.messages,
      ...question.further,
    ])
    expect(asked.length).toBe(50)
  })

  test('of one writer who floods stays out beyond what a person writes, and is counted', async () => {
    const studio = await start()
    const host = await studio.host()
    await host.command({ type: 'goLive' })
    host.send(stateFrame(1))
    await ingest(
      host,
      Array.from({ length: 200 }, (_, index) => message(`m${index}`, `买它${index}`)),
    )
    await host.until((client) => (healthOf(client)?.dropped ?? 0) > 150)
    expect(studio.service.running().state().totals.danmaku).toBeLessThan(50)
  })
})

describe('the state of an outside source', () => {
  test('is told to the staff with its viewers, and is no longer connected when the host window goes', async () => {
    const studio = await start()
    const [host, lin] = [await studio.host(), await studio.moderator('小林')]
    expect(healthOf(lin)).toBeUndefined()
    host.send(stateFrame(812))
    await lin.until((client) => healthOf(client)?.state === 'connected')
    expect(healthOf(lin)).toMatchObject({ online: 812, problem: null })
    await lin.until(({ frames }) =>
      frames.some((frame) => frame.type === 'presence' && frame.viewers === 812),
    )
    host.close()
    await lin.until((client) => healthOf(client)?.state === 'failed')
    expect(healthOf(lin)).toMatchObject({ problem: 'hostGone', online: null })
  })

  test('puts thousands of viewers into the log in steps, each once', async () => {
    const studio = await start()
    const host = await studio.host()
    await host.command({ type: 'goLive' })
    host.send(stateFrame(3_000))
    const everybody = Array.from({ length: 3_000 }, (_, index) => ({
      userId: `u${index}`,
      userName: `观众${index}`,
    }))
    for (let round = 1; round <= 2; round++) {
      for (let from = 0; from < everybody.length; from += 200) {
        const entered = everybody.slice(from, from + 200)
        const last = from + 200 >= everybody.length
        host.send({ type: 'sourcePresence', source: 'agora', entered, left: [], snapshot: { round, last } })
      }
    }
    await host.until(({ state }) => state.totals.entries === 3_000)
    expect(studio.service.running().state().totals.entries).toBe(3_000)
  })
})

describe('how Signaling is reached', () => {
  const signaling = {
    enabled: true,
    appId: '0123456789abcdef0123456789abcdef',
    channel: 'live-room',
    userId: 'host',
    tokenServerUrl: null,
  }
  const ask = async (client: WireClient, request: Extract<Up, { type: 'request' }>['request']) => {
    const requestId = randomUUID()
    client.send({ type: 'request', requestId, request })
    return client.frame(
      (frame): frame is Extract<Down, { type: 'response' | 'requestFailed' }> =>
        (frame.type === 'response' || frame.type === 'requestFailed') && frame.requestId === requestId,
    )
  }

  test('is kept for the host, and no moderator may read it', async () => {
    const studio = await start()
    const [host, lin] = [await studio.host(), await studio.moderator('小林')]
    expect(await ask(host, { type: 'getChatSources' })).toMatchObject({
      body: { sources: { signaling: null } },
    })
    expect(await ask(host, { type: 'saveChatSources', signaling })).toMatchObject({ type: 'response' })
    expect(await ask(host, { type: 'getChatSources' })).toMatchObject({ body: { sources: { signaling } } })
    expect(await ask(lin, { type: 'getChatSources' })).toMatchObject({ problem: 'notAllowed' })
    expect(await ask(lin, { type: 'fetchSourceToken', signaling })).toMatchObject({ problem: 'notAllowed' })
  })
})
