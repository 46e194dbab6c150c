import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'

import type { FanQuery } from '#shared/domain/fans/fan-query.ts'
import { NO_SYNC, type SyncSettings } from '#shared/domain/sync/sync-settings.ts'
import type { ResponseBody } from '#shared/protocol/down.ts'
import type { SyncStatus } from '#shared/protocol/sync.ts'
import type { Request } from '#shared/protocol/up.ts'
import { startTestService, type TestService } from '../testing/test-service.ts'
import type { WireClient } from '../testing/wire-client.ts'
import { startFaultyCollector, type FaultyCollector } from './testing/faulty-collector.ts'

const TOKEN = 'token'

const EVERY_FAN: FanQuery = {
  text: '',
  tier: null,
  privateDomain: null,
  tag: null,
  sessionId: null,
  sort: 'lastSeen',
  offset: 0,
  limit: 5,
}

let service: TestService
let collector: FaultyCollector
let host: WireClient

beforeEach(async () => {
  service = await startTestService()
  collector = await startFaultyCollector(TOKEN)
  host = await service.host()
})
afterEach(async () => {
  await service.stop()
  await collector.close()
})

async function ask(request: Request): Promise<ResponseBody> {
  const requestId = randomUUID()
  host.send({ type: 'request', requestId, request })
  const answered = () =>
    host.frames.find(
      (frame) =>
        (frame.type === 'response' || frame.type === 'requestFailed') && frame.requestId === requestId,
    )
  await host.until(() => answered() !== undefined)
  const answer = answered()
  if (answer?.type !== 'response') throw new Error(JSON.stringify(answer))
  return answer.body
}
const set = async (settings: Partial<SyncSettings> = {}): Promise<void> => {
  await ask({ type: 'saveSync', settings: { ...NO_SYNC, url: collector.url, ...settings } })
  await ask({ type: 'holdSyncToken', origin: collector.url, token: TOKEN })
}
const status = (): SyncStatus | null => {
  const frame = host.frames.findLast(({ type }) => type === 'syncStatus')
  return frame?.type === 'syncStatus' ? frame.status : null
}
const statusIs = (is: (status: SyncStatus) => boolean): Promise<void> =>
  host.until(() => {
    const now = status()
    return now !== null && is(now)
  })
const pushes = (): number => collector.seen.filter(({ method }) => method !== 'GET').length
const isAllThere = ({ state, unsynced }: SyncStatus): boolean => state === 'idle' && unsynced === 0

async function show(text: string): Promise<string> {
  await host.command({ type: 'goLive' })
  const viewer = await service.viewer('豆豆妈')
  await viewer.say(text)
  await host.command({ type: 'endShow' })
  return host.state.sessionId
}

test('a show is sent by itself once it is over, and nothing of it before', async () => {
  await set()
  await host.command({ type: 'goLive' })
  await statusIs(({ state, unsynced }) => state === 'show' && unsynced > 0)
  expect(pushes()).toBe(0)
  await host.command({ type: 'endShow' })
  await statusIs(isAllThere)
  expect(collector.highest(host.state.sessionId)).toBe(host.state.seq)
})

test('without automatic syncing it waits for a hand, and a pause holds it', async () => {
  await set({ automatic: false })
  const sessionId = await show('3号起秋不')
  await statusIs(({ state, unsynced }) => state === 'idle' && unsynced > 0)
  await ask({ type: 'pauseSync' })
  await statusIs(({ state }) => state === 'paused')
  expect(pushes()).toBe(0)
  await ask({ type: 'startSync', sessionId })
  await statusIs(isAllThere)
  expect(collector.highest(sessionId)).toBe(host.state.seq)
})

test('a token that is not let in stops it until there is another; a busy collector only holds it up', async () => {
  collector.faults.push({ status: 429, headers: { 'retry-after': '1' } })
  await ask({ type: 'saveSync', settings: { ...NO_SYNC, url: collector.url } })
  await ask({ type: 'holdSyncToken', origin: collector.url, token: 'wrong' })
  await show('多久发货')
  await statusIs(({ state, trouble }) => state === 'waiting' && trouble?.problem === 'busy')
  await statusIs(({ state, trouble }) => state === 'stopped' && trouble?.problem === 'unauthorized')
  const requests = collector.seen.length
  await ask({ type: 'holdSyncToken', origin: collector.url, token: TOKEN })
  await statusIs(isAllThere)
  expect(collector.seen.length).toBeGreaterThan(requests)
})

test('somebody who is forgotten is forgotten at the collector too', async () => {
  await set()
  await host.command({ type: 'goLive' })
  const viewer = await service.viewer('豆豆妈')
  await viewer.say('我要退货')
  const line = await host.firstLine()
  await ask({
    type: 'setFanStanding',
    userId: line.userId,
    userName: line.userName,
    tier: 'vip',
    privateDomain: true,
  })
  const { sessionId } = host.state
  viewer.close()
  await host.command({ type: 'endShow' })
  await statusIs(isAllThere)
  const text = (): string => JSON.stringify([...(collector.rows.get(sessionId)?.values() ?? [])])
  expect(text()).toContain('豆豆妈')
  const found = await ask({ type: 'findFans', query: EVERY_FAN })
  const fanId = found.type === 'fans' ? found.fans[0]?.fanId : undefined
  // The log has to be closed first: it is rewritten when the next session begins.
  await ask({ type: 'forgetFan', fanId: fanId ?? '' })
  await ask({ type: 'newSession', title: '下一场' })
  while (text().includes('豆豆妈')) await sleep(20)
  await statusIs(isAllThere)
  expect(collector.highest(sessionId)).toBeGreaterThan(0)
  expect(collector.seen.some(({ method }) => method === 'PUT')).toBe(true)
})
