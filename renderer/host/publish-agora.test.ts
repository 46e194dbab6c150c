import { afterEach, expect, it } from 'vitest'

import type { Actor } from '#shared/domain/session/actor.ts'
import { NO_AGORA_SETTINGS } from '#shared/protocol/agora.ts'
import type { AgoraSettings, AgoraShellApi } from '#shared/protocol/agora.ts'
import { PUSH_ADDRESS } from '#renderer/features/engine/push-address.ts'
import { createStudioOutputs } from '#renderer/features/outputs/studio-outputs.ts'
import { MediaError } from '#renderer/media/media-error.ts'
import type { MediaEngine, OutputTarget } from '#renderer/media/port.ts'
import { createFakeEngine } from '#renderer/media/testing/fake-engine.ts'
import { openSecretStore } from '#renderer/secrets/secret-store.ts'
import { createStaffClient } from '#renderer/session-client/staff-client.ts'
import { InMemoryRoom } from '#renderer/session-client/testing/in-memory-room.ts'
import { publishAgora } from './publish-agora.ts'

const HOST: Actor = { role: 'host', id: 'host', name: '禾姐' }
const CDN = 'rtmp://push.example.com/live/key'

const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

async function open(
  over: Partial<AgoraSettings> = {},
  outputKinds: MediaEngine['outputKinds'] = ['agora', 'cdn'],
) {
  const room = new InMemoryRoom('羊绒大衣之夜', Date.now, [])
  const client = createStaffClient(room.connect(HOST))
  stops.push(client.close)
  await expect.poll(() => client.store.getState().session).not.toBe(null)
  const said: string[] = []
  const targets: OutputTarget[] = []
  const tried: string[] = []
  let refusal: MediaError | null = null
  const engine: MediaEngine = {
    ...createFakeEngine(),
    outputKinds,
    publishTo: async (target) => {
      targets.push(target)
      if (refusal) throw refusal
      said.push(target.kind)
      return {
        id: target.kind,
        retryNow: () => void tried.push(target.kind),
        stop: async () => void said.push(`${target.kind} ends`),
      }
    },
  }
  const settings = { ...NO_AGORA_SETTINGS, channel: 'evening', uid: 42, ...over }
  const shell: AgoraShellApi = {
    settings: async () => settings,
    saveSettings: async () => undefined,
    trialCertificate: async () => 'none',
    importTrialCertificate: async () => 'cancelled',
    forgetTrialCertificate: async () => undefined,
    token: async ({ channel, uid }) => ({ ok: true, token: `${channel}/${uid}` }),
    availability: async () => ({ available: true, version: '' }),
  }
  const secrets = openSecretStore(undefined)
  await secrets.set(PUSH_ADDRESS, CDN)
  const outputs = createStudioOutputs(engine)
  stops.push(publishAgora({ client, engine, outputs, shell, secrets }))
  const refuse = (error: MediaError | null) => (refusal = error)
  return { room, said, targets, tried, outputs, refuse }
}

it('joins the channel and pushes it on while a show is live, and leaves at its end', async () => {
  const { room, said, targets } = await open()
  expect(said).toEqual([])
  room.act(HOST, { type: 'goLive' })
  await expect.poll(() => said).toEqual(['agora', 'cdn'])
  const [channel, push] = targets
  expect(channel).toMatchObject({ kind: 'agora', channel: 'evening', uid: 42 })
  expect(await (channel?.kind === 'agora' ? channel.token() : null)).toBe('evening/42')
  expect(push).toEqual({ kind: 'cdn', url: CDN })
  room.act(HOST, { type: 'endShow' })
  await expect.poll(() => said).toEqual(['agora', 'cdn', 'cdn ends', 'agora ends'])
})

it('leaves an engine without a channel, and a seller without one, alone', async () => {
  for (const { room, said } of [await open({}, ['localRoom']), await open({ channel: '' })]) {
    room.act(HOST, { type: 'goLive' })
    await expect.poll(() => room.state.phase).toBe('live')
    expect(said).toEqual([])
  }
})

it('tries channel and push again when asked', async () => {
  const { room, said, tried, outputs } = await open()
  room.act(HOST, { type: 'goLive' })
  await expect.poll(() => said).toEqual(['agora', 'cdn'])
  expect(outputs.retry('cdn')).toBe(true)
  expect(outputs.retry('agora')).toBe(true)
  expect(outputs.retry('whip-1'), 'not one of these').toBe(false)
  expect(tried).toEqual(['cdn', 'agora'])
})

it('keeps why the channel could not be joined, says nothing of the push, and begins both when asked', async () => {
  const { room, said, outputs, refuse } = await open()
  refuse(new MediaError('busy', 'in a channel already'))
  room.act(HOST, { type: 'goLive' })
  await expect.poll(() => [...outputs.store.getState().problems.keys()]).toEqual(['agora'])
  refuse(null)
  outputs.beginAgain()
  await expect.poll(() => said).toEqual(['agora', 'cdn'])
  await expect.poll(() => outputs.store.getState().problems.size).toBe(0)
})
