import { z } from 'zod'

import type { CollectorApp, Context } from '../context.ts'
import { refusals } from '../problems.ts'
import { Refusal } from '../refusal.ts'

const READY_WITHIN_MS = 2_000

const okSchema = z.object({ status: z.literal('ok') })

export function addProbeRoutes(app: CollectorApp, context: Context): void {
  const config = { access: 'open' } as const
  const tags = ['operation']

  app.route({
    method: 'GET',
    url: '/healthz',
    config,
    schema: {
      operationId: 'getHealth',
      tags,
      summary: 'Whether the process answers',
      response: { 200: okSchema, ...refusals() },
    },
    handler: () => ({ status: 'ok' as const }),
  })

  app.route({
    method: 'GET',
    url: '/readyz',
    config,
    schema: {
      operationId: 'getReadiness',
      tags,
      summary: 'Whether it takes requests: the database answers, and it is not stopping',
      response: { 200: okSchema, ...refusals(503) },
    },
    handler: async () => {
      if (context.isClosing()) throw new Refusal(503, 'The collector is stopping.', { retryAfterSeconds: 5 })
      const late = Promise.withResolvers<never>()
      const timer = setTimeout(() => late.reject(new Error('late')), READY_WITHIN_MS)
      try {
        await Promise.race([context.database.run('select 1'), late.promise])
      } catch (error) {
        context.logger.warn({ err: error }, 'the database does not answer')
        throw new Refusal(503, 'The database does not answer.', { retryAfterSeconds: 5 })
      } finally {
        clearTimeout(timer)
      }
      return { status: 'ok' as const }
    },
  })

  app.route({
    method: 'GET',
    url: '/metrics',
    config,
    schema: {
      operationId: 'getMetrics',
      tags,
      summary: 'Counters for Prometheus, of this process alone',
      response: {
        200: {
          description: 'Prometheus’ text format',
          content: { 'text/plain': { schema: z.string() } },
        },
        ...refusals(),
      },
    },
    handler: async (_request, reply) =>
      reply
        .header('Content-Type', context.metrics.registry.contentType)
        .serializer((text: string) => text)
        .send(await context.metrics.registry.metrics()),
  })
}
