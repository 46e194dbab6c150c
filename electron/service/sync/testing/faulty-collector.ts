import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { gunzipSync, zstdDecompressSync } from 'node:zlib'

import {
  pushRequestSchema,
  replaceRequestSchema,
  type CollectorProblem,
  type PushRequest,
} from '#shared/protocol/collector.ts'

type Row = PushRequest['events'][number]

/** One request as it came. */
export interface SeenRequest {
  readonly method: string
  readonly encoding: string
  readonly token: string
  readonly seqs: readonly number[]
  readonly wireBytes: number
}

/** What a request is answered with instead of being served; `cut` closes the connection without an answer. */
export type Fault =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: unknown }
  | 'cut'
  /** Stores, and then closes the connection without an answer. */
  | 'cutAfter'

/** A collector in memory that obeys the protocol except where it is told not to. */
export interface FaultyCollector {
  readonly url: string
  readonly rows: Map<string, Map<number, Row>>
  readonly seen: SeenRequest[]
  /** Taken in turn, one for each request; then all goes well. */
  readonly faults: (Fault | null)[]
  /** Why an event is not taken; null: it is. */
  refuses: (row: Row) => string | null
  /** Whether a refusal says which events it means. */
  names: boolean
  encodings: readonly string[]
  maxEvents: number
  /** Called with each request once it has been read, before it is served. */
  onRequest: (request: SeenRequest) => void
  readonly highest: (sessionId: string) => number
  readonly close: () => Promise<void>
}

export async function startFaultyCollector(token: string, port = 0): Promise<FaultyCollector> {
  const server = createServer((request, response) => void serve(request, response))
  const collector: Omit<FaultyCollector, 'url'> = {
    rows: new Map(),
    seen: [],
    faults: [],
    refuses: () => null,
    names: true,
    encodings: ['zstd', 'gzip'],
    maxEvents: Infinity,
    onRequest: () => undefined,
    highest: (sessionId) => highestOf(collector.rows.get(sessionId)),
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url = '', headers } = request
    const answer = (status: number, body: unknown, more: Record<string, string> = {}): void => {
      response.writeHead(status, { 'content-type': 'application/json', ...more })
      response.end(JSON.stringify(body))
    }
    const problem = (status: number, code: CollectorProblem['code'], more: Partial<CollectorProblem> = {}) =>
      answer(status, { type: 'about:blank', title: code, status, code, ...more })
    const parts: Buffer[] = []
    try {
      for await (const part of request as AsyncIterable<Buffer>) parts.push(part)
    } catch {
      return
    }
    const packed = Buffer.concat(parts)
    const encoding = headers['content-encoding'] ?? 'identity'
    const body = packed.length === 0 ? null : unpacked(packed, encoding)
    const given = headers.authorization?.replace('Bearer ', '') ?? ''
    const seqs = method === 'GET' || body === null ? [] : seqsOf(body)
    const seen = { method, encoding, token: given, seqs, wireBytes: packed.length }
    collector.seen.push(seen)
    collector.onRequest(seen)
    const fault = collector.faults.shift() ?? null
    if (fault === 'cut') return void request.socket.destroy()
    if (fault !== null && fault !== 'cutAfter') return answer(fault.status, fault.body ?? {}, fault.headers)
    if (given !== token) return problem(401, 'unauthorized')
    if (method === 'GET') {
      const [, asked] = /^\/v1\/sessions\/([^/?]+)$/.exec(url) ?? []
      if (asked === undefined) return answer(200, { sessions: [] })
      return collector.rows.has(asked)
        ? answer(200, { session: { highestSeq: collector.highest(asked) }, recordings: [] })
        : problem(404, 'notFound')
    }
    if (!collector.encodings.includes(encoding)) return problem(415, 'unsupported')
    const [, sessionId = ''] = /^\/v1\/sessions\/([^/]+)\/events$/.exec(url) ?? []
    const rows = collector.rows.get(sessionId) ?? new Map<number, Row>()
    const { events } = method === 'POST' ? pushRequestSchema.parse(body) : replaceRequestSchema.parse(body)
    if (events.length > collector.maxEvents) return problem(413, 'tooLarge')
    const highestSeq = collector.highest(sessionId)
    if (method === 'POST' ? (events[0]?.seq ?? 1) > highestSeq + 1 : (events.at(-1)?.seq ?? 0) > highestSeq)
      return problem(409, 'gap', { highestSeq })
    const invalid = events.flatMap((row) => {
      const reason = collector.refuses(row)
      return reason === null ? [] : { seq: row.seq, reason }
    })
    if (invalid.length > 0) return problem(422, 'invalid', collector.names ? { invalid } : {})
    for (const row of events) if (method === 'PUT' || !rows.has(row.seq)) rows.set(row.seq, row)
    collector.rows.set(sessionId, rows)
    if (fault === 'cutAfter') return void request.socket.destroy()
    answer(200, { highestSeq: collector.highest(sessionId) })
  }

  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const address = server.address()
  const bound = typeof address === 'object' && address !== null ? address.port : port
  return Object.assign(collector, { url: `http://127.0.0.1:${bound}` })
}

function highestOf(rows: ReadonlyMap<number, Row> | undefined): number {
  let highest = 0
  for (const seq of rows?.keys() ?? []) highest = Math.max(highest, seq)
  return highest
}

function unpacked(bytes: Buffer, encoding: string): unknown {
  const raw =
    encoding === 'zstd' ? zstdDecompressSync(bytes) : encoding === 'gzip' ? gunzipSync(bytes) : bytes
  return JSON.parse(raw.toString())
}

const seqsOf = (body: unknown): number[] =>
  replaceRequestSchema
    .pick({ events: true })
    .parse(body)
    .events.map(({ seq }) => seq)
