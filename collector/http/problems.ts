import type { Duplex } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { z } from 'zod'

import { collectorProblemSchema } from '#shared/protocol/collector.ts'
import { isDatabaseAway } from '../storage/database.ts'
import type { Context } from './context.ts'
import { isRefusalStatus, Refusal, type RefusalStatus } from './refusal.ts'

const PROBLEM_TYPE = 'application/problem+json'

const DATABASE_AWAY_SECONDS = 5

const DESCRIPTIONS: Readonly<Record<RefusalStatus, string>> = {
  400: 'The request is not well formed.',
  401: 'There is no token, or it is unknown or was revoked.',
  403: 'The token does not reach so far.',
  404: 'There is no such thing, or not for this token.',
  405: 'Not with this method.',
  406: 'Not in this form.',
  408: 'The body did not arrive in time.',
  409: 'It does not fit what is stored: `gap` says with `highestSeq` where to go on.',
  410: 'It was there once.',
  412: 'A precondition does not hold.',
  413: 'The body is too large, before or after decompression.',
  415: 'Another content type or encoding is wanted.',
  422: 'Single events cannot be taken: `invalid` names them, and nothing of the batch was stored.',
  429: 'This studio has too many requests under way; come again after Retry-After seconds.',
  500: 'The collector failed; its log says why.',
  503: 'The collector is busy or stopping; come again after Retry-After seconds.',
}

type ProblemResponse = {
  readonly description: string
  readonly content: { readonly [PROBLEM_TYPE]: { readonly schema: typeof collectorProblemSchema } }
}

/** The refusals of a route for its schema. Every route may fail. */
export function refusals<const Status extends RefusalStatus>(
  ...statuses: readonly Status[]
): Record<Status | 500, ProblemResponse> {
  const response = (status: RefusalStatus): ProblemResponse => ({
    description: DESCRIPTIONS[status],
    content: { [PROBLEM_TYPE]: { schema: collectorProblemSchema } },
  })
  const entries = [...statuses, 500 as const].map((status) => [status, response(status)] as const)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Object.fromEntries forgets the keys
  return Object.fromEntries(entries) as Record<Status | 500, ProblemResponse>
}

/** What went wrong, as something to be told. What was not foreseen is logged and told as 500, without its text. */
export function refusalOf(error: unknown, request: FastifyRequest | null, { logger }: Context): Refusal {
  if (error instanceof Refusal) return error
  if (hasZodFastifySchemaValidationErrors(error)) {
    const [first] = error.validation
    return new Refusal(400, `${first?.instancePath ?? ''} ${first?.message ?? 'is invalid'}`.trim())
  }
  if (isDatabaseAway(error)) {
    logger.warn({ err: error }, 'the database does not answer')
    return new Refusal(503, 'The database does not answer.', { retryAfterSeconds: DATABASE_AWAY_SECONDS })
  }
  const status = statusOf(error)
  if (status < 500 && isRefusalStatus(status) && error instanceof Error)
    return new Refusal(status, error.message)
  if (status < 500) return new Refusal(400, 'The request is not well formed.')
  logger.error({ err: error, method: request?.method, route: request?.routeOptions.url }, 'a request failed')
  return new Refusal(500, 'The collector failed; its log says why.')
}

export function sendRefusal(reply: FastifyReply, refusal: Refusal): FastifyReply {
  const { retryAfterSeconds } = refusal.more
  if (retryAfterSeconds !== undefined) void reply.header('Retry-After', retryAfterSeconds)
  if (refusal.statusCode === 401) void reply.header('WWW-Authenticate', 'Bearer')
  return reply
    .code(refusal.statusCode)
    .header('Cache-Control', 'no-store')
    .header('Content-Type', PROBLEM_TYPE)
    .serializer((text: string) => text)
    .send(JSON.stringify(refusal.problem))
}

/** What is no HTTP gets its answer too, and no further one. */
export function refuseSocket(socket: Duplex): void {
  if (!socket.writable) return void socket.destroy()
  const body = JSON.stringify(new Refusal(400, 'This is no request of HTTP/1.1.').problem)
  socket.end(
    `HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: ${PROBLEM_TYPE}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
}

const statusSchema = z.object({ statusCode: z.number().int().min(400).max(599) })

function statusOf(error: unknown): number {
  const parsed = statusSchema.safeParse(error)
  return parsed.success ? parsed.data.statusCode : 500
}
