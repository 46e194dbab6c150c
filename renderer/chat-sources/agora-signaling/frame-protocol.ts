import { z } from 'zod'

import { RTM_LINK_STATES } from './rtm-client.ts'

/** Where the frame that speaks with Agora is loaded from: a page of its own, with a policy of its own. */
export const SIGNALING_PAGE = '/signaling/'

/** `postMessage` data with which the host page hands the frame its port. */
export const SIGNALING_PORT_MESSAGE = 'huitou:signaling-port'

const callId = z.number().int()

/** Host page → frame. The first call is `open`. */
export const frameCallSchema = z.discriminatedUnion('call', [
  z.object({
    id: callId,
    call: z.literal('open'),
    appId: z.string(),
    userId: z.string(),
    channel: z.string(),
  }),
  z.object({ id: callId, call: z.literal('login'), token: z.string().nullable() }),
  z.object({ id: callId, call: z.literal('subscribe') }),
  z.object({ id: callId, call: z.literal('check') }),
  z.object({ id: callId, call: z.literal('publish'), text: z.string() }),
  z.object({ id: callId, call: z.literal('renewToken'), token: z.string() }),
  z.object({ id: callId, call: z.literal('logout') }),
])
export type FrameCall = z.infer<typeof frameCallSchema>

const rtmEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('message'), publisher: z.string(), payload: z.string() }),
  z.object({ type: z.literal('everybody'), userIds: z.array(z.string()) }),
  z.object({
    type: z.literal('change'),
    entered: z.array(z.string()),
    left: z.array(z.string()),
    online: z.number().int().nullable(),
  }),
  z.object({
    type: z.literal('link'),
    state: z.enum(RTM_LINK_STATES),
    reason: z.string(),
    restored: z.boolean(),
  }),
  z.object({ type: z.literal('tokenWillExpire') }),
])

/** Frame → host page. */
export const frameAnswerSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('done'), id: callId, value: z.boolean() }),
  z.object({ type: z.literal('failed'), id: callId, code: z.number(), reason: z.string() }),
  z.object({ type: z.literal('event'), event: rtmEventSchema }),
])
export type FrameAnswer = z.infer<typeof frameAnswerSchema>
