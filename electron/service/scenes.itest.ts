import { afterEach, expect, test } from 'vitest'

import { sceneCollection } from '#shared/domain/scenes/scene-collection.ts'
import { PORTRAIT_CANVAS } from '#shared/domain/scenes/scene.ts'
import { starterScenes } from '#shared/domain/scenes/templates.ts'
import { TEMPLATE_TEXTS } from '#shared/domain/scenes/testing/template-texts.ts'
import { DEFAULT_TRANSITION } from '#shared/domain/scenes/transition.ts'
import type { Down } from '#shared/protocol/down.ts'
import type { Request } from '#shared/protocol/up.ts'
import { startTestService, type TestService } from './testing/test-service.ts'
import type { WireClient } from './testing/wire-client.ts'

let studio: TestService
afterEach(() => studio.stop())

type Answer = Extract<Down, { type: 'response' | 'requestFailed' }>

async function ask(client: WireClient, requestId: string, request: Request): Promise<Answer> {
  client.send({ type: 'request', requestId, request })
  return client.frame(
    (frame): frame is Answer =>
      (frame.type === 'response' || frame.type === 'requestFailed') && frame.requestId === requestId,
  )
}

const collection = sceneCollection(
  PORTRAIT_CANVAS,
  starterScenes(PORTRAIT_CANVAS, TEMPLATE_TEXTS),
  DEFAULT_TRANSITION,
)
const announced = (frame: Down): frame is Extract<Down, { type: 'sceneCollection' }> =>
  frame.type === 'sceneCollection'

test('a host saves the scenes, the other host windows hear of it, consoles do not', async () => {
  studio = await startTestService()
  const [host, other, lin] = [await studio.host(), await studio.host(), await studio.moderator('小林')]
  expect(await ask(host, 'r1', { type: 'getSceneCollection' })).toMatchObject({
    body: { type: 'sceneCollection', collection: null },
  })
  expect(await ask(host, 'r2', { type: 'saveSceneCollection', collection })).toMatchObject({
    body: { type: 'done' },
  })
  expect(await other.frame(announced)).toEqual({ type: 'sceneCollection', collection })
  expect(await ask(other, 'r3', { type: 'getSceneCollection' })).toMatchObject({ body: { collection } })

  for (const request of [
    { type: 'getSceneCollection' },
    { type: 'saveSceneCollection', collection },
  ] as const) {
    expect(await ask(lin, request.type, request)).toMatchObject({ problem: 'notAllowed' })
  }
  expect(lin.frames.some(announced)).toBe(false)
})
