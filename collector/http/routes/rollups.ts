import { z } from 'zod'

import { collectedSessionSchema } from '#shared/protocol/collector.ts'
import { figuresSchema } from '../../rollups/figures.ts'
import { grantOf, type CollectorApp, type Context } from '../context.ts'
import { decodeCursor, encodeCursor } from '../cursor.ts'
import { visibleStudios } from '../grants.ts'
import { refusals } from '../problems.ts'
import { Refusal } from '../refusal.ts'
import { publicSession } from './sessions.ts'

const COMPUTE_WITHIN_MS = 20_000
const RETRY_AFTER_SECONDS = 2

const DAY_MS = 86_400_000
const DAYS_MAX = 400

const wholeNumber = z.coerce.number().int()

const sessionsQuery = z.object({
  studio: z.string().max(63).optional().describe('Only of this studio'),
  kind: z.enum(['show', 'rehearsal']).default('show'),
  fromMs: wholeNumber.optional().describe('Made at or after this time (ms since 1970)'),
  toMs: wholeNumber.optional().describe('Made before this time'),
  limit: wholeNumber.min(1).max(100).default(20),
  cursor: z.string().max(200).optional().describe('`next` of the page before'),
})

const daysQuery = z.object({
  studio: z.string().max(63).optional().describe('Only of this studio'),
  fromMs: wholeNumber.min(0).describe('Ordered at or after this time (ms since 1970)'),
  toMs: wholeNumber.min(0).describe(`Ordered before this time, at most ${DAYS_MAX} days later`),
  utcOffsetMinutes: wholeNumber
    .min(-840)
    .max(840)
    .default(480)
    .describe('Where days begin, east of UTC; China’s by default'),
})

export function addRollupRoutes(app: CollectorApp, { sessions, rollups }: Context): void {
  const config = { access: 'token' } as const
  const security = [{ token: [] }]
  const tags = ['reading']

  app.route({
    method: 'GET',
    url: '/v1/rollups/sessions',
    config,
    schema: {
      operationId: 'rollUpSessions',
      tags,
      summary: 'Sessions that the token sees with their figures, newest first',
      description:
        'Computed from the events that are here; `highestSeq` against `lastSeq` says whether that is all.',
      security,
      querystring: sessionsQuery,
      response: {
        200: z.object({
          sessions: z.array(z.object({ session: collectedSessionSchema, figures: figuresSchema })),
          next: z.string().nullable(),
        }),
        ...refusals(400, 401, 403, 503),
      },
    },
    handler: async (request) => {
      const { studio: asked, limit, cursor, ...filter } = request.query
      const studioIds = visibleStudios(grantOf(request), asked)
      const after = cursor === undefined ? null : decodeCursor(cursor)
      const page = await sessions.list({ ...filter, studioIds }, after, limit)
      const figures = await rollups.of(page)
      return {
        sessions: page.flatMap((session, index) => {
          const own = figures[index]
          return own === undefined ? [] : [{ session: publicSession(session), figures: own }]
        }),
        next: page.length < limit ? null : encodeCursor(page.at(-1)),
      }
    },
  })

  app.route({
    method: 'GET',
    url: '/v1/rollups/days',
    config,
    schema: {
      operationId: 'rollUpDays',
      tags,
      summary: 'Orders and GMV of shows by day and studio',
      security,
      querystring: daysQuery,
      response: {
        200: z.object({
          days: z.array(
            z.object({
              studioId: z.string(),
              day: z.string().describe('YYYY-MM-DD'),
              orders: z.number().int().nonnegative().describe('Not refunded in full'),
              refundedOrders: z.number().int().nonnegative(),
              gmvFen: z.number().int().nonnegative().describe('After refunds'),
            }),
          ),
        }),
        ...refusals(400, 401, 403, 503),
      },
    },
    handler: async (request) => {
      const { studio: asked, fromMs, toMs, utcOffsetMinutes } = request.query
      if (toMs <= fromMs || toMs - fromMs > DAYS_MAX * DAY_MS) {
        throw new Refusal(400, `toMs: after fromMs, by ${DAYS_MAX} days at most`)
      }
      const studioIds = visibleStudios(grantOf(request), asked)
      const days = await rollups.days(
        { studioIds, fromMs, toMs, utcOffsetMinutes },
        (studioId, sessionId) => sessions.find(studioId, sessionId),
        COMPUTE_WITHIN_MS,
      )
      if (days === null) {
        throw new Refusal(503, 'The figures are still being computed; ask again.', {
          retryAfterSeconds: RETRY_AFTER_SECONDS,
        })
      }
      return { days: [...days] }
    },
  })
}
