import { z } from 'zod'

import { syncSettingsSchema } from '#shared/domain/sync/sync-settings.ts'

/** Why logs do not reach the collector; closed. Those from `noToken` on wait for a person. */
export const syncProblemSchema = z.enum([
  'unreachable',
  'timedOut',
  'busy',
  'serverError',
  'noToken',
  'unauthorized',
  'forbidden',
  'certSelfSigned',
  'certUnknownIssuer',
  'certExpired',
  'certNotYetValid',
  'certWrongName',
  'certOther',
  'notCollector',
  'refused',
  'stuck',
  'logUnreadable',
  'cancelled',
])
export type SyncProblem = z.infer<typeof syncProblemSchema>

const count = z.number().int().nonnegative()
const sessionId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/)
const fileName = z
  .string()
  .max(100)
  .regex(/^[a-z0-9-]+\.(mp4|webm)$/)
const token = z.string().trim().min(1).max(4_000)

const troubleSchema = z.object({ problem: syncProblemSchema, detail: z.string() })

/** How syncing stands, told to hosts whenever it changes, at most twice a second. */
export const syncStatusSchema = z.object({
  /**
   * `off`: no collector is set. `waiting`: tries again at `retryAtMs`. `paused`: by a person. `show`: until the show
   * is over. `stopped`: `trouble` waits for a person.
   */
  state: z.enum(['off', 'idle', 'sending', 'waiting', 'paused', 'show', 'stopped']),
  collector: z.string(),
  /** Events of shows that are not there yet, or changed since they were sent. */
  unsynced: count,
  withheld: count,
  /** What is being sent. */
  current: z
    .object({
      sessionId: z.string(),
      /** Null: the log; else the recording of this name. */
      file: z.string().nullable(),
      /** Events of a log, bytes of a recording. */
      sent: count,
      total: count,
    })
    .nullable(),
  /** For all that is wanted; null while nobody can tell. */
  remainingMs: count.nullable(),
  trouble: troubleSchema.nullable(),
  retryAtMs: z.number().int().nullable(),
})
export type SyncStatus = z.infer<typeof syncStatusSchema>

/** How far a show has come. */
export const syncedSessionSchema = z.object({
  sessionId: z.string(),
  title: z.string(),
  liveAtMs: z.number().int().nullable(),
  createdAtMs: z.number().int(),
  isOver: z.boolean(),
  events: count,
  synced: count,
  /** Events that were sent and have changed since. */
  replacements: count,
  withheld: count,
  syncedAtMs: z.number().int().nullable(),
  /** Asked for and not there yet. */
  wanted: z.boolean(),
  trouble: troubleSchema.nullable(),
  recordings: z.array(
    z.object({
      file: z.string(),
      bytes: count,
      sent: count,
      state: z.enum(['here', 'wanted', 'sending', 'there', 'failed']),
      trouble: troubleSchema.nullable(),
    }),
  ),
})
export type SyncedSession = z.infer<typeof syncedSessionSchema>

export const withheldRowSchema = z.object({
  seq: z.number().int(),
  type: z.string(),
  reason: z.string(),
  foundAtMs: z.number().int(),
})
export type WithheldRow = z.infer<typeof withheldRowSchema>

/** What a host asks of syncing. */
export const syncRequests = [
  z.object({ type: z.literal('getSync') }),
  z.object({ type: z.literal('saveSync'), settings: syncSettingsSchema }),
  /** The host window hands over the token it keeps, for as long as the service runs. `origin`: whose token it is. */
  z.object({ type: z.literal('holdSyncToken'), origin: z.string().max(300), token: token.nullable() }),
  /** Asks the collector with settings that are not saved. `token` null: the one that is held. */
  z.object({ type: z.literal('testSync'), settings: syncSettingsSchema, token: token.nullable() }),
  /** By hand, also what automatic syncing leaves out; null: everything. Also goes on after a pause or a stop. */
  z.object({ type: z.literal('startSync'), sessionId: sessionId.nullable() }),
  z.object({ type: z.literal('pauseSync') }),
  z.object({ type: z.literal('listWithheld'), sessionId }),
  /** Sends what was withheld once more; `seq` null: all of that show. */
  z.object({ type: z.literal('retryWithheld'), sessionId, seq: z.number().int().nullable() }),
  z.object({ type: z.literal('uploadRecording'), sessionId, file: fileName }),
  z.object({ type: z.literal('cancelUpload'), sessionId, file: fileName }),
] as const

/** A certificate nobody vouches for, to be looked at by a person. */
export const seenCertificateSchema = z.object({
  pem: z.string(),
  sha256: z.string(),
  subject: z.string(),
  validToMs: z.number().int().nullable(),
})
export type SeenCertificate = z.infer<typeof seenCertificateSchema>

export const syncResponses = [
  z.object({
    type: z.literal('sync'),
    settings: syncSettingsSchema,
    /** A token for this address is held. */
    tokenHeld: z.boolean(),
    status: syncStatusSchema,
    sessions: z.array(syncedSessionSchema),
  }),
  z.object({
    type: z.literal('syncTested'),
    trouble: troubleSchema.nullable(),
    tookMs: count,
    /** With `certSelfSigned` only. */
    certificate: seenCertificateSchema.nullable(),
  }),
  z.object({ type: z.literal('withheld'), events: z.array(withheldRowSchema) }),
] as const

export const syncFrameSchema = z.object({ type: z.literal('syncStatus'), status: syncStatusSchema })
