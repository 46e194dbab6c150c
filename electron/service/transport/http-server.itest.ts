import { createServer } from 'node:net'
import { once } from 'node:events'
import { afterEach, beforeEach, expect, it } from 'vitest'

import { startRig } from './testing/transport-rig.ts'
import type { Rig } from './testing/transport-rig.ts'

let rig: Rig
beforeEach(async () => {
  rig = await startRig()
})
afterEach(() => rig.stop())

const open = (path: string): Promise<Response> =>
  fetch(new URL(path, rig.transport.url), { redirect: 'manual' })

it('serves pages that must be asked for again and parts that never change', async () => {
  const page = await open('/host/')
  expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-cache'])
  expect(await page.text()).toContain('host')
  const part = await open('/assets/main-4f2a.js')
  expect([part.status, part.headers.get('cache-control')]).toEqual([
    200,
    'public, max-age=31536000, immutable',
  ])
  expect(part.headers.get('content-type')).toContain('javascript')
})

it('finds a page without its last slash', async () => {
  const response = await open('/host')
  expect(response.headers.get('location')).toBe('/host/')
})

it('says what to do while pages are not built', async () => {
  const response = await open('/console/')
  expect(response.status).toBe(503)
  expect(await response.text()).toContain('npm run build')
})

it('explains the bare address in both languages to somebody it does not know', async () => {
  const response = await open('/')
  expect(response.status).toBe(200)
  const text = await response.text()
  expect(text).toContain('/watch/')
  expect(text).toContain('/console/')
  expect(text).toContain('演播电脑')
  expect(text).toContain('studio PC')
})

it.each(['/../package.json', '/%2e%2e/%2e%2e/etc/passwd', '/assets/..%2f..%2fdata', '/.env', '/v1/nothing'])(
  'serves nothing at %s',
  async (path) => {
    const response = await open(path)
    expect([400, 403, 404]).toContain(response.status)
    expect(await response.json()).toMatchObject({ error: expect.any(String), message: expect.any(String) })
  },
)

it('answers for its health', async () => {
  expect(await (await open('/healthz')).json()).toEqual({ ok: true })
})

it('sends strict headers with every answer, refusals too', async () => {
  for (const path of ['/host/', '/healthz', '/v1/nothing', '/']) {
    const { headers } = await open(path)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'self'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toContain("object-src 'none'")
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('permissions-policy')).toContain('camera=(self)')
    expect(headers.get('permissions-policy')).toContain('geolocation=()')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('strict-transport-security')).toBeNull()
    expect(headers.get('access-control-allow-origin')).toBeNull()
  }
})

it('says clearly that its port is taken', async () => {
  const squatter = createServer().listen(0, '127.0.0.1')
  await once(squatter, 'listening')
  const address = squatter.address()
  const port = typeof address === 'object' && address ? address.port : 0
  await expect(startRig({ port })).rejects.toMatchObject({
    name: 'TransportError',
    code: 'portInUse',
    port,
    message: expect.stringContaining(`Port ${port}`),
  })
  squatter.close()
})

it('lets the host page alone send elsewhere, to https and this machine', async () => {
  const connect = async (path: string): Promise<string> =>
    /connect-src ([^;]*)/.exec((await open(path)).headers.get('content-security-policy') ?? '')?.[1] ?? ''
  expect(await connect('/host/')).toMatch(/^'self' ws:\/\/127\.0\.0\.1:\d+ https: http:\/\/127\.0\.0\.1:\*/)
  for (const path of ['/console/', '/watch/', '/overlay/', '/', '/hostile/', '/watch/?/host/']) {
    expect(await connect(path)).toMatch(/^'self' ws:\/\/127\.0\.0\.1:\d+$/)
  }
})

it('lets the frame that runs Signaling reach Agora and nothing else, and only studio pages frame it', async () => {
  const { headers } = await open('/signaling/')
  const policy = headers.get('content-security-policy') ?? ''
  expect(policy).toContain(
    'connect-src https://*.agora.io:* wss://*.agora.io:* https://*.sd-rtn.com:* wss://*.sd-rtn.com:*;',
  )
  expect(policy).toContain("frame-ancestors 'self'")
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'")
  expect(headers.get('x-frame-options')).toBe('SAMEORIGIN')
  for (const path of ['/host/', '/host/?/signaling/', '/console/']) {
    const other = await open(path)
    expect(other.headers.get('content-security-policy')).not.toMatch(/agora|wasm/)
    expect(other.headers.get('x-frame-options')).toBe('DENY')
  }
})
