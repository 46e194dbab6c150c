import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'

import { actorSchema } from '#shared/domain/session/actor.ts'
import type { Actor } from '#shared/domain/session/actor.ts'

import { GRANT_LIFE_MS } from './grants.ts'
import { MODERATOR_CODE_LIFE_MS } from './invites.ts'
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

const whoamiSchema = z.object({ actor: actorSchema })

const open = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(new URL(path, rig.transport.url), { redirect: 'manual', ...init })

const whoIs = async (as: string, cookie: string): Promise<Actor> =>
  whoamiSchema.parse(await (await whoami(as, cookie)).json()).actor

const whoami = (as: string, cookie: string): Promise<Response> =>
  open(`/v1/whoami?as=${as}`, { headers: { cookie } })

describe('the host', () => {
  it('comes in by the printed link and leaves the token behind', async () => {
    rig = await startRig()
    const response = await fetch(rig.transport.hostUrl, { redirect: 'manual' })
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe('/host/')
    expect(response.headers.get('set-cookie')).toMatch(
      /^huitou_host=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Strict$/,
    )
    const { next } = await openSocket(rig.transport.url, 'host', cookieOf(response))
    expect((await next('welcome')).you).toMatchObject({ role: 'host', id: 'host' })
  })

  it('does not come in by a wrong token, and is told where the right one is', async () => {
    rig = await startRig()
    const response = await open(`/?token=${'A'.repeat(43)}`)
    expect(response.status).toBe(403)
    expect(response.headers.get('set-cookie')).toBeNull()
    expect(await response.text()).toContain('This link is from an earlier start')
  })

  it('gets no second grant for a link opened twice, and is sent home from the bare address or an old link', async () => {
    rig = await startRig()
    const cookie = await becomeHost(rig)
    for (const path of [rig.transport.hostUrl, '/', '/?token=old']) {
      const response = await open(path, { headers: { cookie } })
      expect(response.status).toBe(303)
      expect(response.headers.get('location')).toBe('/host/')
    }
    expect(rig.grants.size()).toBe(1)
  })

  it('is still the host after a restart of the service', async () => {
    rig = await startRig()
    const cookie = await becomeHost(rig)
    const { hostToken } = rig.transport
    await rig.stop()
    rig = await startRig({ grants: rig.grants })
    expect(rig.transport.hostToken).not.toBe(hostToken)
    const { next } = await openSocket(rig.transport.url, 'host', cookie)
    expect((await next('welcome')).you.role).toBe('host')
  })

  it('may open a moderator console beside the host page, as somebody of its own', async () => {
    rig = await startRig()
    const cookie = await becomeHost(rig)
    const host = await openSocket(rig.transport.url, 'host', cookie)
    const desk = await openSocket(rig.transport.url, 'moderator', cookie)
    expect((await desk.next('welcome')).you).toMatchObject({ role: 'moderator', id: 'host-desk' })
    expect((await host.next('welcome')).you.id).toBe('host')
    expect((await whoami('viewer', cookie)).status).toBe(401)
  })
})

describe('pairing', () => {
  it.each([
    ['moderator', '/console/'],
    ['viewer', '/watch/'],
    ['overlay', '/overlay/'],
  ] as const)('turns a code into the role of a %s', async (role, next) => {
    rig = await startRig()
    const response = await pair(rig.transport.url, codeFor(rig, role), ' 小林 ')
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ role, next })
    expect(response.headers.get('set-cookie')).toMatch(
      new RegExp(`^huitou_${role}=[\\w-]{43}; .*HttpOnly; SameSite=Strict$`),
    )
    const socket = await openSocket(rig.transport.url, role, cookieOf(response))
    expect((await socket.next('welcome')).you).toMatchObject({ role, name: '小林' })
  })

  it('lets one browser hold several roles, and each page gets the one it asks for', async () => {
    rig = await startRig()
    const cookie = [
      await becomeHost(rig),
      await becomeGuest(rig, 'moderator'),
      await becomeGuest(rig, 'viewer'),
    ].join('; ')
    const roles = ['host', 'moderator', 'viewer'] as const
    const actors = await Promise.all(
      roles.map(async (role) => {
        const socket = await openSocket(rig.transport.url, role, cookie)
        return (await socket.next('welcome')).you
      }),
    )
    expect(actors.map(({ role }) => role)).toEqual(roles)
    expect(actors[1]?.id).not.toBe('host-desk')
    expect((await whoami('overlay', cookie)).status).toBe(401)
  })

  it('never takes the cookie of one role for another', async () => {
    rig = await startRig()
    const viewer = await becomeGuest(rig, 'viewer')
    const forged = viewer.replace('huitou_viewer', 'huitou_moderator')
    expect((await whoami('moderator', forged)).status).toBe(401)
    expect((await whoami('host', forged.replace('huitou_moderator', 'huitou_host'))).status).toBe(401)
  })

  it('keeps who somebody is when they scan the code again, under the new name', async () => {
    rig = await startRig()
    const cookie = await becomeGuest(rig, 'viewer', '小红')
    const before = await whoIs('viewer', cookie)
    const again = await pair(rig.transport.url, codeFor(rig, 'viewer'), '红姐', cookie)
    expect(again.status).toBe(200)
    expect(again.headers.get('set-cookie')).toBeNull()
    expect(await whoIs('viewer', cookie)).toEqual({ ...before, name: '红姐' })
    expect(rig.grants.size()).toBe(1)
  })

  it('refuses a code that has expired, and says so', async () => {
    rig = await startRig()
    const code = codeFor(rig, 'moderator')
    rig.clock.nowMs += MODERATOR_CODE_LIFE_MS
    const response = await pair(rig.transport.url, code, '小林')
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({ error: 'expiredCode' })
    expect((await pair(rig.transport.url, codeFor(rig, 'moderator'), '小林')).status).toBe(200)
  })

  it.each([
    ['no JSON', '{"code":'],
    ['another shape', '[]'],
    ['a code of letters', '{"code":"abcdef"}'],
    ['an endless name', `{"code":"123456","name":"${'长'.repeat(21)}"}`],
    ['a large body', `{"code":"${'1'.repeat(2_000)}"}`],
  ])('refuses %s without counting it as a guess', async (_what, body) => {
    rig = await startRig()
    for (let time = 0; time < 7; time += 1) {
      const response = await open('/v1/pair', {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: originOf(rig.transport.url) },
        body,
      })
      expect([400, 413]).toContain(response.status)
      expect(await response.json()).toMatchObject({ error: 'invalid' })
    }
    expect((await pair(rig.transport.url, codeFor(rig, 'viewer'), '')).status).toBe(200)
  })

  it('ends after thirty days', async () => {
    rig = await startRig()
    const cookie = await becomeGuest(rig, 'moderator')
    rig.clock.nowMs += GRANT_LIFE_MS - 1
    expect((await whoami('moderator', cookie)).status).toBe(200)
    rig.clock.nowMs += 1
    expect((await whoami('moderator', cookie)).status).toBe(401)
  })

  it('survives a restart of the service', async () => {
    rig = await startRig()
    const cookie = await becomeGuest(rig, 'moderator')
    const actor = await whoIs('moderator', cookie)
    await rig.stop()
    rig = await startRig({ grants: rig.grants })
    const { next } = await openSocket(rig.transport.url, 'moderator', cookie)
    expect((await next('welcome')).you).toEqual(actor)
  })
})

describe('revoking', () => {
  it('closes every connection of that actor at once, and nobody else’s', async () => {
    rig = await startRig()
    const cookie = await becomeGuest(rig, 'moderator', '小林')
    const other = await openSocket(
      rig.transport.url,
      'moderator',
      await becomeGuest(rig, 'moderator', '小王'),
    )
    const first = await openSocket(rig.transport.url, 'moderator', cookie)
    const second = await openSocket(rig.transport.url, 'moderator', cookie)
    const code = codeFor(rig, 'moderator')

    rig.transport.access.revoke((await first.next('welcome')).you.id)

    expect(await Promise.all([first.closed, second.closed])).toEqual([4401, 4401])
    expect(second.frames.at(-1)).toMatchObject({ type: 'bye', reason: 'revoked' })
    expect((await whoami('moderator', cookie)).status).toBe(401)
    expect(codeFor(rig, 'moderator')).not.toBe(code)
    other.send({ type: 'ping', sentAtMs: 1 })
    await other.next('pong')
  })

  it('does not shut the host out', async () => {
    rig = await startRig()
    const socket = await openSocket(rig.transport.url, 'host', await becomeHost(rig))
    rig.transport.access.revoke('host')
    socket.send({ type: 'ping', sentAtMs: 1 })
    expect(await socket.next('pong')).toMatchObject({ sentAtMs: 1 })
  })
})

describe('changes of access', () => {
  it('are told to whoever listens, once each', async () => {
    rig = await startRig()
    const told: string[][] = []
    const stop = rig.transport.access.subscribe(({ invites }) => told.push(invites.map(({ code }) => code)))
    const before = codeFor(rig, 'viewer')
    rig.transport.access.renewInvite('viewer')
    await expect.poll(() => told.length).toBe(1)
    expect(told[0]).toContain(codeFor(rig, 'viewer'))
    expect(told[0]).not.toContain(before)
    stop()
    rig.transport.access.renewInvite('viewer')
    await Promise.resolve()
    expect(told).toHaveLength(1)
  })
})

describe('strangers', () => {
  it.each([
    ['another name for us', { host: 'evil.example' }, 'wrongHost'],
    ['another port', { host: '127.0.0.1:1' }, 'wrongHost'],
    ['a page of another site', { origin: 'http://evil.example' }, 'wrongOrigin'],
    ['a page of another local server', { origin: 'http://127.0.0.1:3000' }, 'wrongOrigin'],
    ['a sandboxed page', { origin: 'null' }, 'wrongOrigin'],
    ['no page at all', { origin: '' }, 'wrongOrigin'],
  ])('with %s are refused a socket even with a good cookie', async (_what, headers, error) => {
    rig = await startRig()
    const cookie = await becomeHost(rig)
    const refused = await refusedUpgrade(rig.transport.url, '/v1/socket?as=host', {
      cookie,
      origin: originOf(rig.transport.url),
      ...headers,
    })
    expect(refused).toMatchObject({ status: 403, body: { error } })
    expect(rig.hub.links.size).toBe(0)
  })

  it.each([
    ['no cookie', '/v1/socket?as=host', '', 401, 'notPaired'],
    ['a made-up cookie', '/v1/socket?as=host', `huitou_host=${'A'.repeat(43)}`, 401, 'notPaired'],
    ['a cookie that is none', '/v1/socket?as=host', '%%%;;=;"', 401, 'notPaired'],
    ['no role', '/v1/socket', '', 400, 'invalid'],
    ['the role of the service itself', '/v1/socket?as=system', '', 400, 'invalid'],
    ['another path', '/elsewhere', '', 404, 'notFound'],
  ])('with %s are refused a socket', async (_what, path, cookie, status, error) => {
    rig = await startRig()
    const origin = originOf(rig.transport.url)
    expect(await refusedUpgrade(rig.transport.url, path, { cookie, origin })).toMatchObject({
      status,
      body: { error },
    })
    expect(rig.hub.links.size).toBe(0)
  })

  it('are refused pages under a name that is not ours, and writing from pages that are not ours', async () => {
    rig = await startRig()
    const refused = await refusedUpgrade(rig.transport.url, '/host/', {
      host: 'evil.example',
      connection: 'close',
    })
    expect(refused).toMatchObject({ status: 403, body: { error: 'wrongHost' } })
    const response = await open('/v1/pair', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'http://evil.example' },
      body: JSON.stringify({ code: codeFor(rig, 'viewer'), name: '' }),
    })
    expect(response.status).toBe(403)
    expect(rig.grants.size()).toBe(0)
  })
})
