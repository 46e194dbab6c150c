import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { isPending } from '#shared/domain/questions/question.ts'
import type { Actor } from '#shared/domain/session/actor.ts'
import type { SignalingSettings } from '#shared/protocol/chat-source.ts'
import {
  createStaffClient,
  type OutsideLink,
  type StaffClient,
} from '#renderer/session-client/staff-client.ts'
import { InMemoryRoom } from '#renderer/session-client/testing/in-memory-room.ts'
import type { UnsentReply } from './publish-replies.ts'
import { RtmFailure } from './rtm-client.ts'
import { openSecretStore } from '#renderer/secrets/secret-store.ts'
import { createSignalingSource, type SignalingSource } from './signaling-source.ts'
import { ManualTimers } from '#renderer/timing/testing/manual-timers.ts'
import { NEVER, ScriptedRtm } from './testing/scripted-rtm.ts'

const HOST: Actor = { role: 'host', id: 'host', name: '禾姐' }
const SETTINGS: SignalingSettings = {
  enabled: true,
  appId: '0123456789abcdef0123456789abcdef',
  channel: 'live-room',
  userId: 'studio',
  tokenServerUrl: null,
}

type Told = Parameters<OutsideLink['tell']>[0]

let room: InMemoryRoom
let client: StaffClient
let agora: ScriptedRtm
let timers: ManualTimers
let source: SignalingSource
let told: Told[]
let unsent: UnsentReply[]

beforeEach(async () => {
  room = new InMemoryRoom('羊绒大衣之夜', Date.now, [])
  room.act(HOST, { type: 'goLive' })
  const inner = createStaffClient(room.connect(HOST))
  agora = new ScriptedRtm()
  timers = new ManualTimers()
  told = []
  unsent = []
  client = {
    ...inner,
    // The room in memory keeps no settings.
    request: (request) =>
      request.type === 'getChatSources'
        ? Promise.resolve({ ok: true, body: { type: 'chatSources', sources: { signaling: SETTINGS } } })
        : request.type === 'saveChatSources'
          ? Promise.resolve({ ok: true, body: { type: 'done' } })
          : inner.request(request),
    outside: { ...inner.outside, tell: (state) => void told.push(state) },
  }
  await vi.waitUntil(() => client.store.getState().session !== null)
  source = createSignalingSource({
    client,
    makeClient: agora.make,
    secrets: openSecretStore(undefined),
    timers,
    random: () => 0.5,
  })
  source.onUnsent((reply) => unsent.push(reply))
})
afterEach(async () => {
  const gone = source.dispose()
  await timers.pass(5_000)
  await gone
  client.close()
})

const connected = () => vi.waitUntil(() => source.store.getState().link.state === 'connected')
const say = async (publisher: string, payload: string): Promise<void> => {
  agora.happen({ type: 'message', publisher, payload })
  await timers.pass(100)
}
const questions = () => [...room.state.questions.values()]
const texts = () => room.lines.map(({ text }) => text)

describe('chat of the channel', () => {
  it('comes into the room with the names its messages bring; what is no chat is counted', async () => {
    await connected()
    await say('bean', '3号有L码吗')
    await say('relay', '{"chatname":"Lily","chatmessage":"so nice","type":"youtube","userid":"9"}')
    await say('app', '{"cmd":"gift"}')
    await expect.poll(texts).toEqual(['3号有L码吗', 'so nice'])
    expect(room.lines.map(({ userId, userName }) => [userId, userName])).toEqual([
      ['agora:bean', 'bean'],
      ['agora:relay/youtube/9', 'Lily'],
    ])
    await timers.pass(5_000)
    expect(told.at(-1)).toMatchObject({ state: 'connected', dropped: 1 })
  })

  it('is put to the host as a question when its sender marks it as one', async () => {
    await connected()
    await say('relay', '{"chatname":"Lily","chatmessage":"colour of number three","question":true}')
    await expect.poll(() => questions().length).toBe(1)
  })

  it('that was delivered before a break is not doubled after it', async () => {
    await connected()
    await say('bean', '好看')
    agora.link('DISCONNECTED', 'KEEP_ALIVE_TIMEOUT')
    await timers.pass(2_000)
    expect(told.at(-1)).toMatchObject({ state: 'reconnecting', problem: 'lost', online: null })
    agora.link('CONNECTED', 'RECONNECT_SUCCESS')
    await say('bean', '好看')
    await say('bean', '多少钱')
    await connected()
    const ids = room.lines.map(({ sourceMessageId }) => sourceMessageId)
    expect(texts()).toContain('多少钱')
    // The room in memory takes everything; the service drops what has come under the same id.
    expect(new Set(ids).size).toBe(2)
  })
})

describe('replies', () => {
  const ask = async (publisher: string, text: string): Promise<string> => {
    await say(publisher, text)
    await expect.poll(() => questions().filter(isPending).length).toBe(1)
    return questions().find(isPending)?.questionId ?? ''
  }

  it('go to the channel once, with the name of who asked', async () => {
    await connected()
    const questionId = await ask('bean', '3号有L码吗')
    room.act(HOST, { type: 'replyToQuestion', questionId, text: '有的，L码现货' })
    await expect.poll(() => agora.published).toEqual(['@bean 有的，L码现货'])
    room.act(HOST, { type: 'undo' })
    await timers.pass(1_000)
    expect(agora.published).toHaveLength(1)
  })

  it('of somebody of another source, and answers given aloud, stay where they are', async () => {
    await connected()
    const incoming = {
      source: 'room',
      sourceMessageId: null,
      userId: 'v1',
      userName: '木棉',
      sentAtMs: Date.now(),
    }
    room.say({ ...incoming, text: '多少钱' })
    room.act(HOST, { type: 'replyToQuestion', questionId: questions()[0]?.questionId ?? '', text: '399' })
    const aloud = await ask('bean', '3号有L码吗')
    room.act(HOST, { type: 'answerAloud', questionId: aloud })
    await expect.poll(() => client.store.getState().session?.totals.answered).toBe(2)
    await timers.pass(1_000)
    expect(agora.published).toEqual([])
  })

  it('that cannot be sent are told with the reason, never silently lost', async () => {
    await connected()
    agora.answers.set('publish', () => Promise.reject(new RtmFailure(-11039, 'no right to publish')))
    const first = await ask('bean', '3号有L码吗')
    room.act(HOST, { type: 'replyToQuestion', questionId: first, text: '有的' })
    await expect
      .poll(() => unsent)
      .toEqual([{ name: 'bean', reason: 'failed', detail: 'no right to publish' }])
    const second = await ask('lily', '什么时候发货')
    agora.link('DISCONNECTED', 'KEEP_ALIVE_TIMEOUT')
    room.act(HOST, { type: 'replyToQuestion', questionId: second, text: '明天' })
    await expect.poll(() => client.store.getState().session?.totals.answered).toBe(2)
    await timers.pass(1_000)
    expect(unsent.at(-1)).toMatchObject({ name: 'lily', reason: 'notConnected' })
    expect(told.at(-1)).toMatchObject({ unsentReplies: 2 })
  })
})

describe('a test of a set-up', () => {
  it('goes through every step with settings that are not saved, and receiving goes on afterwards', async () => {
    await connected()
    const steps: string[] = []
    const outcome = source.test({ ...SETTINGS, channel: 'other' }, undefined, ({ step, state }) =>
      steps.push(step ?? state),
    )
    await expect.poll(() => agora.places.at(-1)?.channel).toBe('other')
    agora.happen({ type: 'everybody', userIds: ['bean', 'lily'] })
    await timers.pass(1_000)
    expect(await outcome).toEqual({ ok: true, online: 2, withToken: false })
    expect(steps).toEqual(['token', 'login', 'channel', 'connected'])
    await connected()
    expect(agora.places.at(-1)?.channel).toBe('live-room')
    expect(agora.open).toBe(1)
  })

  it('names what failed', async () => {
    await connected()
    agora.answers.set('login', NEVER)
    const outcome = source.test(SETTINGS, 'a pasted token', () => undefined)
    await timers.pass(15_000)
    expect(await outcome).toMatchObject({
      ok: false,
      status: { step: 'login', problem: { problem: 'noNetwork' } },
    })
  })
})

describe('settings', () => {
  it('that switch it off end the login and say so', async () => {
    await connected()
    await source.save({ ...SETTINGS, enabled: false })
    expect(agora.open).toBe(0)
    expect(told.at(-1)).toMatchObject({ state: 'idle', online: null })
    await source.save({ ...SETTINGS, channel: 'other' }, 'a pasted token')
    await connected()
    expect(agora.calls.at(-2)).toBe('login a pasted token')
    expect(source.store.getState().tokenHeld).toBe(true)
  })
})
