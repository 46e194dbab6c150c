import { Readable } from 'node:stream'
import { z } from 'zod'

import {
  collectedSessionIdSchema,
  collectedSessionSchema,
  sessionResponseSchema,
  syncedEventSchema,
  withheldEventSchema,
  type CollectedSession,
} from '#shared/protocol/collector.ts'
import { readEvents } from '../../storage/event-reader.ts'
import type { StoredSession } from '../../storage/session-store.ts'
import type { Grant } from '../../tokens.ts'
import { grantOf, type CollectorApp, type Context } from '../context.ts'
import { decodeCursor, encodeCursor } from '../cursor.ts'
import { oneStudio, visibleStudios } from '../grants.ts'
import { refusals } from '../problems.ts'
import { Refusal } from '../refusal.ts'

const NDJSON = 'application/x-ndjson'
const STREAM_PAGE = 2_000

const studio = z.string().max(63).optional().describe('Needed where a token sees several studios')
const params = z.object({ sessionId: collectedSessionIdSchema })
const wholeNumber = z.coerce.number().int()

const listQuery = z.object({
  studio: z.string().max(63).optional().describe('Only of this studio'),
  kind: z.enum(['show', 'rehearsal']).optional(),
  phase: z.enum(['preparing', 'live', 'ended']).optional(),
  fromMs: wholeNumber.optional().describe('Made at or after this time (ms since 1970)'),
  toMs: wholeNumber.optional().describe('Made before this time'),
  title: z.string().min(1).max(200).optional().describe('Part of the title, in whatever case'),
  incomplete: z.enum(['true', 'false']).optional().describe('Whether events of it are still in the studio'),
  limit: wholeNumber.min(1).max(500).default(50),
  cursor: z.string().max(200).optional().describe('`next` of the page before'),
})

const eventsQuery = z.object({
  studio,
  afterSeq: wholeNumber.min(0).default(0),
  limit: wholeNumber
    .min(1)
    .max(5_000)
    .default(1_000)
    .describe('Of a page of JSON; a stream has no end but the last event'),
  type: z.string().min(1).max(64).optional(),
})

const eventSchema = z.union([syncedEventSchema, withheldEventSchema])

const eventPage = z.object({
  events: z.array(eventSchema),
  nextAfterSeq: z.number().int().nullable().describe('`afterSeq` of the next page; null: this was the last'),
})

export function addSessionRoutes(app: CollectorApp, context: Context): void {
  const config = { access: 'token' } as const
  const security = [{ token: [] }]

  app.route({
    method: 'GET',
    url: '/v1/sessions',
    config,
    schema: {
      operationId: 'listSessions',
      tags: ['reading'],
      summary: 'The sessions that the token sees, newest first',
      security,
      querystring: listQuery,
      response: {
        200: z.object({ sessions: z.array(collectedSessionSchema), next: z.string().nullable() }),
        ...refusals(400, 401, 403, 503),
      },
    },
    handler: async (request) => {
      const { studio: asked, limit, cursor, incomplete, ...filter } = request.query
      const studioIds = visibleStudios(grantOf(request), asked)
      const sessions = await context.sessions.list(
        { ...filter, studioIds, incomplete: incomplete === undefined ? undefined : incomplete === 'true' },
        cursor === undefined ? null : decodeCursor(cursor),
        limit,
      )
      return {
        sessions: sessions.map(publicSession),
        next: sessions.length < limit ? null : encodeCursor(sessions.at(-1)),
      }
    },
  })

  app.route({
    method: 'GET',
    url: '/v1/sessions/:sessionId',
    config,
    schema: {
      operationId: 'getSession',
      tags: ['studio', 'reading'],
      summary: 'One session and its recordings',
      security,
      params,
      querystring: z.object({ studio }),
      response: { 200: sessionResponseSchema, ...refusals(400, 401, 403, 404, 503) },
    },
    handler: async (request) => {
      const session = await sessionOf(
        context,
        grantOf(request),
        request.query.studio,
        request.params.sessionId,
      )
      const recordings = await context.recordings.of(session.studioId, session.sessionId)
      return { session: publicSession(session), recordings }
    },
  })

  app.route({
    method: 'GET',
    url: '/v1/sessions/:sessionId/events',
    config,
    schema: {
      operationId: 'readEvents',
      tags: ['reading'],
      summary: 'Events of a session, in order',
      description: `A page as JSON, or with \`Accept: ${NDJSON}\` all of them as lines. Bodies are given as they came.`,
      security,
      params,
      querystring: eventsQuery,
      response: {
        200: {
          description: 'Events in order',
          content: {
            'application/json': { schema: eventPage },
            [NDJSON]: { schema: z.unknown().describe('One event to a line, as in the pages of JSON') },
          },
        },
        ...refusals(400, 401, 403, 404, 503),
      },
    },
    handler: async (request, reply) => {
      const grant = grantOf(request)
      const session = await sessionOf(context, grant, request.query.studio, request.params.sessionId)
      const { afterSeq, limit, type } = request.query
      if (request.headers.accept?.includes(NDJSON) === true) {
        return reply
          .header('Content-Type', NDJSON)
          .send(
            Readable.from(eventLinesOf(context, request.headers.authorization, session, { afterSeq, type })),
          )
      }
      const events = await readEvents(context.database, session, { afterSeq, limit, type })
      const nextAfterSeq = events.length < limit ? null : (events.at(-1)?.seq ?? null)
      return reply
        .header('Content-Type', 'application/json; charset=utf-8')
        .serializer((text: string) => text)
        .send(`{"events":[${events.map(({ text }) => text).join(',')}],"nextAfterSeq":${nextAfterSeq}}`)
    },
  })
}

/** The session that a request names, if it is one of a studio that the token sees. */
async function sessionOf(
  context: Context,
  grant: Grant,
  studioId: string | undefined,
  sessionId: string,
): Promise<StoredSession> {
  const session = await context.sessions.find(oneStudio(grant, studioId), sessionId)
  if (session === null) throw new Refusal(404, 'There is no such session.')
  return session
}

export const publicSession = ({
  sessionKey: _key,
  month: _month,
  revision: _revision,
  ...session
}: StoredSession): CollectedSession => session

/** A reader who is slow is waited for with the next page; one whose token was revoked gets no further page. */
async function* eventLinesOf(
  context: Context,
  authorization: string | undefined,
  session: StoredSession,
  from: { readonly afterSeq: number; readonly type: string | undefined },
): AsyncGenerator<string> {
  let { afterSeq } = from
  for (;;) {
    const page = await readEvents(context.database, session, {
      afterSeq,
      limit: STREAM_PAGE,
      type: from.type,
    })
    if (page.length > 0) yield `${page.map(({ text }) => text).join('\n')}\n`
    if (page.length < STREAM_PAGE) return
    afterSeq = page.at(-1)?.seq ?? afterSeq
    await context.doorkeeper.grantOf(authorization)
  }
}
