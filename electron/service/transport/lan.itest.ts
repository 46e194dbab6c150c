import { createServer } from 'node:net'
import { once } from 'node:events'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'

import { lanAddresses } from './addresses.ts'
import {
  becomeGuest,
  becomeHost,
  codeFor,
  cookieOf,
  openSocket,
  originOf,
  pair,
  refusedUpgrade,
  startRig,
} from './testing/transport-rig.ts'
import type { Rig } from './testing/transport-rig.ts'

let rig: Rig
afterEach(() => rig.stop())

/** An address of this machine that is not loopback; without a network there is nothing to share. */
const OWN_ADDRESS = lanAddresses()[0]

const lanUrl = (): string => `http://${OWN_ADDRESS}:${rig.transport.port}/`

describe.skipIf(OWN_ADDRESS === undefined)('sharing with the LAN', () => {
  it('is off until switched on', async () => {
    rig = await startRig()
    expect(rig.transport.access.current()).toMatchObject({ lan: false, urls: [] })
    await expect(fetch(lanUrl())).rejects.toThrow('fetch failed')
  })

  it('opens and closes again without touching those who came by loopback', async () => {
    rig = await startRig()
    const told: boolean[] = []
    rig.transport.access.subscribe(({ lan, urls }) => told.push(lan && urls.length > 0))
    const host = await openSocket(rig.transport.url, 'host', await becomeHost(rig))

    await rig.transport.access.setLan(true)
    expect(rig.transport.access.current()).toMatchObject({ lan: true, port: rig.transport.port })
    expect(rig.transport.access.current().urls[0]).toBe(lanUrl())
    const paired = await pair(lanUrl(), codeFor(rig, 'viewer'), '小红')
    const viewer = await openSocket(lanUrl(), 'viewer', cookieOf(paired))
    viewer.send({ type: 'ping', sentAtMs: 1 })
    await viewer.next('pong')

    await rig.transport.access.setLan(false)
    expect(await viewer.closed).toBe(1001)
    await expect(fetch(lanUrl())).rejects.toThrow('fetch failed')
    host.send({ type: 'ping', sentAtMs: 2 })
    await host.next('pong')
    expect(told.at(-1)).toBe(false)
    expect(told).toContain(true)

    await rig.transport.access.setLan(true)
    await openSocket(lanUrl(), 'viewer', cookieOf(paired))
  })

  it('never lets the host in from there, with the token or with the cookie', async () => {
    rig = await startRig({ lan: true })
    const response = await fetch(new URL(`/?token=${rig.transport.hostToken}`, lanUrl()), {
      redirect: 'manual',
    })
    expect(response.status).toBe(403)
    expect(response.headers.get('set-cookie')).toBeNull()

    const cookie = await becomeHost(rig)
    const origin = originOf(lanUrl())
    for (const as of ['host', 'moderator']) {
      expect(await refusedUpgrade(lanUrl(), `/v1/socket?as=${as}`, { cookie, origin })).toMatchObject({
        status: 401,
      })
    }
    const forwarded = { cookie, origin, 'x-forwarded-for': '127.0.0.1', forwarded: 'for=127.0.0.1' }
    expect(await refusedUpgrade(lanUrl(), '/v1/socket?as=host', forwarded)).toMatchObject({ status: 401 })
  })

  it('knows itself by its address alone', async () => {
    rig = await startRig({ lan: true })
    const cookie = await becomeGuest(rig, 'viewer')
    for (const host of [
      `localhost:${rig.transport.port}`,
      `studio.local:${rig.transport.port}`,
      OWN_ADDRESS ?? '',
    ]) {
      const headers = { cookie, host, origin: `http://${host}` }
      expect(await refusedUpgrade(lanUrl(), '/v1/socket?as=viewer', headers)).toMatchObject({
        status: 403,
        body: { error: 'wrongHost' },
      })
    }
  })

  it('says clearly when somebody else holds the port there, and loopback goes on', async () => {
    rig = await startRig()
    const squatter = createServer().listen(rig.transport.port, OWN_ADDRESS)
    await once(squatter, 'listening')
    const others = lanAddresses().slice(1)
    if (others.length === 0) {
      await expect(rig.transport.access.setLan(true)).rejects.toMatchObject({
        name: 'TransportError',
        code: 'portInUse',
        port: rig.transport.port,
      })
      expect(rig.transport.access.current().lan).toBe(false)
    }
    expect((await fetch(new URL('/healthz', rig.transport.url))).status).toBe(200)
    squatter.close()
    await once(squatter, 'close')
    await rig.transport.access.setLan(true)
    expect(rig.transport.access.current().lan).toBe(true)
  })

  it('follows the network: addresses come and go while it is on', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    onTestFinished(() => void vi.useRealTimers())
    let present: string[] = []
    rig = await startRig({ lan: true, findLanAddresses: () => present })
    const told: number[] = []
    rig.transport.access.subscribe(({ urls }) => told.push(urls.length))
    await expect(fetch(lanUrl())).rejects.toThrow('fetch failed')

    present = [OWN_ADDRESS ?? '']
    vi.advanceTimersByTime(5_000)
    await expect.poll(() => told.at(-1)).toBe(1)
    const cookie = await becomeGuest(rig, 'viewer')
    const { closed } = await openSocket(lanUrl(), 'viewer', cookie)

    present = []
    vi.advanceTimersByTime(5_000)
    await expect.poll(() => told.at(-1)).toBe(0)
    expect(await closed).toBe(1001)
    await expect(fetch(lanUrl())).rejects.toThrow('fetch failed')
    expect(rig.transport.access.current().lan).toBe(true)
  })

  it('has no security headers that plain http in a LAN cannot keep', async () => {
    rig = await startRig({ lan: true })
    const { headers } = await fetch(new URL('/host/', lanUrl()))
    expect(headers.get('content-security-policy')).toContain(`connect-src 'self' ws://${OWN_ADDRESS}:`)
    expect(headers.get('content-security-policy')).not.toContain('upgrade-insecure-requests')
    expect(headers.get('strict-transport-security')).toBeNull()
    expect(headers.get('cross-origin-opener-policy')).toBeNull()
  })
})

it('is on without an address to share while the machine has no network', async () => {
  rig = await startRig({ findLanAddresses: () => [] })
  await rig.transport.access.setLan(true)
  expect(rig.transport.access.current()).toMatchObject({ lan: true, urls: [] })
})
