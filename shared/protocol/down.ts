import { z } from 'zod'

import { danmakuSchema } from '#shared/domain/danmaku/danmaku.ts'
import { healthSampleSchema } from '#shared/domain/health/health-sample.ts'
import { machineSchema } from '#shared/domain/health/machine.ts'
import { answerHowSchema } from '#shared/domain/questions/question.ts'
import { cannedReplySchema } from '#shared/domain/replies/canned-reply.ts'
import { sceneCollectionSchema } from '#shared/domain/scenes/scene-collection.ts'
import { actorSchema } from '#shared/domain/session/actor.ts'
import { refusalSchema } from '#shared/domain/session/command.ts'
import { rawEventSchema } from '#shared/domain/session/event.ts'
import { snapshotSchema } from '#shared/domain/session/state.ts'
import { outputSettingsSchema } from '#shared/domain/outputs/destination.ts'
import { shownItemSchema } from '#shared/domain/run-sheet/item.ts'
import { wallCardSchema } from '#shared/domain/wall/wall-card.ts'
import { assistantResponses } from './assistant.ts'
import { fanResponses } from './fans.ts'
import { orderResponses } from './orders.ts'
import { remoteActionSchema, remoteControlSchema } from './remote.ts'
import { chatSourcesSchema, sourceProblemSchema, sourceStateSchema } from './chat-source.ts'
import { shoutOutResponses } from './shout-outs.ts'
import { runSheetResponses } from './run-sheet.ts'
import { knowledgeResponses } from './knowledge.ts'
import { importFrameSchema, importResponseSchemas } from './imports.ts'
import { signalSchema } from './signal.ts'
import { syncFrameSchema, syncResponses } from './sync.ts'

const seq = z.number().int().nonnegative()

/** A danmaku with its place in the log and its time of arrival. */
export const chatLineSchema = danmakuSchema.extend({ seq, atMs: z.number().int() })
export type ChatLine = z.infer<typeof chatLineSchema>

export const inviteSchema = z.object({
  role: z.enum(['moderator', 'viewer', 'overlay']),
  code: z.string(),
  /** Null: valid for as long as the service runs. */
  expiresAtMs: z.number().int().nullable(),
})
export type Invite = z.infer<typeof inviteSchema>

/** Who may come in from where. `urls` are the addresses other devices can open, best first. */
export const accessSchema = z.object({
  lan: z.boolean(),
  port: z.number().int(),
  urls: z.array(z.string()),
  invites: z.array(inviteSchema),
})
export type Access = z.infer<typeof accessSchema>

export const sessionSummarySchema = z.object({
  sessionId: z.string(),
  title: z.string(),
  kind: z.enum(['show', 'rehearsal']),
  phase: z.enum(['preparing', 'live', 'ended']),
  createdAtMs: z.number().int(),
  liveAtMs: z.number().int().nullable(),
  endedAtMs: z.number().int().nullable(),
  danmaku: z.number().int(),
  questions: z.number().int(),
  answered: z.number().int(),
  answeredInTime: z.number().int(),
  dismissed: z.number().int(),
})
export type SessionSummary = z.infer<typeof sessionSummarySchema>

export const rehearsalSummarySchema = z.object({
  id: z.string(),
  language: z.enum(['zh-CN', 'en']),
  title: z.string(),
  description: z.string(),
  durationMs: z.number().int(),
  danmaku: z.number().int(),
})
export type RehearsalSummary = z.infer<typeof rehearsalSummarySchema>

/** What each request is answered with. */
export const responseBodySchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('chat'), lines: z.array(chatLineSchema), more: z.boolean() }),
  z.object({ type: z.literal('cannedReplies'), replies: z.array(cannedReplySchema) }),
  /** Null while none have been saved. */
  z.object({ type: z.literal('sceneCollection'), collection: sceneCollectionSchema.nullable() }),
  z.object({ type: z.literal('access'), access: accessSchema }),
  z.object({ type: z.literal('sessions'), sessions: z.array(sessionSummarySchema) }),
  z.object({ type: z.literal('rehearsals'), rooms: z.array(rehearsalSummarySchema) }),
  z.object({
    type: z.literal('healthHistory'),
    samples: z.array(z.object({ atMs: z.number().int(), sample: healthSampleSchema })),
  }),
  /** Null when the server could not be asked or told no date. */
  z.object({ type: z.literal('clockCompared'), aheadMs: z.number().int().nullable() }),
  z.object({ type: z.literal('remoteControl'), remoteControl: remoteControlSchema }),
  /** Told once and kept nowhere. */
  z.object({ type: z.literal('remoteControlPassword'), password: z.string() }),
  z.object({ type: z.literal('chatSources'), sources: chatSourcesSchema }),
  /** Goes to the host alone. */
  z.object({ type: z.literal('sourceToken'), token: z.string().max(4_096) }),
  z.object({ type: z.literal('outputs'), outputs: outputSettingsSchema }),
  ...orderResponses,
  ...fanResponses,
  ...runSheetResponses,
  ...shoutOutResponses,
  ...knowledgeResponses,
  ...assistantResponses,
  ...importResponseSchemas,
  ...syncResponses,
  z.object({ type: z.literal('done') }),
])
export type ResponseBody = z.infer<typeof responseBodySchema>

/** Why a request was not served; closed like the refusals of commands. */
export const requestProblemSchema = z.enum([
  'notAllowed',
  'notFound',
  'wrongPhase',
  'invalid',
  'portUnavailable',
  'logUnavailable',
])
export type RequestProblem = z.infer<typeof requestProblemSchema>

/** Somebody of the staff who is connected at this moment. */
export const presentSchema = z.object({ actor: actorSchema, lookingAt: z.string().nullable() })
export type Present = z.infer<typeof presentSchema>

/** The state of the log as the host sees it: `degraded` = the show goes on, events wait in memory. */
export const logHealthSchema = z.object({
  state: z.enum(['ok', 'degraded']),
  waiting: z.number().int(),
  lost: z.number().int(),
  problem: z.string().nullable(),
})
export type LogHealth = z.infer<typeof logHealthSchema>

export const sourceHealthSchema = z.object({
  source: z.string(),
  state: sourceStateSchema,
  lastAtMs: z.number().int().nullable(),
  perMinute: z.number().int(),
  problem: sourceProblemSchema.nullable(),
  /** Viewers there at this moment; null when the source does not tell. */
  online: z.number().int().nullable(),
  /** Messages that were no chat, or more than anybody may write. */
  dropped: z.number().int(),
  /** Replies to askers of this source that could not be sent there. */
  unsentReplies: z.number().int(),
})
export type SourceHealth = z.infer<typeof sourceHealthSchema>

/** The show as a viewer or the overlay may see it. */
export const roomViewSchema = z.object({
  title: z.string(),
  phase: z.enum(['preparing', 'live', 'ended']),
  liveAtMs: z.number().int().nullable(),
  item: shownItemSchema.nullable(),
  wall: wallCardSchema.nullable(),
  online: z.number().int(),
  likes: z.number().int(),
})
export type RoomView = z.infer<typeof roomViewSchema>

/** A viewer's own question and what became of it. */
export const ownQuestionSchema = z.object({
  questionId: z.string(),
  text: z.string(),
  sentAtMs: z.number().int(),
  state: z.enum(['seen', 'beingAnswered', 'answered', 'closed']),
  /** Who is answering or has answered. */
  byName: z.string().nullable(),
  how: answerHowSchema.nullable(),
  reply: z.string().nullable(),
  /** Answered by the studio itself, by nobody. */
  automatic: z.boolean(),
})
export type OwnQuestion = z.infer<typeof ownQuestionSchema>

/** Chat as viewers get it: no tiers, no intents, no ids of other sources. */
export const roomLineSchema = z.object({
  danmakuId: z.string(),
  userName: z.string(),
  text: z.string(),
  own: z.boolean(),
})
export type RoomLine = z.infer<typeof roomLineSchema>

/** Every frame the service may send. Staff get state and events; viewers and the overlay get the room alone. */
export const downSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('welcome'),
    protocol: z.number().int(),
    you: actorSchema,
    serverNowMs: z.number().int(),
  }),
  z.object({ type: z.literal('snapshot'), state: snapshotSchema }),
  /** All events up to `toSeq` but danmaku, which travel in `feed`. Sent in order, never sampled. */
  z.object({
    type: z.literal('events'),
    sessionId: z.string(),
    toSeq: seq,
    danmaku: z.number().int(),
    events: z.array(rawEventSchema),
  }),
  /** New chat. `skipped` lines were left out because there were too many for this client; the count is exact. */
  z.object({
    type: z.literal('feed'),
    sessionId: z.string(),
    lines: z.array(chatLineSchema),
    skipped: z.number().int().nonnegative(),
  }),
  z.object({ type: z.literal('ack'), commandId: z.string(), ok: z.literal(true), durable: z.boolean() }),
  z.object({ type: z.literal('refused'), commandId: z.string(), refusal: refusalSchema }),
  z.object({ type: z.literal('response'), requestId: z.string(), body: responseBodySchema }),
  z.object({
    type: z.literal('requestFailed'),
    requestId: z.string(),
    problem: requestProblemSchema,
    message: z.string(),
  }),
  z.object({ type: z.literal('presence'), staff: z.array(presentSchema), viewers: z.number().int() }),
  z.object({
    type: z.literal('health'),
    log: logHealthSchema,
    sources: z.array(sourceHealthSchema),
    rehearsal: z
      .object({ roomId: z.string(), atMs: z.number().int(), durationMs: z.number().int() })
      .nullable(),
  }),
  z.object({ type: z.literal('cannedReplies'), replies: z.array(cannedReplySchema) }),
  /** A host window has saved the scenes. */
  z.object({ type: z.literal('sceneCollection'), collection: sceneCollectionSchema }),
  z.object({ type: z.literal('access'), access: accessSchema }),
  /** To hosts, every two seconds. */
  z.object({ type: z.literal('machine'), machine: machineSchema }),
  z.object({ type: z.literal('remoteControl'), remoteControl: remoteControlSchema }),
  /** What the service wants a host window to tell from here on. */
  z.object({ type: z.literal('remoteWatch'), state: z.boolean(), levels: z.boolean() }),
  z.object({ type: z.literal('remoteAction'), actionId: z.string(), action: remoteActionSchema }),
  importFrameSchema,
  syncFrameSchema,
  z.object({ type: z.literal('room'), room: roomViewSchema }),
  z.object({
    type: z.literal('roomFeed'),
    lines: z.array(roomLineSchema),
    skipped: z.number().int().nonnegative(),
  }),
  z.object({ type: z.literal('ownQuestions'), questions: z.array(ownQuestionSchema) }),
  z.object({ type: z.literal('signal'), from: z.string(), signal: signalSchema }),
  z.object({ type: z.literal('pong'), sentAtMs: z.number(), serverNowMs: z.number().int() }),
  /** The last frame before the service closes the connection. */
  z.object({
    type: z.literal('bye'),
    reason: z.enum([
      'badFrame',
      'tooLarge',
      'tooFast',
      'protocolMismatch',
      'revoked',
      'shuttingDown',
      'tooSlow',
    ]),
    message: z.string(),
  }),
])
export type Down = z.infer<typeof downSchema>
