import { OBSWebSocket } from 'obs-websocket-js/json'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'

import { systemClock } from '../clock.ts'
import { authFor } from './obs-auth.ts'
import { openObsServer, type ObsServer } from './obs-server.ts'
import { createRequests } from './requests.ts'
import { bareStudio } from './testing/bare-studio.ts'
import { event, freePort, undo } from './testing/remote-rig.ts'

const PASSWORD = 'supersecretpassword'
/** Stands for an address of the local network: another one of this machine. */
const NETWORK = '127.0.0.2'

async function openServer(): Promise<ObsServer> {
  const server = await openObsServer({
    port: await freePort(),
    auth: () => authFor(PASSWORD),
    studio: bareStudio(systemClock),
    requests: createRequests(),
    clock: systemClock,
    logger: pino({ level: 'silent' }),
    onChange: () => undefined,
    findLanAddresses: () => [NETWORK],
  })
  undo.push(server.close)
  return server
}

async function connect(url: string): Promise<OBSWebSocket> {
  const client = new OBSWebSocket()
  undo.push(() => client.disconnect())
  await client.connect(url, PASSWORD)
  return client
}

describe('the local network', () => {
  it('is kept out until it is let in, and out again at once, without touching who is on this machine', async () => {
    const server = await openServer()
    const url = `ws://${NETWORK}:${server.port}`
    const here = await connect(`ws://127.0.0.1:${server.port}`)
    await expect(connect(url)).rejects.toThrow('ECONNREFUSED')

    await server.setLan(true)
    expect(server.lanAddresses()).toEqual([NETWORK])
    const there = await connect(url)
    expect(server.clients()).toHaveLength(2)

    const out = event(there, 'ConnectionClosed')
    await server.setLan(false)
    expect(await out).toMatchObject({ code: 1001 })
    await expect(connect(url)).rejects.toThrow('ECONNREFUSED')
    expect(await here.call('GetVersion')).toMatchObject({ rpcVersion: 1 })
  })
})

describe('somebody who only knocks', () => {
  it('never takes the places of those who have the password', async () => {
    const server = await openServer()
    const url = `ws://127.0.0.1:${server.port}`
    const knocking = Array.from({ length: 12 }, () => new WebSocket(url))
    undo.push(() => knocking.forEach((socket) => socket.close()))
    await Promise.all(
      knocking.map(
        (socket) =>
          new Promise((resolve) => {
            socket.addEventListener('message', resolve)
            socket.addEventListener('error', resolve)
          }),
      ),
    )
    expect(knocking.filter(({ readyState }) => readyState === WebSocket.OPEN)).toHaveLength(8)
    for (const socket of knocking) socket.close()
    await expect.poll(() => connect(url).then(() => 'in', String)).toBe('in')
  })

  it('reads over plain HTTP what this port is for', async () => {
    const server = await openServer()
    const response = await fetch(`http://127.0.0.1:${server.port}/`)
    expect(response.status).toBe(426)
    expect(await response.text()).toContain('obs-websocket')
  })
})
