import { afterEach, beforeEach, expect, it } from 'vitest'

import { startTestService, type TestService } from '../testing/test-service.ts'
import type { WireClient } from '../testing/wire-client.ts'

let studio: TestService
beforeEach(async () => {
  studio = await startTestService()
})
afterEach(() => studio.stop())

type Sent = Parameters<WireClient['send']>[0]
type Request = Extract<Sent, { type: 'request' }>['request']

async function ask(client: WireClient, requestId: string, request: Request) {
  client.send({ type: 'request', requestId, request })
  return client.frame(
    (frame): frame is Extract<typeof frame, { type: 'response' | 'requestFailed' }> =>
      (frame.type === 'response' || frame.type === 'requestFailed') && frame.requestId === requestId,
  )
}

it('keeps the destinations of a show for its host alone', async () => {
  const host = await studio.host()
  expect(await ask(host, 'a', { type: 'getOutputs' })).toMatchObject({ body: { outputs: { whip: [] } } })
  const whip = [
    {
      ...{ id: 'one', name: '视频号', url: 'https://live.example/whip', videoKbps: 2500 },
      ...{ simulcast: false, startWithShow: true },
    },
  ]
  expect(await ask(host, 'b', { type: 'saveOutputs', outputs: { whip } })).toMatchObject({ type: 'response' })
  expect(await ask(host, 'c', { type: 'getOutputs' })).toMatchObject({ body: { outputs: { whip } } })

  const moderator = await studio.moderator('小林')
  expect(await ask(moderator, 'd', { type: 'getOutputs' })).toMatchObject({ problem: 'notAllowed' })
  const saving: Request = { type: 'saveOutputs', outputs: { whip: [] } }
  expect(await ask(moderator, 'e', saving)).toMatchObject({ problem: 'notAllowed' })
})
