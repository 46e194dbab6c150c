import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { WebSocket } from 'ws'
import { z } from 'zod'

import { createAssetStore } from '#service/library/asset-store.ts'
import type { AccessGrant, GrantStore } from '#service/library/grant-store.ts'
import { downSchema } from '#shared/protocol/down.ts'
import type { Down } from '#shared/protocol/down.ts'
import type { Up } from '#shared/protocol/up.ts'
import { createTransport } from '../create-transport.ts'
import type { Transport, TransportOptions } from '../create-transport.ts'
import type { ClientLink, Hub } from '../link.ts'

/** A hub that welcomes, answers pings and remembers. */
export interface FakeHub extends Hub {
  readonly links: Set<ClientLink>
  readonly frames: { readonly actorId: string; readonly frame: Up }[]
}

export function createFakeHub(): FakeHub {
  const links = new Set<ClientLink>()
  const frames: FakeHub['frames'] = []
  return {
    links,
    frames,
    attach: (link) => {
      links.add(link)
      const send = (frame: Down): void => link.send(JSON.stringify(frame))
      send({ type: 'welcome', protocol: 1, you: link.actor, serverNowMs: 0 })
      return {
        onFrame: (frame) => {
          frames.push({ actorId: link.actor.id, frame })
          if (frame.type === 'ping') send({ type: 'pong', sentAtMs: frame.sentAtMs, serverNowMs: 0 })
        },
        onClose: () => links.delete(link),
      }
    },
  }
}

export function createMemoryGrants(): GrantStore & { readonly size: () => number } {
  const byHash = new Map<string, AccessGrant>()
  return {
    size: () => byHash.size,
    save: (grant) => void byHash.set(grant.tokenHash, grant),
    find: (tokenHash) => byHash.get(tokenHash) ?? null,
    rename: (actorId, name) => {
      for (const [hash, grant] of byHash) {
        if (grant.actor.id === actorId) byHash.set(hash, { ...grant, actor: { ...grant.actor, name } })
      }
    },
    removeActor: (actorId) => {
      for (const [hash, grant] of byHash) if (grant.actor.id === actorId) byHash.delete(hash)
    },
    prune: (nowMs) => {
      for (const [hash, grant] of byHash) if (grant.expiresAtMs <= nowMs) byHash.delete(hash)
    },
  }
}

export interface Rig {
  readonly transport: Transport
  readonly hub: FakeHub
  readonly grants: ReturnType<typeof createMemoryGrants>
  readonly dataDir: string
  readonly clock: { nowMs: number }
  readonly stop: () => Promise<void>
}

/** A real transport on a free port with a clock that stands until the test moves it. */
export async function startRig(
  options: Partial<TransportOptions> & { grants?: Rig['grants']; clock?: Rig['clock'] } = {},
): Promise<Rig> {
  const folder = mkdtempSync(join(tmpdir(), 'huitou-transport-'))
  const pagesDir = join(folder, 'pages')
  mkdirSync(join(pagesDir, 'host'), { recursive: true })
  mkdirSync(join(pagesDir, 'assets'))
  writeFileSync(join(pagesDir, 'host', 'index.html'), '<!doctype html><title>host</title>')
  writeFileSync(join(pagesDir, 'assets', 'main-4f2a.js'), 'export {}')
  const hub = createFakeHub()
  const grants = options.grants ?? createMemoryGrants()
  const clock = options.clock ?? { nowMs: 1_760_000_000_000 }
  const dataDir = join(folder, 'data')
  const transport = await createTransport({
    hub,
    assets: createAssetStore({
      folder: join(dataDir, 'assets'),
      inUse: () => new Set(),
      nowMs: () => clock.nowMs,
    }),
    orders: {
      token: { current: () => ({ token: null }), renew: () => '', revoke: () => {}, isGood: () => false },
      intake: { take: () => Promise.resolve([]) },
    },
    imports: {
      imports: {
        open: () => 'wrongState',
        current: () => null,
        rejectedRows: () => null,
        exported: () => [],
      },
      folder: join(dataDir, 'imports'),
    },
    review: { reviews: { json: () => Promise.resolve('{}') }, sessions: () => [] },
    across: {
      across: { ask: () => Promise.resolve({ kind: 'notFound' }) },
      fans: { find: () => ({ fans: [], total: 0, all: 0 }) },
    },
    suggestions: {
      ofSession: () => Promise.resolve(null),
      decide: () => null,
      across: () => Promise.resolve({ lastShow: null, suggestions: [], checklist: [] }),
      tick: () => null,
    },
    exporting: {
      start: () => 'missing',
      find: () => null,
      file: () => null,
      remove: () => Promise.resolve(false),
    },
    dataDir,
    pagesDir,
    port: 0,
    lan: false,
    knownSession: (sessionId) => sessionId === 'show-1',
    hostName: '主播',
    logger: pino({ level: 'silent' }),
    nowMs: () => clock.nowMs,
    ...options,
    grants,
  })
  return {
    transport,
    hub,
    grants,
    dataDir,
    clock,
    stop: async () => {
      await transport.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** `http://host:port` of an address with a trailing slash. */
export const originOf = (url: string): string => new URL(url).origin

/** Opens the host's link and keeps its cookie. */
export async function becomeHost({ transport }: Rig): Promise<string> {
  const response = await fetch(transport.hostUrl, { redirect: 'manual' })
  return cookieOf(response)
}

export const cookieOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')

export async function pair(url: string, code: string, name: string, cookie = ''): Promise<Response> {
  return fetch(new URL('/v1/pair', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: originOf(url), cookie },
    body: JSON.stringify({ code, name }),
  })
}

export function codeFor({ transport }: Rig, role: 'moderator' | 'viewer' | 'overlay'): string {
  return transport.access.current().invites.find((invite) => invite.role === role)?.code ?? ''
}

/** Pairs a browser in a role through loopback. */
export async function becomeGuest(
  rig: Rig,
  role: 'moderator' | 'viewer' | 'overlay',
  name = '小林',
): Promise<string> {
  return cookieOf(await pair(rig.transport.url, codeFor(rig, role), name))
}

export interface TestSocket {
  readonly socket: WebSocket
  readonly frames: Down[]
  readonly closed: Promise<number>
  readonly send: (frame: unknown) => void
  /** The first frame of a type, received already or still to come. */
  readonly next: <Type extends Down['type']>(type: Type) => Promise<Extract<Down, { type: Type }>>
}

/** Opens a socket and waits for its welcome. */
export async function openSocket(url: string, as: string, cookie: string): Promise<TestSocket> {
  const socket = new WebSocket(socketUrl(url, as), { headers: { cookie, origin: originOf(url) } })
  const frames: Down[] = []
  const listeners = new Set<() => void>()
  socket.on('message', (data: Buffer) => {
    frames.push(downSchema.parse(JSON.parse(data.toString())))
    for (const listener of listeners) listener()
  })
  const closed = once(socket, 'close').then(([code]) => Number(code))
  const next = <Type extends Down['type']>(type: Type): Promise<Extract<Down, { type: Type }>> =>
    new Promise((resolve, reject) => {
      const isWanted = (frame: Down): frame is Extract<Down, { type: Type }> => frame.type === type
      const look = (): void => {
        const found = frames.find(isWanted)
        if (!found) return
        listeners.delete(look)
        frames.splice(frames.indexOf(found), 1)
        resolve(found)
      }
      listeners.add(look)
      void closed.then((code) => reject(new Error(`closed with ${code} before "${type}" came`)))
      look()
    })
  await once(socket, 'open')
  frames.unshift(await next('welcome'))
  return { socket, frames, closed, next, send: (frame) => socket.send(JSON.stringify(frame)) }
}

export const socketUrl = (url: string, as: string): string => `${url.replace('http', 'ws')}v1/socket?as=${as}`

const refusalSchema = z.object({ error: z.string(), message: z.string() })

export interface Refused {
  readonly status: number
  readonly body: z.infer<typeof refusalSchema>
  readonly retryAfter: string | undefined
}

/** Tries an upgrade that must be refused, with whatever headers a stranger would send. */
export function refusedUpgrade(url: string, path: string, headers: Record<string, string>): Promise<Refused> {
  return new Promise((resolve, reject) => {
    const attempt = request(new URL(path, url), {
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
        ...headers,
      },
    })
    attempt.on('upgrade', (_response, socket) => {
      socket.destroy()
      reject(new Error('the upgrade went through'))
    })
    attempt.on('error', reject)
    attempt.on('response', (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (piece: string) => (text += piece))
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          body: refusalSchema.parse(JSON.parse(text)),
          retryAfter: response.headers['retry-after'],
        }),
      )
    })
    attempt.end()
  })
}
