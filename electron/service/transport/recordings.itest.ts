import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'

import { CHUNK_MAX_BYTES } from './recordings.ts'
import { becomeGuest, becomeHost, originOf, refusedUpgrade, startRig } from './testing/transport-rig.ts'
import type { Rig } from './testing/transport-rig.ts'

let rig: Rig
let cookie: string
beforeEach(async () => {
  rig = await startRig()
  cookie = await becomeHost(rig)
})
afterEach(() => rig.stop())

const PATH = '/v1/sessions/show-1/recordings/program-1.mp4'
const fileOf = (name = 'program-1.mp4'): string => join(rig.dataDir, 'sessions', 'show-1', name)

interface Sent {
  readonly status: number
  readonly json: unknown
}

async function send(
  method: string,
  path: string,
  body: string | Buffer<ArrayBuffer> | null = null,
  as = cookie,
): Promise<Sent> {
  const response = await fetch(new URL(path, rig.transport.url), {
    method,
    headers: { cookie: as, origin: originOf(rig.transport.url) },
    body,
  })
  return { status: response.status, json: await response.json() }
}

it('appends pieces, brings them to the disk and plays them back in parts', async () => {
  expect(await send('PUT', `${PATH}?offset=0`, 'first,')).toEqual({ status: 200, json: { bytes: 6 } })
  expect(await send('PUT', `${PATH}?offset=6`, 'second')).toEqual({ status: 200, json: { bytes: 12 } })
  expect(await send('POST', `${PATH}/complete`)).toEqual({ status: 200, json: { bytes: 12 } })
  expect(readFileSync(fileOf(), 'utf8')).toBe('first,second')

  const moderator = await becomeGuest(rig, 'moderator')
  for (const reader of [cookie, moderator]) {
    const whole = await fetch(new URL(PATH, rig.transport.url), { headers: { cookie: reader } })
    expect([whole.status, whole.headers.get('content-type'), await whole.text()]).toEqual([
      200,
      'video/mp4',
      'first,second',
    ])
    const part = await fetch(new URL(PATH, rig.transport.url), {
      headers: { cookie: reader, range: 'bytes=6-8' },
    })
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
      206,
      'bytes 6-8/12',
      'sec',
    ])
  }
})

it('takes whatever a browser calls a piece, as it is', async () => {
  const response = await fetch(new URL(`${PATH}?offset=0`, rig.transport.url), {
    method: 'PUT',
    headers: { cookie, origin: originOf(rig.transport.url), 'content-type': 'application/json' },
    body: '{"not":',
  })
  expect(response.status).toBe(200)
  expect(readFileSync(fileOf(), 'utf8')).toBe('{"not":')
})

it('refuses a piece at the wrong place and says where to go on', async () => {
  await send('PUT', `${PATH}?offset=0`, 'first')
  for (const offset of [0, 4, 6]) {
    expect(await send('PUT', `${PATH}?offset=${offset}`, 'x')).toMatchObject({
      status: 409,
      json: { error: 'wrongOffset', bytes: 5 },
    })
  }
  expect(readFileSync(fileOf(), 'utf8')).toBe('first')
})

it.each(['', '?offset=', '?offset=-1', '?offset=1.5', '?offset=0x1', '?offset=1&offset=2'])(
  'refuses the offset "%s"',
  async (query) => {
    expect(await send('PUT', PATH + query, 'x')).toMatchObject({ status: 400, json: { error: 'invalid' } })
    expect(existsSync(fileOf())).toBe(false)
  },
)

it.each([
  '/v1/sessions/show-2/recordings/program.mp4',
  '/v1/sessions/..%2Fshow-1/recordings/program.mp4',
  '/v1/sessions/%2e%2e/recordings/program.mp4',
  '/v1/sessions/show-1/recordings/..%2F..%2Fescape.mp4',
  '/v1/sessions/show-1/recordings/..%5C..%5Cescape.mp4',
  '/v1/sessions/show-1/recordings/.mp4',
  '/v1/sessions/show-1/recordings/program.exe',
  '/v1/sessions/show-1/recordings/Program.mp4',
  '/v1/sessions/show-1/recordings/program.mp4%00.exe',
  '/v1/sessions/show-1/recordings/a%2Fb.mp4',
])('knows no recording at %s', async (path) => {
  expect((await send('PUT', `${path}?offset=0`, 'x')).status).toBe(404)
  expect((await send('POST', `${path}/complete`)).status).toBe(404)
  expect((await fetch(new URL(path, rig.transport.url), { headers: { cookie } })).status).toBe(404)
  expect(existsSync(join(rig.dataDir, 'sessions', 'show-1'))).toBe(false)
  expect(existsSync(join(rig.dataDir, '..', 'escape.mp4'))).toBe(false)
})

it('lets nobody but the host write, and viewers not even read', async () => {
  const moderator = await becomeGuest(rig, 'moderator')
  const viewer = await becomeGuest(rig, 'viewer')
  await send('PUT', `${PATH}?offset=0`, 'first')
  for (const other of ['', viewer, moderator]) {
    expect((await send('PUT', `${PATH}?offset=5`, 'x', other)).status).toBe(401)
    expect((await send('POST', `${PATH}/complete`, null, other)).status).toBe(401)
  }
  for (const other of ['', viewer]) {
    expect((await fetch(new URL(PATH, rig.transport.url), { headers: { cookie: other } })).status).toBe(401)
  }
  expect(readFileSync(fileOf(), 'utf8')).toBe('first')
})

it('lets no other page write in the host’s name', async () => {
  const response = await fetch(new URL(`${PATH}?offset=0`, rig.transport.url), {
    method: 'PUT',
    headers: { cookie, origin: 'http://evil.example' },
    body: 'x',
  })
  expect(response.status).toBe(403)
  expect(
    await refusedUpgrade(rig.transport.url, PATH, { host: 'evil.example', cookie, connection: 'close' }),
  ).toMatchObject({ status: 403 })
  expect(existsSync(fileOf())).toBe(false)
})

it('refuses a piece that is too large and keeps nothing of it', async () => {
  await send('PUT', `${PATH}?offset=0`, 'first')
  const tooMuch = Buffer.alloc(CHUNK_MAX_BYTES + 1)
  // The service answers and hangs up before all of it was sent, which a client may see as either.
  const status = await send('PUT', `${PATH}?offset=5`, tooMuch).then(
    (sent) => sent.status,
    () => 413,
  )
  expect(status).toBe(413)
  expect(readFileSync(fileOf(), 'utf8')).toBe('first')
  expect(await send('PUT', `${PATH}?offset=5`, Buffer.alloc(CHUNK_MAX_BYTES))).toMatchObject({ status: 200 })
})

it('keeps what came of a piece whose sender went away, and lets it go on there', async () => {
  const raw = connect(rig.transport.port, '127.0.0.1')
  raw.write(
    [
      `PUT ${PATH}?offset=0 HTTP/1.1`,
      `Host: 127.0.0.1:${rig.transport.port}`,
      `Origin: ${originOf(rig.transport.url)}`,
      `Cookie: ${cookie}`,
      'Content-Length: 100',
      '',
      'first',
    ].join('\r\n'),
  )
  await expect.poll(() => existsSync(fileOf()) && readFileSync(fileOf(), 'utf8')).toBe('first')
  expect(await send('PUT', `${PATH}?offset=5`, 'x')).toMatchObject({ status: 409, json: { error: 'busy' } })
  expect(await send('POST', `${PATH}/complete`)).toMatchObject({ status: 409, json: { error: 'busy' } })
  raw.destroy()
  await expect.poll(async () => (await send('PUT', `${PATH}?offset=5`, ',second')).status).toBe(200)
  expect(readFileSync(fileOf(), 'utf8')).toBe('first,second')
  expect(readdirSync(join(rig.dataDir, 'sessions', 'show-1'))).toEqual(['program-1.mp4'])
})
