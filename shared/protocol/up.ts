import { z } from 'zod'

import { cannedReplySchema } from '#shared/domain/replies/canned-reply.ts'
import { commandSchema } from '#shared/domain/session/command.ts'
import { tierSchema } from '#shared/domain/fans/tier.ts'
import { signalSchema } from './signal.ts'

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
  z.object({ type: z.literal('signal'), to: z.string().max(80), signal: signalSchema }),
  z.object({ type: z.literal('ping'), sentAtMs: z.number() }),
])
export type Up = z.infer<typeof upSchema>
