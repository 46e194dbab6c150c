import { z } from 'zod'

/*
 * What a studio's sync and a collector say to each other over HTTPS. The collector describes the same in OpenAPI at
 * /openapi.json, made from these schemas.
 */

/** Events of one request at most; its JSON stays under COLLECTOR_BODY_MAX_BYTES before compression. */
export const SYNC_BATCH_EVENTS_MAX = 5_000
export const COLLECTOR_BODY_MAX_BYTES = 8 * 1024 * 1024

export const collectedSessionIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,79}$/)
  .describe('The id that the studio gave the session')

/** What is known of a session beside its events; sent with every batch, the newest wins. */
export const sessionHeadSchema = z.object({
  title: z.string().max(200),
  kind: z.enum(['show', 'rehearsal']),
  phase: z.enum(['preparing', 'live', 'ended']),
  createdAtMs: z.number().int(),
  liveAtMs: z.number().int().nullable(),
  endedAtMs: z.number().int().nullable(),
  /** The log's newest event at the time of sending. */
  lastSeq: z.number().int().nonnegative(),
})
export type SessionHead = z.infer<typeof sessionHeadSchema>

/** An event as it lies in the log. What its body may hold is the studio's business: newer studios send new types. */
export const syncedEventSchema = z.object({
  seq: z.number().int().positive(),
  atMs: z.number().int(),
  type: z.string().min(1).max(64),
  version: z.number().int().positive().max(2_147_483_647),
  actor: z.object({ role: z.string().max(32), id: z.string().max(200), name: z.string().max(200) }),
  body: z.record(z.string(), z.unknown()),
})
export type SyncedEvent = z.infer<typeof syncedEventSchema>

/** Stands for an event that the collector refused and the studio holds back: the sequence goes on, and nobody takes the gap for a loss. */
export const withheldEventSchema = z.object({
  seq: z.number().int().positive(),
  withheld: z.string().min(1).max(200).describe('Why it was refused'),
})
export type WithheldEvent = z.infer<typeof withheldEventSchema>

/**
 * POST /v1/sessions/{id}/events: in order and without a gap from `firstSeq`. May be repeated without harm: what is
 * stored stays as it is, and a batch that begins below `highestSeq` + 1 is taken from there on. The body comes with
 * `Content-Encoding: gzip` or `zstd`, or as it is.
 */
export const pushRequestSchema = z.object({
  session: sessionHeadSchema,
  firstSeq: z.number().int().positive(),
  events: z.array(z.union([syncedEventSchema, withheldEventSchema])).max(SYNC_BATCH_EVENTS_MAX),
})
export type PushRequest = z.infer<typeof pushRequestSchema>

/**
 * PUT /v1/sessions/{id}/events: each event takes the place of the stored one of its seq: a person in it was forgotten,
 * or one that was withheld can be taken after all. In ascending order, gaps allowed; all of them must be stored
 * already, else `gap` and nothing is changed. May be repeated without harm; answered like POST.
 */
export const replaceRequestSchema = z.object({
  session: sessionHeadSchema,
  events: z
    .array(z.union([syncedEventSchema, withheldEventSchema]))
    .min(1)
    .max(SYNC_BATCH_EVENTS_MAX),
})

/** `highestSeq`: everything up to it is stored (or withheld); the next batch begins after it. */
export const pushResponseSchema = z.object({ highestSeq: z.number().int().nonnegative() })
export type PushResponse = z.infer<typeof pushResponseSchema>

/**
 * Every refusal, as application/problem+json (RFC 9457). `invalid` with 422: the events that cannot be taken; nothing
 * of the batch was stored. `unauthorized` 401, `forbidden` 403, `notFound` 404, `gap` 409 with the seq to go on after,
 * `tooLarge` 413, `busy` 429 and 503 with Retry-After.
 */
export const collectorProblemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.enum([
    'invalid',
    'unauthorized',
    'forbidden',
    'notFound',
    'gap',
    'conflict',
    'tooLarge',
    'unsupported',
    'busy',
    'internal',
  ]),
  detail: z.string().optional(),
  invalid: z.array(z.object({ seq: z.number().int(), reason: z.string() })).optional(),
  highestSeq: z.number().int().optional(),
})
export type CollectorProblem = z.infer<typeof collectorProblemSchema>

/** A session as the collector has it. It is whole when `highestSeq` has come to `lastSeq` and the show has ended. */
export const collectedSessionSchema = sessionHeadSchema.extend({
  studioId: z.string(),
  sessionId: collectedSessionIdSchema,
  highestSeq: z.number().int().nonnegative(),
  /** When events of it last came in or were replaced. */
  changedAtMs: z.number().int(),
})
export type CollectedSession = z.infer<typeof collectedSessionSchema>

/**
 * A recording, by tus 1.0 at /v1/recordings: created with the metadata `sessionId`, `filename` and `filetype`.
 * `id` is the last part of its address.
 */
export const collectedRecordingSchema = z.object({
  id: z.string(),
  fileName: z.string(),
  fileType: z.string(),
  bytes: z.number().int().nonnegative(),
  /** Null: it is still coming in. */
  finishedAtMs: z.number().int().nullable(),
})
export type CollectedRecording = z.infer<typeof collectedRecordingSchema>

/** GET /v1/sessions/{id}: 404 when the studio has sent nothing of it. */
export const sessionResponseSchema = z.object({
  session: collectedSessionSchema,
  recordings: z.array(collectedRecordingSchema),
})
