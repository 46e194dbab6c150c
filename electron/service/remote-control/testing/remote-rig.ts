import { createServer } from 'node:net'
import { once } from 'node:events'
import type { EventTypes, OBSWebSocket as MsgpackClient } from 'obs-websocket-js'
import { OBSWebSocket as JsonClient } from 'obs-websocket-js/json'
import { afterEach, expect } from 'vitest'
import { WebSocket } from 'ws'

import type { RemoteSettings } from '#shared/protocol/remote.ts'
import { startTestService, type TestService } from '#service/testing/test-service.ts'
import type { WireClient } from '#service/testing/wire-client.ts'
import { standInHost, type StandInHost } from './stand-in-host.ts'

/** What a test opened, undone after it in the opposite order. */
export const undo: (() => unknown)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step()
})

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

export async function ask(host: WireClient, request: Parameters<typeof requestFrame>[1]) {
  const requestId = `q${(lastRequest += 1)}`
  host.send(requestFrame(requestId, request))
  return host.frame(
    (frame): frame is Extract<typeof frame, { type: 'response' | 'requestFailed' }> =>
      (frame.type === 'response' || frame.type === 'requestFailed') && frame.requestId === requestId,
  )
}
let lastRequest = 0
const requestFrame = (
  requestId: string,
  request: Extract<Parameters<WireClient['send']>[0], { type: 'request' }>['request'],
) => ({ type: 'request', requestId, request }) as const

export async function newPassword(host: WireClient): Promise<string> {
  const answer = await ask(host, { type: 'renewRemoteControlPassword' })
  if (answer.type !== 'response' || answer.body.type !== 'remoteControlPassword')
    throw new Error('no password')
  return answer.body.password
}

export interface Rig {
  readonly studio: TestService
  readonly hostClient: WireClient
  readonly host: StandInHost
  readonly url: string
  readonly port: number
  readonly password: string
  readonly save: (change: Partial<RemoteSettings>) => ReturnType<typeof ask>
}

/** The real service with remote control switched on, and a stand-in for the host window. */
export async function openRig(): Promise<Rig> {
  const studio = await startTestService()
  undo.push(studio.stop)
  const hostClient = await studio.host()
  const host = standInHost(hostClient)
  const port = await freePort()
  const save: Rig['save'] = (change) =>
    ask(hostClient, {
      type: 'saveRemoteControl',
      settings: { enabled: true, port, lan: false, mayEndShow: false, ...change },
    })
  const password = await newPassword(hostClient)
  expect(await save({})).toMatchObject({
    type: 'response',
    body: { remoteControl: { listening: true, problem: null } },
  })
  return { studio, hostClient, host, url: `ws://127.0.0.1:${port}`, port, password, save }
}

type ObsClient = JsonClient | MsgpackClient

export async function connect(
  { url, password }: Pick<Rig, 'url' | 'password'>,
  client: ObsClient = new JsonClient(),
  eventSubscriptions?: number,
): Promise<ObsClient> {
  undo.push(() => client.disconnect())
  await client.connect(url, password, eventSubscriptions === undefined ? {} : { eventSubscriptions })
  return client
}

/** The studio's state has arrived. */
export const ready = async (client: ObsClient): Promise<void> => {
  await expect
    .poll(() =>
      client.call('GetSceneList').then(
        ({ scenes }) => scenes.length,
        () => 0,
      ),
    )
    .toBe(3)
}

/** The data of the next event of this type. */
export const event = (client: ObsClient, type: keyof EventTypes): Promise<unknown> =>
  // Its own types tell the data of each event apart, which a helper for all of them cannot follow.
  // oxlint-disable-next-line typescript/unbound-method -- bound by apply
  new Promise((resolve) => void Reflect.apply(client.once, client, [type, resolve]))

export const closed = (socket: WebSocket): Promise<{ readonly code: number; readonly reason: string }> =>
  new Promise((resolve) =>
    socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() })),
  )

export async function rawSocket(url: string, headers: Record<string, string> = {}): Promise<WebSocket> {
  const socket = new WebSocket(url, 'obswebsocket.json', { headers })
  undo.push(() => socket.terminate())
  await once(socket, 'message')
  return socket
}
