import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'

import { ASSET_MAX_BYTES, createAssetStore } from '#service/library/asset-store.ts'
import { becomeGuest, becomeHost, originOf, startRig } from './testing/transport-rig.ts'
import type { Rig } from './testing/transport-rig.ts'

let rig: Rig
let cookie: string
beforeEach(async () => {
  rig = await startRig()
  cookie = await becomeHost(rig)
})
afterEach(() => rig.stop())

const png = (text = ''): Buffer<ArrayBuffer> => Buffer.from(`\x89PNG\r\n\x1a\n${text}`, 'latin1')
const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
const pathOf = (bytes: Buffer): string => `/v1/assets/${hashOf(bytes)}`
const folder = (): string => join(rig.dataDir, 'assets')

async function send(
  method: string,
  path: string,
  body: Buffer<ArrayBuffer> | null = null,
  as = cookie,
): Promise<{ status: number; error: unknown }> {
  const response = await fetch(new URL(path, rig.transport.url), {
    method,
    headers: { cookie: as, origin: originOf(rig.transport.url), 'content-type': 'text/html' },
    body,
  })
  const text = await response.text()
  const answer: unknown = text === '' ? {} : JSON.parse(text)
  return {
    status: response.status,
    error: typeof answer === 'object' && answer !== null && 'error' in answer ? answer.error : null,
  }
}

it.each([
  ['image/png', png()],
  ['image/jpeg', Buffer.from('\xff\xd8\xff\xe0 JFIF', 'latin1')],
  ['image/webp', Buffer.from('RIFF\x10\x00\x00\x00WEBPVP8 ', 'latin1')],
] as const)('keeps a %s by its bytes and gives it back to the staff', async (type, bytes) => {
  expect(await send('PUT', pathOf(bytes), bytes)).toEqual({ status: 204, error: null })
  expect(await send('PUT', pathOf(bytes), bytes), 'again').toEqual({ status: 204, error: null })
  for (const reader of [cookie, await becomeGuest(rig, 'moderator')]) {
    const response = await fetch(new URL(pathOf(bytes), rig.transport.url), { headers: { cookie: reader } })
    expect(response.headers.get('content-type')).toBe(type)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes)
  }
  expect(readdirSync(folder())).toEqual([hashOf(bytes)])
  expect((await send('DELETE', pathOf(bytes))).status).toBe(204)
  expect((await send('DELETE', pathOf(bytes))).status).toBe(404)
})

it.each([
  ['a picture that is none', Buffer.from('<svg onload="alert(1)"/>')],
  ['an empty body', Buffer.alloc(0)],
  ['a GIF', Buffer.from('GIF89a')],
])('refuses %s', async (_what, bytes) => {
  expect(await send('PUT', pathOf(bytes), bytes)).toEqual({ status: 415, error: 'wrongType' })
  expect(existsSync(folder())).toBe(false)
})

it('refuses bytes under the hash of others', async () => {
  expect(await send('PUT', pathOf(png('one')), png('two'))).toEqual({ status: 400, error: 'wrongHash' })
  expect(existsSync(folder())).toBe(false)
})

it('refuses an image that is too large, announced or not, and goes on serving', async () => {
  const large = Buffer.concat([png(), Buffer.alloc(ASSET_MAX_BYTES)])
  expect(await send('PUT', pathOf(large), large)).toEqual({ status: 413, error: 'tooLarge' })
  const unannounced = await fetch(new URL(pathOf(large), rig.transport.url), {
    method: 'PUT',
    headers: { cookie, origin: originOf(rig.transport.url) },
    body: new Blob([large]).stream(),
    duplex: 'half',
  })
  expect(unannounced.status).toBe(413)
  expect(existsSync(folder())).toBe(false)
  expect((await send('PUT', pathOf(png()), png())).status).toBe(204)
})

it.each([
  '/v1/assets/..%2Flibrary.db',
  '/v1/assets/%2e%2e%2f%2e%2e%2fescape',
  '/v1/assets/..%5C..%5Cescape',
  `/v1/assets/${'A'.repeat(64)}`,
  `/v1/assets/${'a'.repeat(63)}`,
  `/v1/assets/${'a'.repeat(64)}.part`,
  `/v1/assets/${'a'.repeat(62)}%00a`,
])('knows no image at %s', async (path) => {
  for (const method of ['PUT', 'GET', 'DELETE']) {
    expect((await send(method, path, method === 'PUT' ? png() : null)).status).toBe(404)
  }
  expect(existsSync(folder())).toBe(false)
})

it('lets nobody but the host write, and only the staff read', async () => {
  const moderator = await becomeGuest(rig, 'moderator')
  const viewer = await becomeGuest(rig, 'viewer')
  await send('PUT', pathOf(png()), png())
  for (const other of ['', viewer, moderator]) {
    expect((await send('PUT', pathOf(png('x')), png('x'), other)).status).toBe(401)
    expect((await send('DELETE', pathOf(png()), null, other)).status).toBe(401)
  }
  for (const other of ['', viewer]) {
    expect((await send('GET', pathOf(png()), null, other)).status).toBe(401)
  }
  const foreign = await fetch(new URL(pathOf(png('x')), rig.transport.url), {
    method: 'PUT',
    headers: { cookie, origin: 'http://evil.example' },
    body: png('x'),
  })
  expect(foreign.status).toBe(403)
  expect(readdirSync(folder())).toEqual([hashOf(png())])
})

it.skipIf(!existsSync('/dev/full'))(
  'says so when the disk refuses, and keeps nothing half written',
  async () => {
    mkdirSync(folder(), { recursive: true })
    symlinkSync('/dev/full', join(folder(), `${hashOf(png())}.part`))
    expect(await send('PUT', pathOf(png()), png())).toEqual({ status: 507, error: 'diskFull' })
    expect(readdirSync(folder())).toEqual([])
    expect((await send('PUT', pathOf(png()), png())).status, 'once there is room').toBe(204)
  },
)

it('keeps what scenes show and what is fresh, and removes the rest', async () => {
  const clock = { nowMs: Date.now() }
  const used = new Set([hashOf(png('used'))])
  const store = createAssetStore({ folder: folder(), inUse: () => used, nowMs: () => clock.nowMs })
  for (const bytes of [png('used'), png('orphan')]) await store.put(hashOf(bytes), bytes)
  expect(await store.tidy()).toBe(0)
  clock.nowMs += 25 * 60 * 60_000
  expect(await store.tidy()).toBe(1)
  expect(readdirSync(folder())).toEqual([...used])
  expect(await store.remove(hashOf(png('used')))).toBe('inUse')
  rmSync(folder(), { recursive: true })
  expect(await store.tidy()).toBe(0)
})

it('does not give out a file that has become something else', async () => {
  await send('PUT', pathOf(png()), png())
  const file = join(folder(), hashOf(png()))
  chmodSync(file, 0o600)
  writeFileSync(file, '<html>')
  expect((await send('GET', pathOf(png()))).status).toBe(404)
  expect(readFileSync(file, 'utf8')).toBe('<html>')
})
