import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'

import { FOUND_FANS_MAX, type fanSearchSchema } from '#shared/protocol/review-across.ts'
import type { FanSearch } from '#service/library/fan-search.ts'
import type { Across } from '#service/review/across/across.ts'
import type { AcrossQuestion } from '#service/review/across/across-job.ts'
import type { PageRole } from './grants.ts'

export interface ReviewAcrossRoutes {
  readonly across: Pick<Across, 'ask'>
  readonly fans: Pick<FanSearch, 'find'>
}

interface ReviewAcrossRouteOptions extends ReviewAcrossRoutes {
  readonly isFrom: (request: FastifyRequest, roles: readonly PageRole[]) => boolean
}

/** How many of the newest shows trends tell of, and of how many the open questions are added up, unless told. */
const TRENDS_SHOWS = 300
const UNANSWERED_SHOWS = 10

const sessionId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)
const shows = (unlessTold: number) => z.coerce.number().int().min(1).max(1_000).default(unlessTold)

const trendsSchema = z.object({ limit: shows(TRENDS_SHOWS) })
const heatmapSchema = z.object({
  days: z
    .enum(['7', '30'])
    .default('30')
    .transform((days) => (days === '7' ? 7 : 30)),
})
const unansweredSchema = z.object({ sessions: shows(UNANSWERED_SHOWS) })
const compareSchema = z.object({ a: sessionId, b: sessionId })
const comparisonSchema = z.object({ sessionId })
const fanSearchQuerySchema = z.object({ text: z.string().trim().min(1).max(80) })
const fanSchema = z.object({ fanId: z.string().min(1).max(140) })

/** What sessions tell together, for the host alone; answers by the schemas of `shared/protocol/review-across.ts`. */
export async function addReviewAcrossRoutes(
  app: FastifyInstance,
  { across, fans, isFrom }: ReviewAcrossRouteOptions,
): Promise<void> {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('Cache-Control', 'no-store')
    if (!isFrom(request, ['host'])) return fail(reply, 401, 'notPaired', 'Only the host may do this.')
  })

  const answer = async (reply: FastifyReply, question: AcrossQuestion): Promise<FastifyReply> => {
    const answered = await across.ask(question)
    switch (answered.kind) {
      case 'answer':
        return reply.type('application/json; charset=utf-8').send(answered.json)
      case 'notFound':
        return fail(reply, 404, answered.kind, 'There is no such session or person.')
      case 'notReady':
        return fail(reply.header('Retry-After', 5), 409, answered.kind, 'Its review is still being made.')
      case 'damaged':
        return fail(reply, 422, answered.kind, 'The log of this session cannot be read.')
      case 'failed':
        throw new Error(answered.message)
      default:
        return answered satisfies never
    }
  }

  app.get('/v1/review/across/trends', async (request, reply) => {
    const query = trendsSchema.safeParse(request.query)
    return query.success ? answer(reply, { kind: 'trends', ...query.data }) : invalid(reply)
  })
  app.get('/v1/review/across/heatmap', async (request, reply) => {
    const query = heatmapSchema.safeParse(request.query)
    return query.success ? answer(reply, { kind: 'heatmap', ...query.data }) : invalid(reply)
  })
  app.get('/v1/review/across/cohorts', async (_request, reply) => answer(reply, { kind: 'cohorts' }))
  app.get('/v1/review/across/unanswered', async (request, reply) => {
    const query = unansweredSchema.safeParse(request.query)
    return query.success ? answer(reply, { kind: 'unanswered', ...query.data }) : invalid(reply)
  })
  app.get('/v1/review/compare', async (request, reply) => {
    const query = compareSchema.safeParse(request.query)
    return query.success ? answer(reply, { kind: 'compare', ...query.data }) : invalid(reply)
  })
  app.get('/v1/review/sessions/:sessionId/comparison', async (request, reply) => {
    const params = comparisonSchema.safeParse(request.params)
    return params.success ? answer(reply, { kind: 'comparison', ...params.data }) : invalid(reply)
  })
  app.get('/v1/review/fans', async (request, reply) => {
    const query = fanSearchQuerySchema.safeParse(request.query)
    if (!query.success) return invalid(reply)
    const anybody = { tier: null, privateDomain: null, tag: null, sessionId: null } as const
    const { text } = query.data
    const found = fans.find({ ...anybody, text, sort: 'lastSeen', offset: 0, limit: FOUND_FANS_MAX })
    return { fans: [...found.fans], total: found.total } satisfies z.infer<typeof fanSearchSchema>
  })
  app.get('/v1/review/fans/:fanId', async (request, reply) => {
    const params = fanSchema.safeParse(request.params)
    return params.success ? answer(reply, { kind: 'fan', id: params.data.fanId }) : invalid(reply)
  })
}

const invalid = (reply: FastifyReply): FastifyReply =>
  fail(reply, 400, 'invalid', 'The address asks for something that cannot be.')

const fail = (reply: FastifyReply, status: number, error: string, message: string): FastifyReply =>
  reply.code(status).send({ error, message })
