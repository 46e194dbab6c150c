import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { WhipPeer } from './whip-peer.ts'

/** One request as it came in, and how it was answered. */
export interface SeenRequest {
  readonly method: string
  readonly path: string
  readonly authorization: string | null
  readonly ifMatch: string | null
  readonly body: string
  readonly status: number
}

/** What a test may change while the server runs. */
export interface WhipBehaviour {
  token: string | null
  codec: 'H264' | 'VP8'
  /** Whether several sizes of the picture are taken. */
  simulcast: boolean
  /** Answers every POST with this instead. */
  refusal: { status: number; headers?: Record<string, string>; body?: string } | null
  /** Answers every POST with 307 to this address. */
  redirectTo: string | null
  link: string | null
  patch: 'offered' | 'refused' | 'none'
  /** Where what arrives is written; null for nowhere. */
  recordTo: string | null
}

export interface WhipServer {
  readonly url: string
  readonly behaviour: WhipBehaviour
  readonly seen: readonly SeenRequest[]
  readonly of: (method: string) => readonly SeenRequest[]
  /** Sessions that were not deleted, newest last. */
  readonly sessions: () => readonly WhipPeer[]
  /** Ends all sessions without a word over HTTP, as a server that crashed: their addresses are gone with them. */
  readonly crash: () => Promise<void>
  readonly stop: () => Promise<void>
}

const FRAGMENT = 'application/trickle-ice-sdpfrag'
const EXPOSED = 'Location, Link, ETag, Accept-Patch, Retry-After'

/** A WHIP endpoint (RFC 9725) with the thinnest HTTP in front of werift, for tests. */
export async function startWhipServer(initial: Partial<WhipBehaviour> = {}): Promise<WhipServer> {
  const behaviour: WhipBehaviour = {
    ...{ token: 'sesame', codec: 'H264', simulcast: false, refusal: null, redirectTo: null },
    ...{ link: null, patch: 'offered', recordTo: null },
    ...initial,
  }
  const seen: SeenRequest[] = []
  const sessions = new Map<string, { peer: WhipPeer; tag: string }>()

  const post = async (body: string): Promise<Reply> => {
    if (behaviour.redirectTo !== null) return { status: 307, headers: { Location: behaviour.redirectTo } }
    if (behaviour.refusal) return behaviour.refusal
    const peer = new WhipPeer(body, behaviour)
    const answer = await peer.answer()
    const id = randomUUID()
    const tag = `"${randomUUID()}"`
    sessions.set(id, { peer, tag })
    return {
      status: 201,
      body: answer,
      headers: {
        'Content-Type': 'application/sdp',
        Location: `session/${id}`,
        ...(behaviour.link === null ? {} : { Link: behaviour.link }),
        ...(behaviour.patch === 'none' ? {} : { ETag: tag, 'Accept-Patch': FRAGMENT }),
      },
    }
  }
  const patch = async (id: string, ifMatch: string | null, body: string): Promise<Reply> => {
    const session = sessions.get(id)
    if (!session) return { status: 404 }
    if (behaviour.patch !== 'offered') return { status: behaviour.patch === 'none' ? 405 : 422 }
    if (ifMatch === null) return { status: 428 }
    if (ifMatch === '*') {
      session.tag = `"${randomUUID()}"`
      const fragment = await session.peer.restart(body)
      return { status: 200, body: fragment, headers: { 'Content-Type': FRAGMENT, ETag: session.tag } }
    }
    if (ifMatch !== session.tag) return { status: 412 }
    await session.peer.addCandidates(body)
    return { status: 204 }
  }
  const remove = async (id: string): Promise<Reply> => {
    const session = sessions.get(id)
    if (!session) return { status: 404 }
    sessions.delete(id)
    await session.peer.close()
    return { status: 200 }
  }
  const route = async (request: IncomingMessage, body: string): Promise<Reply> => {
    const { method = '', url = '' } = request
    if (method === 'OPTIONS') return { status: 204, headers: { 'Accept-Post': 'application/sdp' } }
    if (behaviour.token !== null && request.headers.authorization !== `Bearer ${behaviour.token}`) {
      const problem = JSON.stringify({ title: 'Unknown stream key', status: 401 })
      return { status: 401, body: problem, headers: { 'Content-Type': 'application/problem+json' } }
    }
    const id = /^\/live\/session\/([\w-]+)$/.exec(url)?.[1]
    if (url === '/live/whip' && method === 'POST') return post(body)
    if (id !== undefined && method === 'PATCH') return patch(id, request.headers['if-match'] ?? null, body)
    if (id !== undefined && method === 'DELETE') return remove(id)
    return { status: 404 }
  }

  const server = createServer((request, response) => {
    void (async () => {
      const body = await text(request)
      const reply = await route(request, body)
      seen.push({
        method: request.method ?? '',
        path: request.url ?? '',
        authorization: request.headers.authorization ?? null,
        ifMatch: request.headers['if-match'] ?? null,
        body,
        status: reply.status,
      })
      send(response, reply)
    })().catch((error: unknown) => send(response, { status: 500, body: String(error) }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port')

  const crash = async (): Promise<void> => {
    const gone = [...sessions.values()]
    sessions.clear()
    await Promise.all(gone.map(({ peer }) => peer.close()))
  }
  return {
    url: `http://127.0.0.1:${address.port}/live/whip`,
    behaviour,
    seen,
    of: (method) => seen.filter((request) => request.method === method),
    sessions: () => [...sessions.values()].map(({ peer }) => peer),
    crash,
    stop: async () => {
      await crash()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

interface Reply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

function send(response: ServerResponse, { status, headers, body }: Reply): void {
  response.writeHead(status, {
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Methods': 'OPTIONS, POST, PATCH, DELETE',
    'Access-Control-Allow-Headers': 'Authorization, Content-Type, If-Match',
    'Access-Control-Expose-Headers': EXPOSED,
    ...headers,
  })
  response.end(body)
}
