import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Logger } from 'pino'

import type { RecordingStore } from '../recordings/recording-store.ts'
import type { Uploads } from '../recordings/uploads.ts'
import type { Rollups } from '../rollups/rollups.ts'
import type { EventStore } from '../storage/event-store.ts'
import type { Database } from '../storage/database.ts'
import type { SessionStore } from '../storage/session-store.ts'
import type { Grant, Tokens } from '../tokens.ts'
import type { Admission, Place } from './admission.ts'
import type { Doorkeeper } from './grants.ts'
import type { Metrics } from './metrics.ts'
import { Refusal } from './refusal.ts'

/**
 * How a route is guarded. `open`: anybody; `token`: any token; `push` and `upload`: a studio's, and a place among those
 * that push events or send recordings.
 */
export type RouteAccess = 'open' | 'token' | 'push' | 'upload'

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: RouteAccess
    maxBodyBytes?: number
  }
  interface FastifyRequest {
    grant: Grant | null
    place: Place | null
  }
}

/** What the routes work with. */
export interface Context {
  readonly database: Database
  readonly tokens: Tokens
  readonly doorkeeper: Doorkeeper
  readonly events: EventStore
  readonly sessions: SessionStore
  readonly recordings: RecordingStore
  readonly uploads: Uploads
  readonly rollups: Rollups
  /** Who may push events, and who may send recordings. */
  readonly admission: { readonly push: Admission; readonly upload: Admission }
  readonly metrics: Metrics
  readonly logger: Logger
  readonly bodyWithinMs: number
  readonly isClosing: () => boolean
}

export type CollectorApp = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>

/** The grant that the guard has put on a request of a guarded route. */
export function grantOf({ grant }: { readonly grant: Grant | null }): Grant {
  if (grant === null) throw new Refusal(401, 'Send a token.')
  return grant
}
