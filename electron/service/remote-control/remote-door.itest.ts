import { once } from 'node:events'
import { createServer } from 'node:net'
import { decode, encode } from '@msgpack/msgpack'
import { OBSWebSocket as MsgpackClient } from 'obs-websocket-js'
import { OBSWebSocket as JsonClient } from 'obs-websocket-js/json'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { z } from 'zod'

import { startTestService } from '../testing/test-service.ts'
import {
  ask,
  closed,
  connect,
  event,
  freePort,
  newPassword,
  openRig,
  rawSocket,
  undo,
} from './testing/remote-rig.ts'

describe('the password', () => {
  it('is asked for: a wrong one or none is refused', async () => {
    const rig = await openRig()
    await expect(new JsonClient().connect(rig.url, 'guess')).rejects.toMatchObject({
      code: 4009,
      message: 'Authentication failed.',
    })
    await expect(new MsgpackClient().connect(rig.url)).rejects.toMatchObject({ code: 4009 })
    await connect(rig)
  })

  it('lets nobody who knows it wait for ever behind somebody who guesses', async () => {
    const rig = await openRig()
    for (let guess = 0; guess < 6; guess += 1) {
      await expect(new JsonClient().connect(rig.url, `guess ${guess}`)).rejects.toMatchObject({ code: 4009 })
    }
    await connect(rig)
  })

  it('is renewed at once: who came in with the old one is out and does not come back', async () => {
    const rig = await openRig()
    const client = await connect(rig)
    const out = event(client, 'ConnectionClosed')
    const password = await newPassword(rig.hostClient)
    expect(await out).toMatchObject({ code: 4011 })
    await expect(connect(rig)).rejects.toMatchObject({ code: 4009 })
    await connect({ ...rig, password })
  })

  it('is needed before remote control is switched on, and shown to nobody again', async () => {
    const studio = await startTestService()
    undo.push(studio.stop)
    const host = await studio.host()
    const settings = { enabled: true, port: await freePort(), lan: false, mayEndShow: false }
    expect(await ask(host, { type: 'saveRemoteControl', settings })).toMatchObject({ problem: 'invalid' })
    const password = await newPassword(host)
    await ask(host, { type: 'saveRemoteControl', settings })
    const told = host.frames.filter(({ type }) => type === 'remoteControl')
    expect(told.length).toBeGreaterThan(0)
    expect(JSON.stringify(told)).not.toContain(password)
    const moderator = await studio.moderator('小林')
    expect(await ask(moderator, { type: 'getRemoteControl' })).toMatchObject({ problem: 'notAllowed' })
  })

  it('survives a restart of the service, though it is not kept', async () => {
    const rig = await openRig()
    await rig.studio.service.close()
    const again = await startTestService({ dataDir: rig.studio.dataDir })
    undo.push(again.stop)
    const client = await connect(rig)
    expect(await client.call('GetStudioModeEnabled')).toEqual({ studioModeEnabled: true })
  })
})

describe('a client that breaks the protocol', () => {
  it.each([
    ['writes no JSON', '{"op":1', 4002],
    ['writes something that is no message', '[1]', 4002],
    ['says no op', '{"d":{}}', 4006],
    ['says no data', '{"op":1}', 4003],
    ['says data of the wrong kind', '{"op":1,"d":3}', 4004],
    ['asks before it identifies', '{"op":6,"d":{"requestType":"GetVersion","requestId":"1"}}', 4007],
    ['identifies without an answer', '{"op":1,"d":{"rpcVersion":1}}', 4009],
    ['speaks the protocol before this one', '{"request-type":"GetAuthRequired","message-id":"1"}', 4010],
  ])('is let go when it %s', async (_what, message, code) => {
    const rig = await openRig()
    const socket = await rawSocket(rig.url)
    socket.send(message)
    expect((await closed(socket)).code).toBe(code)
  })

  it('is let go for binary frames where text was agreed, and for frames too large', async () => {
    const rig = await openRig()
    const binary = await rawSocket(rig.url)
    binary.send(encode({ op: 1, d: {} }))
    expect((await closed(binary)).code).toBe(4002)
    const large = await rawSocket(rig.url)
    large.send(JSON.stringify({ op: 1, d: { authentication: 'x'.repeat(70_000) } }))
    expect((await closed(large)).code).toBe(1009)
  })

  it('is let go when it identifies twice or asks for something that is no request', async () => {
    const rig = await openRig()
    for (const [op, d, code] of [
      [1, { rpcVersion: 1 }, 4008],
      [4, {}, 4006],
      [6, { requestType: 'GetVersion' }, 4003],
      [6, { requestId: '1', requestType: 3 }, 4004],
      [3, { eventSubscriptions: -1 }, 4004],
      [8, { requestId: '1', requests: 'none' }, 4004],
      [8, { requestId: '1', requests: [], executionType: 9 }, 4005],
    ] as const) {
      const client = await connect(rig)
      const out = event(client, 'ConnectionClosed')
      const message = (
        client as unknown as { message: (op: number, d: object) => Promise<void> }
      ).message.bind(client)
      await message(op, d)
      expect(await out).toMatchObject({ code })
    }
  })

  it('is refused when it is a page from elsewhere, whatever it knows', async () => {
    const rig = await openRig()
    for (const origin of ['https://shop.example', 'null', `http://studio.example:${rig.port}`]) {
      const socket = new WebSocket(rig.url, 'obswebsocket.json', { headers: { origin } })
      undo.push(() => socket.terminate())
      const [error] = (await once(socket, 'error')) as [Error]
      expect(error.message).toContain('403')
    }
    for (const origin of ['http://localhost:8000', 'http://127.0.0.1:8000', 'file://']) {
      await rawSocket(rig.url, { origin })
    }
  })
})

describe('the door', () => {
  it('is shut until the host opens it, moves with the port, and shows who came in', async () => {
    const rig = await openRig()
    const client = await connect(rig)
    const view = () => {
      const told = rig.hostClient.frames.findLast((frame) => frame.type === 'remoteControl')
      return told?.type === 'remoteControl' ? told.remoteControl : null
    }
    await expect.poll(() => view()?.clients).toMatchObject([{ address: '127.0.0.1' }])

    const out = event(client, 'ConnectionClosed')
    await ask(rig.hostClient, { type: 'dropRemoteClient', clientId: view()?.clients[0]?.id ?? '' })
    expect(await out).toMatchObject({ code: 4011 })
    await expect.poll(() => view()?.clients).toEqual([])

    const port = await freePort()
    await rig.save({ port })
    await expect(new JsonClient().connect(rig.url, rig.password)).rejects.toThrow('ECONNREFUSED')
    await connect({ ...rig, url: `ws://127.0.0.1:${port}` })
    await rig.save({ enabled: false, port })
    expect(view()).toMatchObject({ listening: false, clients: [] })
    expect(rig.hostClient.frames.findLast(({ type }) => type === 'remoteWatch')).toMatchObject({
      state: false,
    })
  })

  it('says so when the port belongs to another program, and the studio goes on', async () => {
    const rig = await openRig()
    const taken = createServer().listen(0, '127.0.0.1')
    undo.push(() => taken.close())
    await once(taken, 'listening')
    const { port } = z.object({ port: z.number() }).parse(taken.address())
    expect(await rig.save({ port })).toMatchObject({
      body: { remoteControl: { listening: false, problem: 'portInUse' } },
    })
    expect(await rig.save({})).toMatchObject({ body: { remoteControl: { listening: true, problem: null } } })
  })

  it('takes sixteen clients and no more', async () => {
    const rig = await openRig()
    for (let count = 0; count < 16; count += 1) await connect(rig)
    await expect(connect(rig)).rejects.toMatchObject({ message: expect.stringContaining('No room') })
  })
})

it('both ways of writing say the same', async () => {
  const rig = await openRig()
  const socket = new WebSocket(rig.url, 'obswebsocket.msgpack')
  undo.push(() => socket.terminate())
  const [hello, isBinary] = (await once(socket, 'message')) as [Buffer, boolean]
  expect(isBinary).toBe(true)
  expect(decode(hello)).toMatchObject({
    op: 0,
    d: { rpcVersion: 1, authentication: { salt: expect.any(String) } },
  })
})
