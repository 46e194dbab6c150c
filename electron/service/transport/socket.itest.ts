import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'

import { UP_FRAME_MAX_BYTES } from '#shared/protocol/limits.ts'
import {
  becomeGuest,
  becomeHost,
  openSocket,
  originOf,
  refusedUpgrade,
  socketUrl,
  startRig,
} from './testing/transport-rig.ts'
import type { Rig, TestSocket } from './testing/transport-rig.ts'

let rig: Rig
afterEach(() => rig.stop())

async function answers({ send, next }: TestSocket): Promise<void> {
  send({ type: 'ping', sentAtMs: 5 })
  expect(await next('pong')).toMatchObject({ sentAtMs: 5 })
}

describe('a bad frame closes its own socket and nothing else', () => {
  it.each([
    ['garbage', 'nonsense', 4400, 'badFrame'],
    ['an unknown type', '{"type":"shutdown"}', 4400, 'badFrame'],
    ['bytes', Buffer.from('{"type":"ping","sentAtMs":1}'), 4400, 'badFrame'],
    [
      'a frame of another role',
      '{"type":"request","requestId":"1","request":{"type":"getAccess"}}',
      4400,
      'badFrame',
    ],
    ['an oversized frame', `"${'x'.repeat(UP_FRAME_MAX_BYTES)}"`, 4413, 'tooLarge'],
  ])('%s', async (_what, data, code, reason) => {
    rig = await startRig()
    const cookie = await becomeGuest(rig, 'viewer')
    const good = await openSocket(rig.transport.url, 'viewer', cookie)
    const bad = await openSocket(rig.transport.url, 'viewer', cookie)
    bad.socket.send(data)
    expect(await bad.closed).toBe(code)
    expect(bad.frames.at(-1)).toMatchObject({ type: 'bye', reason })
    await answers(good)
    expect(rig.hub.links.size).toBe(1)
    expect(rig.hub.frames.filter(({ frame }) => frame.type !== 'ping')).toEqual([])
  })

  it('a frame far beyond the limit is not even read', async () => {
    rig = await startRig()
    const cookie = await becomeGuest(rig, 'viewer')
    const good = await openSocket(rig.transport.url, 'viewer', cookie)
    const bad = await openSocket(rig.transport.url, 'viewer', cookie)
    bad.socket.on('error', () => undefined)
    bad.socket.send(Buffer.alloc(8 * 1024 * 1024, 'x'))
    // 1009: message too big (RFC 6455); 1006 when the reset overtakes it.
    expect([1009, 1006]).toContain(await bad.closed)
    await answers(good)
  })

  it('a flood is cut off', async () => {
    rig = await startRig()
    const cookie = await becomeGuest(rig, 'viewer')
    const good = await openSocket(rig.transport.url, 'viewer', cookie)
    const bad = await openSocket(rig.transport.url, 'viewer', cookie)
    for (let sent = 0; sent < 1_000; sent += 1) bad.send({ type: 'like', count: 50 })
    expect(await bad.closed).toBe(4429)
    expect(bad.frames.at(-1)).toMatchObject({ type: 'bye', reason: 'tooFast' })
    expect(rig.hub.frames).toHaveLength(30)
    await answers(good)
  })

  it('broken WebSocket framing ends in a closed socket, not in a dead service', async () => {
    rig = await startRig()
    const cookie = await becomeGuest(rig, 'viewer')
    const good = await openSocket(rig.transport.url, 'viewer', cookie)
    const raw = connect(rig.transport.port, '127.0.0.1')
    raw.write(
      [
        'GET /v1/socket?as=viewer HTTP/1.1',
        `Host: 127.0.0.1:${rig.transport.port}`,
        `Origin: ${originOf(rig.transport.url)}`,
        `Cookie: ${cookie}`,
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
        '\r\n',
      ].join('\r\n'),
    )
    await once(raw, 'data')
    // Reserved bits and no mask.
    raw.write(Buffer.from([0xff, 0x05, 1, 2, 3, 4, 5]))
    raw.resume()
    await once(raw, 'close')
    await answers(good)
    await expect.poll(() => rig.hub.links.size).toBe(1)
  })
})

describe('a connection', () => {
  it('that no longer answers is found and ended', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    onTestFinished(() => void vi.useRealTimers())
    rig = await startRig()
    const cookie = await becomeGuest(rig, 'viewer')
    const good = await openSocket(rig.transport.url, 'viewer', cookie)
    const dead = await openSocket(rig.transport.url, 'viewer', cookie)
    const pinged = once(good.socket, 'ping')
    // Like a phone that lost its network: the connection stands, nobody reads.
    dead.socket.pause()
    vi.advanceTimersByTime(30_000)
    await pinged
    // A pong is handled before the frame that follows it.
    await answers(good)
    vi.advanceTimersByTime(30_000)
    await expect.poll(() => rig.hub.links.size).toBe(1)
    await answers(good)
  })

  it('that resets itself is noticed', async () => {
    rig = await startRig()
    const socket = await openSocket(rig.transport.url, 'host', await becomeHost(rig))
    expect(rig.hub.links.size).toBe(1)
    socket.socket.terminate()
    await expect.poll(() => rig.hub.links.size).toBe(0)
  })

  it('can be closed by the hub with a reason, once', async () => {
    rig = await startRig()
    const socket = await openSocket(rig.transport.url, 'host', await becomeHost(rig))
    const [link] = rig.hub.links
    link!.close('tooSlow', 'Too slow.')
    link!.close('revoked', 'Never said.')
    link!.send('never sent')
    expect(await socket.closed).toBe(4408)
    expect(socket.frames.filter(({ type }) => type === 'bye')).toEqual([
      { type: 'bye', reason: 'tooSlow', message: 'Too slow.' },
    ])
  })

  it('has a backlog while its client does not read', async () => {
    rig = await startRig()
    const socket = await openSocket(rig.transport.url, 'host', await becomeHost(rig))
    const [link] = rig.hub.links
    expect(link!.backlogBytes()).toBe(0)
    socket.socket.pause()
    const frame = JSON.stringify({ type: 'cannedReplies', replies: [], filler: 'x'.repeat(1_000_000) })
    for (let sent = 0; sent < 16; sent += 1) link!.send(frame)
    expect(link!.backlogBytes()).toBeGreaterThan(1_000_000)
    socket.socket.resume()
    await expect.poll(() => link!.backlogBytes()).toBe(0)
  })

  it('is refused with 503 when there are too many', async () => {
    rig = await startRig({ socketLimits: { maxClientsFromLoopback: 2 } })
    const cookie = await becomeGuest(rig, 'viewer')
    const first = await openSocket(rig.transport.url, 'viewer', cookie)
    await openSocket(rig.transport.url, 'viewer', cookie)
    const origin = originOf(rig.transport.url)
    const path = new URL(socketUrl(rig.transport.url, 'viewer')).pathname
    expect(await refusedUpgrade(rig.transport.url, `${path}?as=viewer`, { cookie, origin })).toMatchObject({
      status: 503,
      body: { error: 'full' },
    })
    first.socket.close()
    await expect.poll(() => rig.hub.links.size).toBe(1)
    await openSocket(rig.transport.url, 'viewer', cookie)
  })

  it('is refused with 429 to an actor who connects again and again', async () => {
    rig = await startRig({ socketLimits: { connectionsFromLoopback: 3 } })
    const cookie = await becomeGuest(rig, 'viewer')
    const other = await becomeGuest(rig, 'viewer')
    for (let time = 0; time < 3; time += 1) await openSocket(rig.transport.url, 'viewer', cookie)
    const origin = originOf(rig.transport.url)
    const refused = await refusedUpgrade(rig.transport.url, '/v1/socket?as=viewer', { cookie, origin })
    expect(refused).toMatchObject({ status: 429, body: { error: 'tooManyAttempts' } })
    expect(Number(refused.retryAfter)).toBeGreaterThan(0)
    await openSocket(rig.transport.url, 'viewer', other)
  })

  it('of somebody known goes through while a stranger at the same address is knocking', async () => {
    rig = await startRig()
    const cookie = await becomeHost(rig)
    const origin = originOf(rig.transport.url)
    const statuses = new Set<number>()
    for (let time = 0; time < 100; time += 1) {
      const { status } = await refusedUpgrade(rig.transport.url, '/v1/socket?as=host', { origin })
      statuses.add(status)
    }
    expect([...statuses]).toEqual([401, 429])
    await answers(await openSocket(rig.transport.url, 'host', cookie))
  })

  it('is told when the studio closes', async () => {
    rig = await startRig()
    const socket = await openSocket(rig.transport.url, 'host', await becomeHost(rig))
    await rig.transport.close()
    expect(await socket.closed).toBe(1001)
    expect(socket.frames.at(-1)).toMatchObject({ type: 'bye', reason: 'shuttingDown' })
    await expect(fetch(rig.transport.url)).rejects.toThrow('fetch failed')
  })
})
