import { z } from 'zod'

import {
  healthSampleSchema,
  outputChangeSchema,
  sourceChangeSchema,
} from '#shared/domain/health/health-sample.ts'
import { cannedReplySchema } from '#shared/domain/replies/canned-reply.ts'
import { sceneCollectionSchema } from '#shared/domain/scenes/scene-collection.ts'
import { outputSettingsSchema } from '#shared/domain/outputs/destination.ts'
import { commandSchema } from '#shared/domain/session/command.ts'
import { tierSchema } from '#shared/domain/fans/tier.ts'
import { assistantRequests } from './assistant.ts'
import { orderRequests } from './orders.ts'
import { fanRequests } from './fans.ts'
import { remoteLevelsSchema, remoteOutcomeSchema, remoteSettingsSchema, remoteStateSchema } from './remote.ts'
import {
  INGEST_MAX,
  outsideMessageSchema,
  outsideSourceSchema,
  outsideViewerSchema,
  PRESENCE_MAX,
  signalingSettingsSchema,
  sourceProblemSchema,
  sourceStateSchema,
} from './chat-source.ts'
import { shoutOutRequests } from './shout-outs.ts'
import { runSheetRequests } from './run-sheet.ts'
import { knowledgeRequests } from './knowledge.ts'
import { importRequestSchemas } from './imports.ts'
import { signalSchema } from './signal.ts'
import { syncRequests } from './sync.ts'

export const TITLE_MAX = 80

const commandId = z.string().min(8).max(64)
const requestId = z.string().min(1).max(64)

/**
 * Questions to the service beside the session's own commands: look-ups, the library, access, rehearsals.
 * Each is answered by exactly one `response` frame with the same requestId.
 */
export const requestSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('searchChat'),
    text: z.string().trim().min(1).max(80),
    beforeSeq: z.number().int().nullable(),
  }),
  z.object({
    type: z.literal('chatBefore'),
    beforeSeq: z.number().int().nullable(),
    limit: z.number().int().min(1).max(200),
  }),
  z.object({
    type: z.literal('chatAround'),
    danmakuId: z.string().max(40),
    limit: z.number().int().min(1).max(100),
  }),
  z.object({ type: z.literal('listCannedReplies') }),
  z.object({ type: z.literal('saveCannedReply'), reply: cannedReplySchema }),
  z.object({ type: z.literal('deleteCannedReply'), id: z.string().min(1).max(64) }),
  z.object({
    type: z.literal('setFanStanding'),
    userId: z.string().max(120),
    userName: z.string().max(40),
    tier: tierSchema,
    privateDomain: z.boolean(),
  }),
  z.object({ type: z.literal('getSceneCollection') }),
  z.object({ type: z.literal('saveSceneCollection'), collection: sceneCollectionSchema }),
  z.object({ type: z.literal('getAccess') }),
  z.object({ type: z.literal('setLanAccess'), on: z.boolean() }),
  z.object({ type: z.literal('renewInvite'), role: z.enum(['moderator', 'viewer', 'overlay']) }),
  z.object({ type: z.literal('revokeAccess'), actorId: z.string().max(80) }),
  z.object({ type: z.literal('listSessions') }),
  z.object({ type: z.literal('newSession'), title: z.string().trim().min(1).max(TITLE_MAX) }),
  z.object({ type: z.literal('listRehearsals') }),
  z.object({
    type: z.literal('startRehearsal'),
    roomId: z.string().max(64),
    speed: z.number().min(0.5).max(8),
  }),
  z.object({ type: z.literal('stopRehearsal') }),
  /** The last two minutes of the running show. */
  z.object({ type: z.literal('healthHistory') }),
  /** How far this machine's clock is ahead of that web server's. */
  z.object({
    type: z.literal('compareClock'),
    origin: z
      .string()
      .max(300)
      .regex(/^https?:\/\/[^\s/?#@]+$/i),
  }),
  z.object({ type: z.literal('getChatSources') }),
  z.object({ type: z.literal('saveChatSources'), signaling: signalingSettingsSchema.nullable() }),
  /** Asks the token server of these settings, from this computer, for a token of theirs. */
  z.object({ type: z.literal('fetchSourceToken'), signaling: signalingSettingsSchema }),
  z.object({ type: z.literal('getOutputs') }),
  z.object({ type: z.literal('saveOutputs'), outputs: outputSettingsSchema }),
  z.object({ type: z.literal('getRemoteControl') }),
  z.object({ type: z.literal('saveRemoteControl'), settings: remoteSettingsSchema }),
  /** Answered with the new password, which is told this once; whoever is connected with the old one has to go. */
  z.object({ type: z.literal('renewRemoteControlPassword') }),
  z.object({ type: z.literal('dropRemoteClient'), clientId: z.string().max(40) }),
  ...orderRequests,
  ...fanRequests,
  ...runSheetRequests,
  ...shoutOutRequests,
  ...knowledgeRequests,
  ...assistantRequests,
  ...importRequestSchemas,
  ...syncRequests,
])
export type Request = z.infer<typeof requestSchema>

/** Every frame a client may send. The sender's identity comes from its connection, never from a frame. */
export const upSchema = z.discriminatedUnion('type', [
  /** First frame after `welcome`: what the client already holds, so that it gets the tail alone. */
  z.object({
    type: z.literal('hello'),
    protocol: z.number().int(),
    sessionId: z.string().max(64).nullable(),
    lastSeq: z.number().int().nonnegative(),
  }),
  z.object({ type: z.literal('command'), commandId, command: commandSchema }),
  z.object({ type: z.literal('request'), requestId, request: requestSchema }),
  /** A viewer of the local room writes. `commandId` is also the message's id: a retry is not a second danmaku. */
  z.object({ type: z.literal('say'), commandId, text: z.string().trim().min(1).max(200) }),
  z.object({ type: z.literal('rename'), name: z.string().trim().min(1).max(20) }),
  z.object({ type: z.literal('like'), count: z.number().int().min(1).max(50) }),
  /** Which thread this moderator has open, shown to the others. */
  z.object({ type: z.literal('lookAt'), questionId: z.string().max(40).nullable() }),
  /** The host window tells how the recording fares, for the log. */
  z.object({ type: z.literal('recordingStarted'), commandId, file: z.string().max(120) }),
  z.object({
    type: z.literal('recordingStopped'),
    commandId,
    file: z.string().max(120),
    bytes: z.number().int().nonnegative(),
    problem: z.string().max(300).nullable(),
  }),
  z.object({ type: z.literal('outputChanged'), commandId, change: outputChangeSchema }),
  z.object({ type: z.literal('sourceChanged'), commandId, change: sourceChangeSchema }),
  /** Once a second while live; not acknowledged, and lost while there is no connection. */
  z.object({ type: z.literal('healthSample'), sample: healthSampleSchema }),
  /** Messages of an outside source that the host window receives; sent again after a reconnect until acknowledged. */
  z.object({
    type: z.literal('ingest'),
    commandId,
    source: outsideSourceSchema,
    messages: z.array(outsideMessageSchema).min(1).max(INGEST_MAX),
  }),
  /** How that source fares: with every change, after every reconnect, and every few seconds as a sign of life. */
  z.object({
    type: z.literal('sourceState'),
    source: outsideSourceSchema,
    state: sourceStateSchema,
    problem: sourceProblemSchema.nullable(),
    online: z.number().int().nonnegative().nullable(),
    /** Messages of this source that were no chat or came too fast to be handed on. */
    dropped: z.number().int().nonnegative(),
    unsentReplies: z.number().int().nonnegative(),
  }),
  /**
   * Who came to and left an outside source. A snapshot comes in parts of one `round`; whoever was known before and is
   * in none of them has left when the last part is in.
   */
  z.object({
    type: z.literal('sourcePresence'),
    source: outsideSourceSchema,
    entered: z.array(outsideViewerSchema).max(PRESENCE_MAX),
    left: z.array(outsideViewerSchema.shape.userId).max(PRESENCE_MAX),
    snapshot: z.object({ round: z.number().int().nonnegative(), last: z.boolean() }).nullable(),
  }),
  z.object({ type: z.literal('signal'), to: z.string().max(80), signal: signalSchema }),
  /** The host window's part in remote control. */
  z.object({ type: z.literal('remoteState'), state: remoteStateSchema }),
  z.object({ type: z.literal('remoteLevels'), levels: remoteLevelsSchema }),
  z.object({ type: z.literal('remoteResult'), actionId: z.string().max(40), outcome: remoteOutcomeSchema }),
  z.object({ type: z.literal('ping'), sentAtMs: z.number() }),
])
export type Up = z.infer<typeof upSchema>
