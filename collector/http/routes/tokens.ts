import { z } from 'zod'

import { grantOf, type CollectorApp, type Context } from '../context.ts'
import { refusals } from '../problems.ts'
import { Refusal } from '../refusal.ts'
import { listedTokensSchema, madeTokenSchema, newTokenSchema } from '../token-schemas.ts'

export function addTokenRoutes(app: CollectorApp, { tokens }: Context): void {
  const config = { access: 'token' } as const
  const security = [{ token: [] }]
  const tags = ['operation']

  app.route({
    method: 'GET',
    url: '/v1/tokens',
    config,
    schema: {
      operationId: 'listTokens',
      tags,
      summary: 'All tokens, without their secrets (admin)',
      security,
      response: { 200: listedTokensSchema, ...refusals(401, 403, 503) },
    },
    handler: async (request) => {
      adminOnly(request)
      return { tokens: await tokens.list() }
    },
  })

  app.route({
    method: 'POST',
    url: '/v1/tokens',
    config,
    schema: {
      operationId: 'addToken',
      tags,
      summary: 'Make a token (admin)',
      security,
      body: newTokenSchema,
      response: { 201: madeTokenSchema, ...refusals(400, 401, 403, 408, 413, 415, 503) },
    },
    handler: async (request, reply) => {
      adminOnly(request)
      return reply
        .code(201)
        .header('Cache-Control', 'no-store')
        .send(await tokens.add(request.body))
    },
  })

  app.route({
    method: 'DELETE',
    url: '/v1/tokens/:tokenId',
    config,
    schema: {
      operationId: 'revokeToken',
      tags,
      summary: 'Make a token worthless, at once (admin)',
      security,
      params: z.object({ tokenId: z.string().max(64) }),
      response: { 204: z.undefined().describe('It is revoked.'), ...refusals(400, 401, 403, 404, 503) },
    },
    handler: async (request, reply) => {
      adminOnly(request)
      if (!(await tokens.revoke(request.params.tokenId)))
        throw new Refusal(404, 'There is no such valid token.')
      return reply.code(204).send(undefined)
    },
  })
}

function adminOnly(request: Parameters<typeof grantOf>[0]): void {
  if (grantOf(request).scope !== 'admin') throw new Refusal(403, 'This takes an admin’s token.')
}
