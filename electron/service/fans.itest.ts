import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'

import { editOf } from '#shared/domain/fans/fan-edit.ts'
import type { FanQuery } from '#shared/domain/fans/fan-query.ts'
import type { Fan } from '#shared/domain/fans/fan.ts'
import type { Down, ResponseBody } from '#shared/protocol/down.ts'
import type { Request } from '#shared/protocol/up.ts'
import { verifySessionLog } from './log/verify.ts'
import { startTestService, type TestService } from './testing/test-service.ts'
import type { WireClient } from './testing/wire-client.ts'

let studio: TestService
afterEach(() => studio.stop())

type Answer = Extract<Down, { type: 'response' | 'requestFailed' }>
let requests = 0

async function answer(client: WireClient, request: Request): Promise<Answer> {
  const requestId = `r${++requests}`
  client.send({ type: 'request', requestId, request })
  return client.frame(
    (frame): frame is Answer =>
      (frame.type === 'response' || frame.type === 'requestFailed') && frame.requestId === requestId,
  )
}

async function ask<Type extends ResponseBody['type']>(
  client: WireClient,
  request: Request,
  type: Type,
): Promise<Extract<ResponseBody, { type: Type }>> {
  const given = await answer(client, request)
  if (given.type === 'requestFailed') throw new Error(given.message)
  const is = (body: ResponseBody): body is Extract<ResponseBody, { type: Type }> => body.type === type
  if (!is(given.body)) throw new Error(`${given.body.type} instead of ${type}`)
  return given.body
}

const query: FanQuery = {
  text: '',
  tier: null,
  privateDomain: null,
  tag: null,
  sessionId: null,
  sort: 'lastSeen',
  offset: 0,
  limit: 50,
}
const fansOf = async (host: WireClient, rest: Partial<FanQuery> = {}): Promise<readonly Fan[]> =>
  (await ask(host, { type: 'findFans', query: { ...query, ...rest } }, 'fans')).fans

/** Asks again until the answer fits: the service works on it by itself. */
async function eventually<Value>(
  read: () => Promise<Value>,
  fits: (value: Value) => boolean,
): Promise<Value> {
  for (;;) {
    const value = await read()
    if (fits(value)) return value
    await new Promise((resolve) => setImmediate(resolve))
  }
}

async function showWith(name: string): Promise<{ host: WireClient; viewer: WireClient; fan: Fan }> {
  const host = await studio.host()
  await host.command({ type: 'goLive' })
  const viewer = await studio.viewer(name)
  await viewer.say('3号有L码吗？我是王小梅')
  const line = await host.firstLine()
  await answer(host, {
    type: 'setFanStanding',
    userId: line.userId,
    userName: line.userName,
    tier: 'vip',
    privateDomain: true,
  })
  const [fan] = await fansOf(host)
  if (!fan) throw new Error('the fan is not in the library')
  return { host, viewer, fan }
}

test('a viewer made a fan in the chat is found, edited against what others changed, and counted as a visit', async () => {
  studio = await startTestService()
  const { host, viewer, fan } = await showWith('王小梅')
  expect(fan).toMatchObject({ name: '王小梅', tier: 'vip', tierBy: 'hand', privateDomain: true })
  await viewer.say('来了')
  const [seen] = await eventually(
    () => fansOf(host, { sessionId: host.state.sessionId }),
    (fans) => fans.length > 0,
  )
  expect(seen).toMatchObject({ fanId: fan.fanId, visits: 1 })

  const edit = { ...editOf(fan), sayAs: '梅姐', tags: ['敏感肌'] }
  const save = (updatedAtMs: number) =>
    ask(host, { type: 'saveFan', fanId: fan.fanId, edit, updatedAtMs }, 'fanSaved')
  const first = await save(fan.updatedAtMs)
  expect(first.outcome).toMatchObject({ kind: 'saved', fan: { sayAs: '梅姐', visits: 1 } })
  expect((await save(fan.updatedAtMs)).outcome).toMatchObject({
    kind: 'changedSince',
    fan: { sayAs: '梅姐' },
  })
  expect((await fansOf(host, { text: '敏感' })).length).toBe(1)

  const other = await ask(
    host,
    { type: 'saveFan', fanId: null, edit: { ...edit, name: '另一位' }, updatedAtMs: null },
    'fanSaved',
  )
  expect(other.outcome).toMatchObject({ kind: 'identityTaken', fan: { fanId: fan.fanId } })
})

test('the library of fans is the host’s: moderators are refused', async () => {
  studio = await startTestService()
  const lin = await studio.moderator('小林')
  for (const request of [
    { type: 'findFans', query },
    { type: 'forgetFan', fanId: 'f1' },
    { type: 'applyTierRules', rules: [] },
  ] satisfies Request[]) {
    expect(await answer(lin, request)).toMatchObject({ problem: 'notAllowed' })
  }
})

test('forgetting waits for the end of the show, and then nothing of the person is left in any file', async () => {
  studio = await startTestService()
  const { host, viewer, fan } = await showWith('王小梅')
  const userId = fan.identities[0]?.userId ?? ''
  const [question] = host.state.questions.values()
  if (question)
    await host.command({ type: 'replyToQuestion', questionId: question.questionId, text: '王小梅您好，有的' })
  const sessionId = host.state.sessionId
  viewer.close()

  const { erasures } = await ask(host, { type: 'forgetFan', fanId: fan.fanId }, 'erasures')
  expect(erasures).toMatchObject({ people: 1, logs: 1 })
  expect(await fansOf(host)).toEqual([])
  await host.command({ type: 'endShow' })
  // The log is open until another session begins.
  await answer(host, { type: 'newSession', title: '下一场' })
  await eventually(
    async () => (await ask(host, { type: 'getErasures' }, 'erasures')).erasures,
    ({ logs }) => logs === 0,
  )

  const log = join(studio.dataDir, 'sessions', `${sessionId}.db`)
  expect(verifySessionLog(log)).toMatchObject({ ok: true })
  const text = [log, join(studio.dataDir, 'library.db'), join(studio.dataDir, 'library.db-wal')]
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file).toString('utf8'))
    .join('')
  expect(text).toContain('3号有L码吗？我是***')
  expect(text).not.toContain('王小梅')
  expect(text).not.toContain(userId)
})
