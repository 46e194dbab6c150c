import {
  COLLECTOR_BODY_MAX_BYTES,
  collectedSessionIdSchema,
  pushRequestSchema,
  pushResponseSchema,
  replaceRequestSchema,
  type PushResponse,
} from '#shared/protocol/collector.ts'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'

import { sqlStateOf } from '../../storage/database.ts'
import type { Batch, Stored } from '../../storage/event-store.ts'
import { grantOf, type CollectorApp, type Context } from '../context.ts'
import { writingStudio } from '../grants.ts'
import { refusals } from '../problems.ts'
import { Refusal } from '../refusal.ts'
import { batchValidator } from '../validate-batch.ts'

const params = z.object({ sessionId: collectedSessionIdSchema })

/** How bodies of these schemas are validated. */
export const BATCH_VALIDATORS: ReadonlyMap<unknown, ReturnType<typeof batchValidator>> = new Map([
  [pushRequestSchema, batchValidator(pushRequestSchema)],
  [replaceRequestSchema, batchValidator(replaceRequestSchema)],
])

/** PostgreSQL's JSON reader goes down level by level, as `JSON.stringify` does. */
const TOO_DEEP = '54001'

export function addPushRoutes(app: CollectorApp, context: Context): void {
  const config = { access: 'push', maxBodyBytes: COLLECTOR_BODY_MAX_BYTES } as const
  const response = {
    200: pushResponseSchema.describe('Everything up to `highestSeq` is stored.'),
    ...refusals(400, 401, 403, 408, 409, 413, 415, 422, 429, 503),
  }

  app.route({
    method: 'POST',
    url: '/v1/sessions/:sessionId/events',
    config,
    schema: {
      operationId: 'pushEvents',
      tags: ['studio'],
      summary: 'Send events of a session, in order and without a gap',
      description:
        'May be repeated without harm. The body comes as it is, or with Content-Encoding gzip, br or zstd.',
      security: [{ token: [] }],
      params,
      body: pushRequestSchema,
      response,
    },
    handler: async (request): Promise<PushResponse> => {
      const { session, firstSeq, events } = request.body
      const { tokenId, studioId } = writer(request)
      const stray = events.findIndex(({ seq }, index) => seq !== firstSeq + index)
      if (stray >= 0) {
        throw new Refusal(
          400,
          `events.${stray}: its seq is ${events[stray]?.seq} and should be ${firstSeq + stray}`,
        )
      }
      const batch = { tokenId, studioId, sessionId: request.params.sessionId, session, events }
      const { stored, highestSeq } = await take(request, batch, () => context.events.push(batch))
      context.metrics.eventsStored.inc(stored)
      return { highestSeq }
    },
  })

  app.route({
    method: 'PUT',
    url: '/v1/sessions/:sessionId/events',
    config,
    schema: {
      operationId: 'replaceEvents',
      tags: ['studio'],
      summary: 'Put events in the place of stored ones, after a person was forgotten',
      description: 'In ascending order, gaps allowed; all are stored already, else nothing is changed.',
      security: [{ token: [] }],
      params,
      body: replaceRequestSchema,
      response,
    },
    handler: async (request): Promise<PushResponse> => {
      const { session, events } = request.body
      const { tokenId, studioId } = writer(request)
      const stray = events.findIndex(({ seq }, index) => seq <= (events[index - 1]?.seq ?? 0))
      if (stray >= 0) throw new Refusal(400, `events.${stray}: the seqs do not ascend`)
      const batch = { tokenId, studioId, sessionId: request.params.sessionId, session, events }
      const { stored, highestSeq } = await take(request, batch, () => context.events.replace(batch))
      context.metrics.eventsReplaced.inc(stored)
      return { highestSeq }
    },
  })
}

function writer(request: Parameters<typeof grantOf>[0]): {
  readonly tokenId: string
  readonly studioId: string
} {
  const grant = grantOf(request)
  return { tokenId: grant.tokenId, studioId: writingStudio(grant) }
}

async function take(
  { place }: Pick<FastifyRequest, 'place'>,
  batch: Batch,
  write: () => Promise<Stored>,
): Promise<{ readonly stored: number; readonly highestSeq: number }> {
  if (place === null) throw new Error('a push has a place')
  const result = await place.work(write).catch((error: unknown) => {
    throw isTooDeep(error) ? tooDeep(batch) : error
  })
  switch (result.outcome) {
    case 'stored':
      return result
    case 'gap':
      throw new Refusal(409, `Go on after ${result.highestSeq}.`, {
        code: 'gap',
        highestSeq: result.highestSeq,
      })
    case 'revoked':
      throw new Refusal(401, 'This token was revoked.')
    default:
      return result satisfies never
  }
}

const isTooDeep = (error: unknown): boolean => error instanceof RangeError || sqlStateOf(error) === TOO_DEEP

/** Far below what PostgreSQL and `JSON.stringify` can take, far above what any event has. */
const DEPTH_MAX = 256

function tooDeep({ events }: Batch): Refusal {
  const invalid = events
    .filter((event) => 'body' in event && isDeeperThan(event.body, DEPTH_MAX))
    .map(({ seq }) => ({ seq, reason: 'body: nested too deeply' }))
  return new Refusal(422, 'Some bodies are nested too deeply; nothing of the batch was stored.', { invalid })
}

/** Level by level, so that it has no depth of its own. */
function isDeeperThan(value: unknown, levels: number): boolean {
  let level: unknown[] = [value]
  for (let depth = 0; depth <= levels && level.length > 0; depth++) {
    level = level.flatMap((each): unknown[] =>
      typeof each === 'object' && each !== null ? Object.values(each) : [],
    )
  }
  return level.length > 0
}
