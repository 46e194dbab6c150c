import { z } from 'zod'

import { groundsSchema } from '../assistant/unattended-hours.ts'
import { unattendedRulesSchema } from '../assistant/unattended-rules.ts'
import { danmakuSchema } from '../danmaku/danmaku.ts'
import { healthSampleSchema, outputChangeSchema, sourceChangeSchema } from '../health/health-sample.ts'
import { showOrderSchema } from '../orders/show-order.ts'
import { intentSchema } from '../questions/intent.ts'
import { answerSchema, claimSchema, lifecycleSchema, questionMessageSchema } from '../questions/question.ts'
import { itemSchema } from '../run-sheet/item.ts'
import { runSheetOriginSchema } from '../run-sheet/run-sheet.ts'
import { shoutOutRulesSchema } from '../shout-outs/rules.ts'
import { shoutOutEventBodies } from '../shout-outs/shout-out-events.ts'
import { wallCardSchema } from '../wall/wall-card.ts'
import { actorSchema } from './actor.ts'

const questionId = z.string()
const viewer = { userId: z.string(), userName: z.string() }

/**
 * Bodies of everything that can happen in a session, by type, at their current version. The log is append-only:
 * a body never changes its meaning; a new shape gets a new version and an upcast beside `parseEvent`.
 */
export const eventBodies = {
  sessionCreated: z.object({
    sessionId: z.string(),
    title: z.string(),
    kind: z.enum(['show', 'rehearsal']),
    mutedViewers: z.array(z.object(viewer)),
    blockedWords: z.array(z.string()),
    shoutOutRules: shoutOutRulesSchema.optional(),
  }),
  sessionRenamed: z.object({ title: z.string() }),
  wentLive: z.object({}),
  /** The host went live against the pre-flight check; `lines` are what it held against it, as `line/reason`. */
  preflightOverridden: z.object({ reason: z.string(), lines: z.array(z.string()) }),
  /** The service is back after a crash or restart in the middle of the session; it was away since its last event. */
  serviceResumed: z.object({ awaySinceMs: z.number().int() }),
  showEnded: z.object({ reason: z.enum(['host', 'abandoned', 'replayed']) }),
  /** The whole sheet is another one: from the show before, from a template, by import, or emptied. */
  runSheetLoaded: z.object({ items: z.array(itemSchema), from: runSheetOriginSchema }),
  itemAdded: z.object({ item: itemSchema, index: z.number().int().nonnegative() }),
  itemChanged: z.object({ item: itemSchema }),
  itemRemoved: z.object({ itemId: z.string() }),
  itemMoved: z.object({ itemId: z.string(), toIndex: z.number().int().nonnegative() }),
  stockAdjusted: z.object({ itemId: z.string(), stock: z.number().int().nonnegative().nullable() }),
  itemPutOnAir: z.object({ item: itemSchema }),
  itemTakenOffAir: z.object({}),
  sceneTaken: z.object({ sceneId: z.string(), name: z.string() }),
  recordingStarted: z.object({ file: z.string() }),
  recordingStopped: z.object({ file: z.string(), bytes: z.number().int(), problem: z.string().nullable() }),
  outputChanged: outputChangeSchema,
  sourceChanged: sourceChangeSchema,
  /** Once a second while live. Sent to no screen; whoever wants them asks. */
  healthSampled: healthSampleSchema,

  danmakuReceived: danmakuSchema,
  viewerEntered: z.object(viewer),
  viewerLeft: z.object(viewer),
  likesAdded: z.object({ ...viewer, count: z.number().int().positive() }),

  questionOpened: z.object({
    questionId,
    threadKey: z.string(),
    intent: intentSchema,
    itemNumber: z.number().int().nullable(),
    message: questionMessageSchema,
    /** True when a person marked the message as a question that the detector had passed over. */
    markedByHand: z.boolean(),
  }),
  questionJoined: z.object({ questionId, message: questionMessageSchema }),
  questionClaimed: z.object({ questionId, claim: claimSchema }),
  claimReleased: z.object({ questionId, reason: z.enum(['released', 'expired']) }),
  /** `grounds`: of an automatic answer. */
  questionAnswered: z.object({ questionId, answer: answerSchema, grounds: groundsSchema.optional() }),
  questionMerged: z.object({ questionId, intoQuestionId: z.string(), answer: answerSchema }),
  questionDismissed: z.object({ questionId }),
  questionReopened: z.object({ questionId }),
  questionRestored: z.object({ questionId, undoneSeq: z.number().int(), lifecycle: lifecycleSchema }),

  wallPinned: z.object({ card: wallCardSchema }),
  wallCleared: z.object({}),

  /** An order placed in this show. It may have been refunded by the time it came here. */
  orderPlaced: z.object({ order: showOrderSchema }),
  /** `refundedFen` is what went back so far, `refunded` whether the whole order did. */
  orderRefunded: z.object({
    orderId: z.string(),
    refundedFen: z.number().int().nonnegative(),
    refunded: z.boolean(),
  }),

  viewerMuted: z.object(viewer),
  viewerUnmuted: z.object(viewer),
  wordBlocked: z.object({ word: z.string() }),
  wordUnblocked: z.object({ word: z.string() }),

  /** Unattended hours are on with these rules from here on; null: off. */
  unattendedSwitched: z.object({ rules: unattendedRulesSchema.nullable() }),

  ...shoutOutEventBodies,
} as const

export type EventType = keyof typeof eventBodies
export type EventBody<Type extends EventType> = z.infer<(typeof eventBodies)[Type]>

/** Every body is at this version today; `parseEvent` treats a higher one as unknown. */
export const EVENT_VERSION = 1

/** What `decide` returns: the writer adds sequence, time, actor and command. */
export type NewEvent = {
  [Type in EventType]: { readonly type: Type; readonly body: EventBody<Type> }
}[EventType]

interface EventEnvelope {
  /** Contiguous from 1 within a session. */
  readonly seq: number
  readonly atMs: number
  readonly version: number
  readonly actor: z.infer<typeof actorSchema>
}
export type KnownEvent = EventEnvelope & NewEvent

/** An event of a later version of the studio: kept and passed on, without effect on the state. */
export interface UnknownEvent extends EventEnvelope {
  readonly type: 'unknown'
  readonly originalType: string
  readonly body: unknown
}
export type SessionEvent = KnownEvent | UnknownEvent

/** An event as it lies in the log and travels on the wire, before its body is understood. */
export const rawEventSchema = z.object({
  seq: z.number().int().positive(),
  atMs: z.number().int(),
  type: z.string(),
  version: z.number().int().positive(),
  actor: actorSchema,
  body: z.unknown(),
})
export type RawEvent = z.infer<typeof rawEventSchema>

const isEventType = (type: string): type is EventType => Object.hasOwn(eventBodies, type)

/**
 * Understands an event read from disk or wire. Unknown types and newer versions come back as `unknown`, never
 * dropped; a known type with a malformed body throws a ZodError, since then the log itself is damaged.
 */
export function parseEvent(raw: RawEvent): SessionEvent {
  const { seq, atMs, version, actor } = raw
  const envelope = { seq, atMs, version, actor }
  if (!isEventType(raw.type) || version > EVENT_VERSION) {
    return { ...envelope, type: 'unknown', originalType: raw.type, body: raw.body }
  }
  return { ...envelope, ...parseBody(raw.type, raw.body) }
}

function parseBody(type: EventType, body: unknown): NewEvent {
  // The table pairs each type with its own schema; TypeScript cannot follow the pairing through a lookup.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the body has just been parsed by that schema
  return { type, body: eventBodies[type].parse(body) } as NewEvent
}

/** The inverse of `parseEvent`, for the wire and the log. */
export function toRawEvent(event: SessionEvent): RawEvent {
  const { seq, atMs, version, actor } = event
  const type = event.type === 'unknown' ? event.originalType : event.type
  return { seq, atMs, type, version, actor, body: event.body }
}
