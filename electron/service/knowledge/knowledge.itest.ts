import { afterEach, beforeEach, expect, it } from 'vitest'

import { productSchema } from '#shared/domain/products/product.ts'
import { itemOf } from '#shared/domain/run-sheet/item.ts'
import { startTestService, type TestService } from '../testing/test-service.ts'
import type { WireClient } from '../testing/wire-client.ts'

let studio: TestService
beforeEach(async () => {
  studio = await startTestService()
})
afterEach(() => studio.stop())

type Sent = Parameters<WireClient['send']>[0]
type Request = Extract<Sent, { type: 'request' }>['request']
type Command = Extract<Sent, { type: 'command' }>['command']
let ids = 0

async function ask(client: WireClient, request: Request) {
  const requestId = `r${(ids += 1)}`
  client.send({ type: 'request', requestId, request })
  return client.frame(
    (frame): frame is Extract<typeof frame, { type: 'response' | 'requestFailed' }> =>
      (frame.type === 'response' || frame.type === 'requestFailed') && frame.requestId === requestId,
  )
}

async function command(client: WireClient, wanted: Command): Promise<void> {
  const commandId = `command-${(ids += 1)}`
  client.send({ type: 'command', commandId, command: wanted })
  await client.frame(
    (frame): frame is Extract<typeof frame, { type: 'ack' }> =>
      frame.type === 'ack' && frame.commandId === commandId,
  )
}

/** A viewer asks; resolves with the id of the thread. */
async function question(viewer: WireClient, text: string): Promise<string> {
  const commandId = `say-${(ids += 1)}-of-viewer`
  viewer.send({ type: 'say', commandId, text })
  await viewer.frame(
    (frame): frame is Extract<typeof frame, { type: 'ack' }> =>
      frame.type === 'ack' && frame.commandId === commandId,
  )
  const threads = [...studio.service.running().state().questions.values()]
  return threads.find(({ messages }) => messages.some((one) => one.text === text))?.questionId ?? ''
}

const COAT = productSchema.parse({
  ...{ productId: 'COAT', name: '双面呢大衣', listPriceFen: 59_900 },
  faq: [{ question: '会不会起球', answer: '轻微，送除球器' }],
})

it('proposes with sources, learns what is sent, and unlearns what is taken back', async () => {
  const moderator = await studio.moderator('小林')
  const host = await studio.host()
  const viewer = await studio.viewer('豆豆妈')
  expect(await ask(moderator, { type: 'saveProduct', product: COAT, before: null })).toMatchObject({
    type: 'response',
  })
  await command(host, { type: 'goLive' })
  const item = itemOf({ number: 3, title: '大衣', productId: 'COAT', priceFen: 39_900, listPriceFen: 59_900 })
  await command(host, { type: 'putItemOnAir', item })

  const questionId = await question(viewer, '3号起秋吗')
  expect(await ask(moderator, { type: 'suggestReplies', questionId })).toMatchObject({
    body: {
      suggestions: [
        { text: '轻微，送除球器', source: { kind: 'faq', title: '会不会起球', productId: 'COAT' } },
      ],
    },
  })

  const strap = await question(viewer, '腰带丢了能单独配吗')
  await command(moderator, { type: 'replyToQuestion', questionId: strap, text: '豆豆妈，可以免费补一条' })
  const learned = await ask(moderator, { type: 'listLearnedReplies' })
  expect(learned).toMatchObject({
    body: { replies: [{ text: '{viewer}，可以免费补一条', productId: 'COAT', uses: 1 }] },
  })
  await command(moderator, { type: 'undo' })
  expect(await ask(moderator, { type: 'listLearnedReplies' })).toMatchObject({ body: { replies: [] } })
})

it('proposes no longer what answered somebody who was forgotten', async () => {
  const host = await studio.host()
  const viewer = await studio.viewer('豆豆妈')
  const proposed = async (questionId: string): Promise<readonly string[]> => {
    const answer = await ask(host, { type: 'suggestReplies', questionId })
    if (answer.type !== 'response' || answer.body.type !== 'suggestedReplies') throw new Error('no proposals')
    return answer.body.suggestions.map(({ text }) => text)
  }
  const first = await question(viewer, '腰带丢了能单独配吗')
  await command(host, { type: 'replyToQuestion', questionId: first, text: '小美说可以免费补一条' })
  const { userId, userName } = await host.firstLine()
  await ask(host, { type: 'setFanStanding', userId, userName, tier: 'vip', privateDomain: true })
  const facts = await ask(host, { type: 'getFanFacts', userId })
  if (facts.type !== 'response' || facts.body.type !== 'fanFacts') throw new Error('no facts')
  await ask(host, { type: 'newSession', title: '下一场' })
  const again = await question(await studio.viewer('b'), '腰带丢了可以单独配吗')
  expect(await proposed(again)).toEqual(['小美说可以免费补一条'])

  await ask(host, { type: 'forgetFan', fanId: facts.body.facts?.fan.fanId ?? '' })
  while ((await proposed(again)).length > 0) await new Promise((resolve) => setImmediate(resolve))
})

it('counts a proposal that was used as used, and learns nothing twice', async () => {
  const moderator = await studio.moderator('小林')
  const viewer = await studio.viewer('豆豆妈')
  const policy = { id: 'ship', title: '发货时间', intent: 'shipping' as const, text: '48 小时内发出' }
  await ask(moderator, { type: 'savePolicy', policy })
  const questionId = await question(viewer, '多久发货')
  await command(moderator, { type: 'replyToQuestion', questionId, text: '48小时内发出哦' })
  expect(await ask(moderator, { type: 'listLearnedReplies' })).toMatchObject({ body: { replies: [] } })
})

it('never writes over what somebody else has made of a product meanwhile', async () => {
  const moderator = await studio.moderator('小林')
  await ask(moderator, { type: 'saveProduct', product: COAT, before: null })
  const mine = { ...COAT, name: '我的' }
  expect(await ask(moderator, { type: 'saveProduct', product: mine, before: null })).toMatchObject({
    problem: 'invalid',
  })
  await ask(moderator, { type: 'saveProduct', product: { ...COAT, name: '别人的' }, before: COAT })
  expect(await ask(moderator, { type: 'saveProduct', product: mine, before: COAT })).toMatchObject({
    problem: 'wrongPhase',
  })
  expect(await ask(moderator, { type: 'findProducts', text: '别人', offset: 0, limit: 10 })).toMatchObject({
    body: { total: 1, products: [{ productId: 'COAT', name: '别人的' }] },
  })
})
