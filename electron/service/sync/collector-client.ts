import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { z } from 'zod'

import {
  collectorProblemSchema,
  pushResponseSchema,
  sessionResponseSchema,
} from '#shared/protocol/collector.ts'
import { retryAfterMs } from './back-off.ts'
import type { WireBody } from './batch.ts'
import { agentFor } from './connect.ts'
import type { Refused } from './narrow.ts'
import { connectionError, SyncError } from './sync-error.ts'

/** What a collector said to a batch. Everything else is thrown as SyncError. */
export type PushOutcome =
  | { readonly kind: 'stored'; readonly highestSeq: number }
  | { readonly kind: 'gap'; readonly highestSeq: number }
  | { readonly kind: 'invalid'; readonly named: readonly Refused[]; readonly reason: string }
  | { readonly kind: 'tooLarge' }
  /** It cannot unpack this encoding. */
  | { readonly kind: 'unsupported' }

export interface CollectorClient {
  readonly address: string
  readonly token: string
  /** POST: new events. PUT: in the place of those it holds. @throws SyncError */
  readonly send: (
    method: 'POST' | 'PUT',
    sessionId: string,
    body: WireBody,
    signal: AbortSignal,
  ) => Promise<PushOutcome>
  /** The seq up to which it holds a session; 0: nothing. @throws SyncError */
  readonly highestSeq: (sessionId: string, signal: AbortSignal) => Promise<number>
  /** Whether this is a collector that lets this token in. @throws SyncError */
  readonly check: (signal: AbortSignal) => Promise<void>
  readonly agent: ReturnType<typeof agentFor>
  readonly close: () => void
}

export interface ClientOptions {
  readonly address: string
  readonly token: string
  readonly certificate?: string | null
  /** Called before each piece of a body; resolves when it may go. */
  readonly pace?: (bytes: number, signal: AbortSignal) => Promise<void>
  readonly pieceBytes?: () => number
  readonly nowMs?: () => number
  /** Nothing came or went for this long (ms); others for tests. */
  readonly silentMs?: number
  readonly connectMs?: number
}

const SILENT_MS = 60_000
const CONNECT_MS = 15_000
const ANSWER_MAX_BYTES = 4 * 1024 * 1024

export interface Answer {
  readonly status: number
  readonly text: string
  readonly retryAfter: string | undefined
}

interface Asked {
  readonly method: string
  readonly path: string
  readonly body: WireBody | null
}

/** Speaks with one collector. Follows no redirect: the token goes where somebody said and nowhere else. */
export function createCollectorClient(options: ClientOptions): CollectorClient {
  const { address, token, nowMs = Date.now, silentMs = SILENT_MS, connectMs = CONNECT_MS } = options
  const agent = agentFor(address, options.certificate ?? null)
  const start = new URL(address).protocol === 'http:' ? httpRequest : httpsRequest

  const write = async (request: ClientRequest, bytes: Buffer, signal: AbortSignal): Promise<void> => {
    const pieceBytes = options.pieceBytes?.() ?? bytes.length
    for (let from = 0; from < bytes.length && !request.destroyed; from += pieceBytes) {
      const piece = bytes.subarray(from, from + pieceBytes)
      await options.pace?.(piece.length, signal)
      if (!request.write(piece)) await drained(request)
    }
    request.end()
  }

  const once = ({ method, path, body }: Asked, signal: AbortSignal): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const fail = (error: unknown): void => {
        reject(signal.aborted ? new SyncError('cancelled') : connectionError(error))
        request.destroy()
      }
      const request = start(`${address}${path}`, {
        method,
        agent,
        signal,
        headers: {
          authorization: `Bearer ${token}`,
          accept: 'application/json, application/problem+json',
          ...(body === null
            ? {}
            : {
                'content-type': 'application/json',
                'content-encoding': body.encoding,
                'content-length': body.bytes.length,
              }),
        },
      })
      const late = setTimeout(() => fail(new SyncError('timedOut', 'no connection')), connectMs)
      request.once('socket', (socket) => {
        const connected = (): void => clearTimeout(late)
        if (!socket.connecting) connected()
        else socket.once('encrypted' in socket ? 'secureConnect' : 'connect', connected)
      })
      request.setTimeout(silentMs, () => fail(new SyncError('timedOut', 'no answer')))
      request.once('close', () => clearTimeout(late))
      request.on('error', fail)
      // An answer may come before the body is out (too large, not let in): then the rest is of no use.
      request.once('response', (response) => {
        clearTimeout(late)
        readAnswer(response).then(resolve, fail)
      })
      if (body === null) request.end()
      else write(request, body.bytes, signal).catch(fail)
    })

  const ask = async (asked: Asked, signal: AbortSignal): Promise<Answer> => {
    try {
      return await once(asked, signal)
    } catch (error) {
      // A connection that was kept open and has been closed at the other end meanwhile says nothing about the server.
      if (!(error instanceof SyncError) || error.detail !== 'ECONNRESET' || signal.aborted) throw error
      agent.destroy()
      return once(asked, signal)
    }
  }

  return {
    address,
    token,
    agent,
    send: async (method, sessionId, body, signal) =>
      outcomeOf(await ask({ method, path: `/v1/sessions/${sessionId}/events`, body }, signal), nowMs()),
    highestSeq: async (sessionId, signal) => {
      const answer = await ask({ method: 'GET', path: `/v1/sessions/${sessionId}`, body: null }, signal)
      const json = jsonOf(answer.text)
      if (answer.status === 404 && collectorProblemSchema.safeParse(json).data?.code === 'notFound') return 0
      if (answer.status !== 200) throw failureOf(answer, nowMs())
      const told = storedSchema.safeParse(json)
      if (!told.success) throw new SyncError('notCollector', 'status 200 without a place')
      return told.data.session.highestSeq
    },
    check: async (signal) => {
      const answer = await ask({ method: 'GET', path: '/v1/sessions?limit=1', body: null }, signal)
      if (answer.status !== 200) throw failureOf(answer, nowMs())
      if (z.looseObject({}).safeParse(jsonOf(answer.text)).success) return
      throw new SyncError('notCollector', 'no JSON object')
    },
    close: () => agent.destroy(),
  }
}

/** Of what a collector tells of a session, what is asked for here; a newer one may tell more or otherwise. */
const storedSchema = z.object({ session: sessionResponseSchema.shape.session.pick({ highestSeq: true }) })

async function drained(request: ClientRequest): Promise<void> {
  await new Promise<void>((resolve) => {
    const go = (): void => {
      request.off('drain', go)
      request.off('close', go)
      resolve()
    }
    request.on('drain', go)
    request.on('close', go)
  })
}

async function readAnswer(response: IncomingMessage): Promise<Answer> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of response as AsyncIterable<Buffer>) {
    bytes += part.length
    if (bytes > ANSWER_MAX_BYTES) throw new SyncError('notCollector', 'the answer is too long')
    parts.push(part)
  }
  const { statusCode = 0, headers } = response
  return { status: statusCode, text: Buffer.concat(parts).toString(), retryAfter: headers['retry-after'] }
}

function outcomeOf(answer: Answer, nowMs: number): PushOutcome {
  const json = jsonOf(answer.text)
  if (answer.status >= 200 && answer.status < 300) {
    const stored = pushResponseSchema.safeParse(json)
    if (!stored.success) throw new SyncError('notCollector', `status ${answer.status} without a place`)
    return { kind: 'stored', highestSeq: stored.data.highestSeq }
  }
  const told = collectorProblemSchema.safeParse(json).data
  const reason = told?.detail ?? told?.title ?? `refused with status ${answer.status}`
  switch (answer.status) {
    case 404:
      // The show itself is not there yet: everything of it is still to be sent.
      if (told?.code === 'notFound') return { kind: 'gap', highestSeq: 0 }
      break
    case 409:
      if (told?.code === 'gap') return { kind: 'gap', highestSeq: told.highestSeq ?? 0 }
      break
    case 413:
      return { kind: 'tooLarge' }
    case 415:
      return { kind: 'unsupported' }
    case 400:
    case 422:
      return { kind: 'invalid', named: told?.invalid ?? [], reason }
  }
  throw failureOf(answer, nowMs)
}

/** What any answer means that is none of the protocol's. */
export function failureOf({ status, text, retryAfter }: Answer, nowMs: number): SyncError {
  const told = collectorProblemSchema.safeParse(jsonOf(text)).data
  const detail = `${status}${told ? ` ${told.detail ?? told.title}` : ''}`
  if (status === 401) return new SyncError('unauthorized', detail)
  if (status === 403) return new SyncError('forbidden', detail)
  const waitMs = retryAfterMs(retryAfter, nowMs)
  if (status === 429 || status === 503) return new SyncError('busy', detail, waitMs)
  if (status === 408 || status === 425) return new SyncError('busy', detail, waitMs)
  if (status >= 500) return new SyncError('serverError', detail, waitMs)
  // A web server that knows no such path, or sends one elsewhere.
  if (status < 400 || status === 404 || status === 405) return new SyncError('notCollector', detail)
  return new SyncError('refused', detail)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
