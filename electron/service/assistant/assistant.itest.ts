import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { originOf } from '#shared/domain/assistant/assistant-settings.ts'
import type { UnattendedRules } from '#shared/domain/assistant/unattended-rules.ts'
import type { Question } from '#shared/domain/questions/question.ts'
import { itemOf } from '#shared/domain/run-sheet/item.ts'
import type { Down, ResponseBody } from '#shared/protocol/down.ts'
import type { Request } from '#shared/protocol/up.ts'
import { systemClock, type Clock } from '../clock.ts'
import { openSessionLogReader } from '../log/log-reader.ts'
import { startTestService, type TestService } from '../testing/test-service.ts'
import type { WireClient } from '../testing/wire-client.ts'
import { drafted, fails, startModelServer, type ModelServer } from './testing/model-server.ts'

const KEY = 'sk-very-secret-key-1234'
const POLICY = {
  id: 'p1',
  title: '多久发货',
  intent: 'shipping' as const,
  text: '付款后48小时内发货，默认发中通。',
}
const RULES: UnattendedRules = { intents: ['shipping'], floor: 0.6, hours: null, perMinute: 6, drafts: false }

let studio: TestService
let model: ModelServer
let host: WireClient
/** Added to the service's clock: the wait for people need not be waited for. */
let aheadMs = 0
const clock: Clock = { ...systemClock, nowMs: () => Date.now() + aheadMs }

beforeEach(async () => {
  aheadMs = 0
  model = await startModelServer()
  studio = await startTestService({ clock })
  host = await studio.host()
  await ask(host, { type: 'savePolicy', policy: POLICY })
  await host.command({ type: 'goLive' })
})
afterEach(async () => {
  await studio.stop()
  await model.stop()
})

type Answered = Extract<Down, { type: 'response' | 'requestFailed' }>
async function outcome(client: WireClient, request: Request): Promise<Answered> {
  const requestId = randomUUID()
  client.send({ type: 'request', requestId, request })
  return client.frame(
    (frame): frame is Answered =>
      (frame.type === 'response' || frame.type === 'requestFailed') && frame.requestId === requestId,
  )
}
async function ask(client: WireClient, request: Request): Promise<ResponseBody> {
  const answered = await outcome(client, request)
  if (answered.type === 'requestFailed') throw new Error(answered.message)
  return answered.body
}

async function asked(viewer: WireClient, text: string): Promise<Question> {
  expect(await viewer.say(text)).toBeNull()
  const find = () => [...host.state.questions.values()].find(({ messages }) => messages[0]?.text === text)
  await host.until(() => find() !== undefined)
  const question = find()
  if (!question) throw new Error('no question')
  return question
}

async function setUp(): Promise<void> {
  const settings = { on: true, baseUrl: model.baseUrl, model: 'qwen-plus' }
  await ask(host, { type: 'saveAssistant', settings })
  await ask(host, { type: 'holdAssistantKey', origin: originOf(model.baseUrl), key: KEY })
}

const draftFor = async (client: WireClient, questionId: string) => {
  const body = await ask(client, { type: 'draftReply', questionId })
  return body.type === 'draft' ? body.outcome : null
}

const lifecycleOf = (questionId: string) => host.state.questions.get(questionId)?.lifecycle

describe('a draft', () => {
  test('is off until the host sets it up, and the host alone sees how', async () => {
    const lin = await studio.moderator('小林')
    const { questionId } = await asked(await studio.viewer('豆豆妈'), '多久发货呀')
    expect(await ask(lin, { type: 'getDrafting' })).toMatchObject({ offered: false })
    expect(await draftFor(lin, questionId)).toEqual({ kind: 'failed', problem: 'off', detail: '' })
    for (const type of ['getAssistant'] as const)
      expect(await outcome(lin, { type })).toMatchObject({ problem: 'notAllowed' })
    await setUp()
    const body = await ask(host, { type: 'getAssistant' })
    expect(body).toMatchObject({ settings: { on: true, model: 'qwen-plus' }, keyHeld: true })
    expect(JSON.stringify(body)).not.toContain(KEY)
    expect(await ask(lin, { type: 'getDrafting' })).toEqual({
      type: 'drafting',
      offered: true,
      model: 'qwen-plus',
    })
    expect(model.asked).toEqual([])
  })

  test('is written from the shop’s own sources, without a viewer’s name or id leaving the studio', async () => {
    await setUp()
    const lin = await studio.moderator('小林')
    const question = await asked(
      await studio.viewer('豆豆妈'),
      '@客服 多久发货呀，豆豆妈等着，电话13800001111',
    )
    model.answer = () => `\`\`\`json\n${drafted('付款后48小时内就发出啦')}\n\`\`\``
    expect(await draftFor(lin, question.questionId)).toEqual({
      kind: 'drafted',
      draft: {
        text: '付款后48小时内就发出啦',
        sources: [{ kind: 'policy', title: '多久发货', productId: null, productName: '' }],
        confidence: 0.95,
        warnings: [],
        model: 'qwen-plus',
      },
    })
    const sent = JSON.stringify(model.asked)
    expect(sent).toContain(POLICY.text)
    expect(sent).toContain('多久发货呀')
    for (const secret of [
      '豆豆妈',
      '13800001111',
      '@客服',
      question.messages[0]?.userId ?? '-',
      question.questionId,
    ])
      expect(sent).not.toContain(secret)
    expect(lifecycleOf(question.questionId)?.status).toBe('open')
  })

  test('comes with a warning for a price off the sheet and for a number that stands nowhere', async () => {
    await setUp()
    const coat = itemOf({
      itemId: 'i1',
      number: 3,
      title: '羊绒大衣',
      listPriceFen: 59_900,
      priceFen: 39_900,
    })
    expect(await host.command({ type: 'addItem', item: coat, index: 0 })).toBeNull()
    const { questionId } = await asked(await studio.viewer('a'), '3号多少钱')
    model.answer = () => drafted('3号现在 ¥299，还送12个月保修')
    expect(await draftFor(host, questionId)).toMatchObject({
      kind: 'drafted',
      draft: {
        warnings: [
          { kind: 'price', saidFen: 29_900, expectedFen: 39_900 },
          { kind: 'number', numbers: ['299', '12'] },
        ],
      },
    })
  })

  test('that the sources do not bear, or that nothing is known for, is none', async () => {
    await setUp()
    model.answer = () => drafted(null)
    const viewer = await studio.viewer('a')
    expect(await draftFor(host, (await asked(viewer, '多久发货呀')).questionId)).toEqual({
      kind: 'cannotAnswer',
      why: 'notInSources',
    })
    model.answer = () => '我觉得可以哦'
    const again = await asked(await studio.viewer('b'), '发什么快递呀')
    expect(await draftFor(host, again.questionId)).toMatchObject({ kind: 'failed', problem: 'badAnswer' })
  })

  test('is asked for once for a thread, shared by who waits, and given up when nobody does', async () => {
    await setUp()
    const lin = await studio.moderator('小林')
    const { questionId } = await asked(await studio.viewer('a'), '多久发货呀')
    const began = Promise.withResolvers<() => void>()
    model.answer = () => (response) => began.resolve(() => void response.destroy())
    const [one, two] = [draftFor(host, questionId), draftFor(lin, questionId)]
    await began.promise
    await ask(lin, { type: 'getDrafting' })
    expect(model.asked).toHaveLength(1)
    await ask(host, { type: 'cancelDraft', questionId })
    await ask(lin, { type: 'cancelDraft', questionId })
    for (const waiting of [one, two])
      expect(await waiting).toEqual({ kind: 'failed', problem: 'cancelled', detail: '' })
    model.answer = () => drafted('48小时内')
    expect(await draftFor(lin, questionId)).toMatchObject({ kind: 'drafted' })
  })

  test('that fails says why, and the key is in no log and no file', async () => {
    const { questionId } = await asked(await studio.viewer('a'), '多久发货呀')
    await setUp()
    model.answer = () => fails(401, `Incorrect API key provided: ${KEY}`, 'invalid_api_key')
    const failed = await draftFor(host, questionId)
    expect(failed).toMatchObject({ kind: 'failed', problem: 'badKey' })
    expect(JSON.stringify(host.frames)).not.toContain(KEY)
    const files = readdirSync(studio.dataDir, { recursive: true, withFileTypes: true }).filter((one) =>
      one.isFile(),
    )
    expect(files.length).toBeGreaterThan(1)
    for (const { parentPath, name } of files)
      expect(readFileSync(join(parentPath, name)).includes(KEY)).toBe(false)
  })

  test('goes nowhere with a key when the address has become another one', async () => {
    await setUp()
    const other = await startModelServer()
    const settings = { on: true, baseUrl: other.baseUrl, model: 'm' }
    await ask(host, { type: 'saveAssistant', settings })
    expect(await ask(host, { type: 'getAssistant' })).toMatchObject({ keyHeld: false })
    await ask(host, { type: 'testAssistant', settings, key: null })
    expect(other.asked.map(({ authorization }) => authorization)).toEqual([undefined])
    await other.stop()
  })

  test('set-up can be tried before it is saved', async () => {
    const settings = { on: false, baseUrl: model.baseUrl, model: 'm' }
    model.answer = () => 'ok'
    expect(await ask(host, { type: 'testAssistant', settings, key: KEY })).toMatchObject({ problem: null })
    model.answer = () => fails(404, 'no such model', 'model_not_found')
    expect(await ask(host, { type: 'testAssistant', settings, key: KEY })).toMatchObject({
      problem: 'unknownModel',
      detail: expect.stringContaining('no such model'),
    })
  })
})

describe('unattended hours', () => {
  const switchOn = async (rules: Partial<UnattendedRules> = {}): Promise<void> =>
    expect(await host.command({ type: 'switchUnattended', rules: { ...RULES, ...rules } })).toBeNull()

  test('answer what the shop has written down, marked for the viewer, with the grounds in the log', async () => {
    await switchOn()
    const viewer = await studio.viewer('豆豆妈')
    const { questionId } = await asked(viewer, '多久发货呀')
    aheadMs = 18_500
    await host.until(() => lifecycleOf(questionId)?.status === 'answered')
    expect(lifecycleOf(questionId)?.answer).toMatchObject({
      how: 'reply',
      text: POLICY.text,
      automatic: true,
      byName: '',
    })
    expect(host.state.totals).toMatchObject({ answered: 1, answeredInTime: 1 })
    const told = await viewer.frame(
      (frame): frame is Extract<Down, { type: 'ownQuestions' }> =>
        frame.type === 'ownQuestions' && frame.questions.some(({ state }) => state === 'answered'),
    )
    expect(told.questions[0]).toMatchObject({ reply: POLICY.text, automatic: true, how: 'reply' })
    const log = openSessionLogReader(join(studio.dataDir, 'sessions', `${host.state.sessionId}.db`))
    const bodies = [...log.iterate()]
      .filter(({ type }) => type === 'questionAnswered')
      .map(({ body }) => body)
    log.close()
    expect(bodies).toMatchObject([
      {
        grounds: { by: 'knowledge', sources: [{ kind: 'policy' }], rule: { intent: 'shipping', floor: 0.6 } },
      },
    ])
    // What the studio said by itself teaches it nothing.
    expect(await ask(host, { type: 'listLearnedReplies' })).toMatchObject({ replies: [] })
    expect(await host.command({ type: 'reopenQuestion', questionId })).toBeNull()
    expect(host.state.totals.answered).toBe(0)
  })

  test('leave a thread that somebody holds and an intent not chosen, and stop at one press of anybody', async () => {
    await switchOn({ floor: 0.5 })
    const lin = await studio.moderator('小林')
    const held = await asked(await studio.viewer('a'), '多久发货呀')
    const other = await asked(await studio.viewer('b'), '3号多少钱')
    const free = await asked(await studio.viewer('c'), '48小时能发货吗，发中通吗')
    aheadMs = 15_000
    expect(await lin.command({ type: 'claimQuestion', questionId: held.questionId })).toBeNull()
    aheadMs = 19_000
    await host.until(() => lifecycleOf(free.questionId)?.status === 'answered')
    expect(lifecycleOf(held.questionId)?.status).toBe('claimed')
    expect(lifecycleOf(other.questionId)?.status).toBe('open')
    expect(await lin.command({ type: 'switchUnattended', rules: RULES })).toEqual({ kind: 'notAllowed' })
    expect(await lin.command({ type: 'switchUnattended', rules: null })).toBeNull()
    await host.until(({ state }) => state.unattendedHours.rules === null)
    expect(host.state.unattendedHours.switched?.byName).toBe('小林')
  })

  test('send a draft only when drafts are allowed and nothing is held against it', async () => {
    await setUp()
    model.answer = ({ body }) =>
      drafted(body.messages[1]?.content.includes('快递') ? '默认发中通哦' : '24小时内就发')
    await switchOn({ drafts: true, floor: 0.9 })
    await ask(host, {
      type: 'savePolicy',
      policy: { ...POLICY, title: '其他', text: '默认发中通，偏远地区发邮政' },
    })
    const good = await asked(await studio.viewer('a'), '你家发的啥快递')
    aheadMs = 18_500
    await host.until(() => lifecycleOf(good.questionId)?.status === 'answered')
    expect(lifecycleOf(good.questionId)?.answer).toMatchObject({ text: '默认发中通哦', automatic: true })
    const doubtful = await asked(await studio.viewer('b'), '几天发货能到呢')
    aheadMs = 37_500
    await host.until(() => model.asked.length === 2)
    expect(await host.command({ type: 'renameSession', title: '看一眼' })).toBeNull()
    await host.until(({ state }) => state.title === '看一眼')
    expect(lifecycleOf(doubtful.questionId)?.status).toBe('open')
  })

  test('end with the show, and the next begins without', async () => {
    await switchOn()
    expect(await host.command({ type: 'endShow' })).toBeNull()
    await host.until(({ state }) => state.phase === 'ended')
    expect(host.state.unattendedHours.rules).toBeNull()
    await ask(host, { type: 'newSession', title: '下一场' })
    await host.until(({ state }) => state.title === '下一场')
    expect(host.state.unattendedHours.rules).toBeNull()
    expect(await ask(host, { type: 'getAssistant' })).toMatchObject({ rules: RULES })
  })

  test('show beforehand what they would have answered', async () => {
    await asked(await studio.viewer('a'), '多久发货呀')
    await asked(await studio.viewer('b'), '3号多少钱')
    expect(await ask(host, { type: 'previewUnattended', rules: RULES })).toMatchObject({
      questions: 2,
      chosen: 1,
      wouldAnswer: 1,
      answers: [{ question: '多久发货呀', text: POLICY.text }],
    })
  })
})
