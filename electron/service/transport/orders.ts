import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { z } from 'zod'

import { orderSchema, type Order } from '#shared/domain/orders/order.ts'
import { ShowUnavailableError, type OrderIntake } from '#service/orders/order-intake.ts'
import type { OrderToken } from '#service/orders/order-token.ts'
import { StorageError } from '#service/storage/storage-error.ts'
import { createTokenBucket } from './token-bucket.ts'

export interface OrderRoutes {
  readonly token: OrderToken
  readonly intake: OrderIntake
  readonly nowMs: () => number
}

export const ORDERS_PATH = '/v1/orders'

/** Orders in one request, and its bytes: an order with thirty lines has about 4 kB. */
const ORDERS_MAX = 500
const BODY_MAX_BYTES = 2 * 1024 * 1024
const RATE = { perSecond: 10, burst: 40 }
const WRONG_TOKENS_PER_MINUTE = 20
/** Before this no shop had orders: the time was given in seconds. */
const EARLIEST_MS = Date.UTC(2005, 0, 1)
const AHEAD_MAX_MS = 24 * 60 * 60_000

interface Outcome {
  created: number
  updated: number
  unchanged: number
  rejected: { index: number; reason: string }[]
}

/**
 * Orders from the shop system: one, or an array of at most 500, with `Authorization: Bearer`. Each row is judged by
 * itself. Everything may be sent again: an order is known by its id. See docs/orders.md.
 */
export async function addOrderRoutes(
  app: FastifyInstance,
  { token, intake, nowMs }: OrderRoutes,
): Promise<void> {
  const mayTake = createTokenBucket(RATE, nowMs)
  const wrongTokens = new RateLimiterMemory({ points: WRONG_TOKENS_PER_MINUTE, duration: 60 })

  app.removeContentTypeParser('text/plain')
  app.setErrorHandler((error: unknown, _request, reply) => {
    const status = error instanceof Error && 'statusCode' in error ? error.statusCode : 500
    if (status === 413) return tooLarge(reply, `A request may hold ${BODY_MAX_BYTES} bytes.`)
    if (status === 415)
      return fail(reply, 415, 'wrongType', 'Send JSON, with Content-Type: application/json.')
    if (status === 400) return fail(reply, 400, 'invalid', 'The body is not JSON.')
    if (error instanceof StorageError || error instanceof ShowUnavailableError) return unavailable(reply)
    throw error
  })

  /** Before the body is taken in: what a stranger sends is not read. */
  const admit = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const given = /^Bearer +(\S{1,200})$/i.exec(request.headers.authorization ?? '')?.[1]
    if (given === undefined || !token.isGood(given)) {
      reply.header('Connection', 'close')
      const address = request.socket.remoteAddress ?? ''
      const isPatient = await wrongTokens.consume(address).then(
        () => true,
        () => false,
      )
      if (!isPatient) return tooFast(reply, 60, 'Too many requests with a wrong token.')
      reply.header('WWW-Authenticate', 'Bearer realm="orders"')
      return fail(
        reply,
        401,
        'wrongToken',
        'Send "Authorization: Bearer" with the token that the host has made in the studio, under Orders.',
      )
    }
    if (!mayTake()) {
      return tooFast(reply, 1, `Send at most ${RATE.perSecond} requests a second; several orders fit in one.`)
    }
    const bytes = Number(request.headers['content-length'] ?? 0)
    if (bytes > BODY_MAX_BYTES) {
      return tooLarge(reply.header('Connection', 'close'), `A request may hold ${BODY_MAX_BYTES} bytes.`)
    }
    return undefined
  }

  app.post(ORDERS_PATH, { bodyLimit: BODY_MAX_BYTES, onRequest: admit }, async (request, reply) => {
    const rows: unknown[] = Array.isArray(request.body) ? request.body : [request.body]
    if (rows.length > ORDERS_MAX) return tooLarge(reply, `A request may hold ${ORDERS_MAX} orders.`)
    const outcome: Outcome = { created: 0, updated: 0, unchanged: 0, rejected: [] }
    const orders = rows.flatMap((row, index): Order[] => {
      const parsed = parseRow(row, nowMs())
      if (typeof parsed !== 'string') return [parsed]
      outcome.rejected.push({ index, reason: parsed })
      return []
    })
    for (const recorded of await intake.take(orders)) outcome[recorded] += 1
    const isHopeless = rows.length > 0 && orders.length === 0
    return reply
      .code(isHopeless ? 422 : 200)
      .header('Cache-Control', 'no-store')
      .send(outcome)
  })

  app.route({
    method: ['GET', 'PUT', 'PATCH', 'DELETE'],
    url: ORDERS_PATH,
    handler: async (_request, reply) =>
      fail(reply.header('Allow', 'POST'), 405, 'wrongMethod', 'Send orders by POST.'),
  })
}

/** The order, or why it cannot be one, in words for whoever connects the shop. */
function parseRow(row: unknown, nowMs: number): Order | string {
  const parsed = orderSchema.safeParse(row)
  if (!parsed.success) return reasonOf(parsed.error)
  const { placedAtMs, amountFen, refundedFen } = parsed.data
  if (placedAtMs < EARLIEST_MS) return 'placedAtMs: give milliseconds since 1970, not seconds'
  if (placedAtMs > nowMs + AHEAD_MAX_MS) return 'placedAtMs: lies in the future'
  if (refundedFen > amountFen) return 'refundedFen: is more than amountFen'
  return parsed.data
}

const reasonOf = (error: z.ZodError): string =>
  error.issues
    .slice(0, 3)
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`))
    .join('; ')

const tooFast = (reply: FastifyReply, seconds: number, message: string): FastifyReply =>
  fail(reply.header('Retry-After', seconds), 429, 'tooFast', message)

const unavailable = (reply: FastifyReply): FastifyReply =>
  fail(
    reply.header('Retry-After', 30),
    503,
    'unavailable',
    'The studio cannot store orders now; send all of them again.',
  )

const tooLarge = (reply: FastifyReply, message: string): FastifyReply => fail(reply, 413, 'tooLarge', message)

const fail = (reply: FastifyReply, status: number, error: string, message: string): FastifyReply =>
  reply.code(status).header('Cache-Control', 'no-store').send({ error, message })
