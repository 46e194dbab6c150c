import { join } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'

import { REVIEW_MESSAGES_MAX } from '#shared/protocol/review.ts'
import type { SessionSummary } from '#shared/protocol/down.ts'
import { LogError } from '#service/log/log-error.ts'
import { chatAround, chatOfQuestion } from '#service/review/chat-of-moment.ts'
import type { Reviews } from '#service/review/reviews.ts'
import { SESSION_ID_PATTERN } from '#service/session/session-id.ts'
import { StorageError } from '#service/storage/storage-error.ts'
import type { PageRole } from './grants.ts'

export interface ReviewRoutes {
  readonly reviews: Pick<Reviews, 'json'>
  readonly sessions: () => readonly SessionSummary[]
}

export interface ReviewRouteOptions extends ReviewRoutes {
  readonly dataDir: string
  readonly knownSession: (sessionId: string) => boolean
  readonly isFrom: (request: FastifyRequest, roles: readonly PageRole[]) => boolean
}

const sessionParams = z.object({ sessionId: z.string().regex(SESSION_ID_PATTERN) })
const limit = z.coerce.number().int().min(1).max(REVIEW_MESSAGES_MAX).default(100)
const messagesQuery = z.union([
  z.object({ aroundMs: z.coerce.number().int().nonnegative(), limit }),
  z.object({ questionId: z.string().max(32), limit }),
])

/** What the review page reads of single sessions: for the host alone. See shared/protocol/review.ts. */
export async function addReviewRoutes(
  app: FastifyInstance,
  { reviews, sessions, dataDir, knownSession, isFrom }: ReviewRouteOptions,
): Promise<void> {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('Cache-Control', 'no-store')
    if (!isFrom(request, ['host'])) return fail(reply, 401, 'notPaired', 'Reviews are for the host alone.')
  })
  app.setErrorHandler((error: unknown, _request, reply) => {
    if (error instanceof LogError || error instanceof StorageError) return unreadable(reply, error)
    throw error
  })

  /** Null when there is no such session. */
  const sessionOf = (request: FastifyRequest): string | null => {
    const params = sessionParams.safeParse(request.params).data
    return params && knownSession(params.sessionId) ? params.sessionId : null
  }

  app.get('/v1/review/sessions', async () => sessions().filter(({ liveAtMs }) => liveAtMs !== null))

  app.get('/v1/review/sessions/:sessionId', async (request, reply) => {
    const sessionId = sessionOf(request)
    if (sessionId === null) return notFound(reply)
    return reply.type('application/json; charset=utf-8').send(await reviews.json(sessionId))
  })

  app.get('/v1/review/sessions/:sessionId/messages', async (request, reply) => {
    const sessionId = sessionOf(request)
    if (sessionId === null) return notFound(reply)
    const query = messagesQuery.safeParse(request.query).data
    if (!query) return fail(reply, 400, 'invalid', 'Say ?aroundMs= or ?questionId=, and &limit= if you like.')
    const file = join(dataDir, 'sessions', `${sessionId}.db`)
    return 'aroundMs' in query
      ? chatAround(file, query.aroundMs, query.limit)
      : chatOfQuestion(file, query.questionId, query.limit)
  })
}

function unreadable(reply: FastifyReply, { kind, message }: LogError | StorageError): FastifyReply {
  if (kind === 'missing') return notFound(reply)
  if (kind === 'damaged' || kind === 'newerVersion') {
    return fail(reply, 422, kind, message)
  }
  return fail(reply.header('Retry-After', 5), 503, 'busy', 'The log cannot be read at this moment.')
}

const notFound = (reply: FastifyReply): FastifyReply =>
  fail(reply, 404, 'notFound', 'There is no such session.')

const fail = (reply: FastifyReply, status: number, error: string, message: string): FastifyReply =>
  reply.code(status).send({ error, message })
