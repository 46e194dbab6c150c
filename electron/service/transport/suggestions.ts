import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'

import {
  setSuggestionSchema,
  tickEntrySchema,
  type SessionSuggestions,
  type SuggestionRecord,
  type SuggestionsAcross,
} from '#shared/protocol/suggestions.ts'
import type { Suggestions } from '#service/suggestions/suggestions.ts'
import type { PageRole } from './grants.ts'

export interface SuggestionRoutes {
  readonly suggestions: Pick<Suggestions, 'ofSession' | 'decide' | 'across' | 'tick'>
}

const sessionParams = z.object({ sessionId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) })
const hash = z.string().regex(/^[0-9a-f]{1,64}$/)
const suggestionParams = sessionParams.extend({ suggestionId: hash })
const entryParams = z.object({ entryId: hash })

/** What shows suggest, and the checklist that comes of it: for the host. See `shared/protocol/suggestions.ts`. */
export async function addSuggestionRoutes(
  app: FastifyInstance,
  options: SuggestionRoutes & {
    readonly isFrom: (request: FastifyRequest, roles: readonly PageRole[]) => boolean
  },
): Promise<void> {
  const { suggestions, isFrom } = options

  app.addHook('onRequest', async (request, reply) => {
    reply.header('Cache-Control', 'no-store')
    if (!isFrom(request, ['host'])) return fail(reply, 401, 'notPaired', 'Suggestions are for the host.')
    return undefined
  })

  app.get('/v1/review/suggestions', async (): Promise<SuggestionsAcross> => suggestions.across())

  app.get('/v1/review/sessions/:sessionId/suggestions', async (request, reply) => {
    const params = sessionParams.safeParse(request.params)
    const found = params.success ? await suggestions.ofSession(params.data.sessionId) : null
    if (!params.success || found === null) return fail(reply, 404, 'notFound', 'No such session.')
    return { sessionId: params.data.sessionId, suggestions: found } satisfies SessionSuggestions
  })

  app.post('/v1/review/sessions/:sessionId/suggestions/:suggestionId', async (request, reply) => {
    const params = suggestionParams.safeParse(request.params)
    if (!params.success) return noSuggestion(reply)
    const body = setSuggestionSchema.safeParse(request.body)
    if (!body.success) return fail(reply, 400, 'invalid', 'Say {"state"}: "open", "accepted" or "dismissed".')
    const { sessionId, suggestionId } = params.data
    const record: SuggestionRecord | null = suggestions.decide(sessionId, suggestionId, body.data.state)
    return record ?? noSuggestion(reply)
  })

  app.post('/v1/review/checklist/:entryId', async (request, reply) => {
    const params = entryParams.safeParse(request.params)
    if (!params.success) return noEntry(reply)
    const body = tickEntrySchema.safeParse(request.body)
    if (!body.success) {
      return fail(reply, 400, 'invalid', 'Say {"outcome"}: "done", "notThisTime" or null.')
    }
    return suggestions.tick(params.data.entryId, body.data.outcome) ?? noEntry(reply)
  })
}

const noSuggestion = (reply: FastifyReply): FastifyReply =>
  fail(reply, 404, 'notFound', 'No such suggestion.')

const noEntry = (reply: FastifyReply): FastifyReply =>
  fail(reply, 404, 'notFound', 'Nothing of this id is on the checklist.')

const fail = (reply: FastifyReply, status: number, error: string, message: string): FastifyReply =>
  reply.code(status).send({ error, message })
