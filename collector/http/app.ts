import type { IncomingMessage } from 'node:http'
import { fastifySwagger } from '@fastify/swagger'
import { fastify, type FastifyRequest } from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'

import type { z } from 'zod'

import type { CollectorApp, Context } from './context.ts'
import { writingStudio } from './grants.ts'
import { openApiOptions } from './openapi.ts'
import { parseExactly } from './parse-exactly.ts'
import { refusalOf, refuseSocket, sendRefusal } from './problems.ts'
import { readBody } from './read-body.ts'
import { Refusal } from './refusal.ts'
import { addProbeRoutes } from './routes/probes.ts'
import { addPushRoutes, BATCH_VALIDATORS } from './routes/push.ts'
import { addRecordingRoutes } from './routes/recordings.ts'
import { addRollupRoutes } from './routes/rollups.ts'
import { addSessionRoutes } from './routes/sessions.ts'
import { addTokenRoutes } from './routes/tokens.ts'

export interface AppOptions {
  readonly context: Context
  readonly tls?: { readonly key: string; readonly cert: string } | undefined
}

/** A head has to be here by then, and a body (of recordings too) may stand still no longer. */
const HEAD_WITHIN_MS = 15_000
const STANDSTILL_MS = 120_000
const KEEP_ALIVE_MS = 65_000

/** Of requests that are not batches. */
const SMALL_BODY_BYTES = 64 * 1_024

/** The HTTP side of the collector. */
export async function createApp({ context, tls }: AppOptions): Promise<CollectorApp> {
  const app = fastify({
    ...(tls && { https: tls }),
    logger: false,
    exposeHeadRoutes: false,
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    keepAliveTimeout: KEEP_ALIVE_MS,
    routerOptions: { maxParamLength: 200 },
    clientErrorHandler: (_error, socket) => refuseSocket(socket),
    frameworkErrors: (error, request, reply) => {
      void sendRefusal(reply, refusalOf(error, request, context))
    },
  }).withTypeProvider<ZodTypeProvider>()
  app.server.headersTimeout = HEAD_WITHIN_MS
  // Recordings take as long as they take; what stands still is cut by the socket's own timeout.
  app.server.requestTimeout = 0
  app.server.setTimeout(STANDSTILL_MS)

  app.setValidatorCompiler<z.ZodType>(
    (route) => BATCH_VALIDATORS.get(route.schema) ?? validatorCompiler(route),
  )
  app.setSerializerCompiler(serializerCompiler)
  app.decorateRequest('grant', null)
  app.decorateRequest('place', null)

  app.addHook('onRequest', async (request, reply) => {
    if (context.isClosing()) {
      if (!request.url.startsWith('/healthz') && !request.url.startsWith('/readyz')) {
        throw new Refusal(503, 'The collector is stopping.', { retryAfterSeconds: 5 })
      }
    }
    const { access = 'open' } = request.routeOptions.config
    if (access === 'open') return
    const grant = await context.doorkeeper.grantOf(request.headers.authorization)
    request.grant = grant
    // Before the body: what is refused is not read into memory.
    if (access === 'token') return
    // Whose end was told of before would keep a place for ever.
    if (reply.raw.closed) throw new Refusal(408, 'The client went away.')
    const place = context.admission[access].enter(writingStudio(grant))
    request.place = place
    // Comes after every answer, and when the other end is gone, of which Fastify's onResponse tells nothing.
    reply.raw.once('close', place.leave)
  })
  // A connection that is kept alive would keep the collector from stopping.
  app.addHook('onSend', async (_request, reply) => {
    if (context.isClosing()) void reply.header('Connection', 'close')
  })
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request
    const status = String(reply.statusCode)
    const route = routeOptions.url ?? 'none'
    context.metrics.requests.observe({ method, route, status }, reply.elapsedTime / 1_000)
    if (reply.statusCode >= 400) context.metrics.refusals.inc({ status })
  })

  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', async (request: FastifyRequest, payload: IncomingMessage) => {
    const { maxBodyBytes = SMALL_BODY_BYTES } = request.routeOptions.config
    const bytes = await readBody(payload, request.headers['content-encoding'], {
      maxBytes: maxBodyBytes,
      withinMs: context.bodyWithinMs,
    })
    if (request.place) {
      await request.place.turn()
      context.metrics.bytesTaken.inc(bytes.length)
    }
    return parseExactly(bytes)
  })

  app.setErrorHandler((error: unknown, request, reply) =>
    sendRefusal(reply, refusalOf(error, request, context)),
  )
  app.setNotFoundHandler((_request, reply) =>
    sendRefusal(reply, new Refusal(404, 'There is nothing at this address.')),
  )

  await app.register(fastifySwagger, openApiOptions)
  addProbeRoutes(app, context)
  addPushRoutes(app, context)
  addSessionRoutes(app, context)
  addRollupRoutes(app, context)
  addRecordingRoutes(app, context)
  addTokenRoutes(app, context)
  app.route({
    method: 'GET',
    url: '/openapi.json',
    config: { access: 'open' },
    schema: { hide: true },
    handler: () => app.swagger(),
  })
  await app.ready()
  return app
}
