import AgoraRTM, { type RTMClient } from 'agora-rtm'
import { z } from 'zod'

import {
  frameCallSchema,
  SIGNALING_PORT_MESSAGE,
  type FrameAnswer,
  type FrameCall,
} from '#renderer/chat-sources/agora-signaling/frame-protocol.ts'
import type { RtmEvent, RtmPlace } from '#renderer/chat-sources/agora-signaling/rtm-client.ts'
import {
  linkOf,
  messageOf,
  presenceOf,
  REPLY_TYPE,
} from '#renderer/chat-sources/agora-signaling/translate-events.ts'

// This page runs agora-rtm and nothing else, in a frame of the host page: its policy alone lets it reach Agora, and
// when the frame goes, everything that the SDK has started goes with it, a login that never settles included.

const errorSchema = z.object({
  errorCode: z.number().optional(),
  code: z.number().optional(),
  reason: z.string().optional(),
  message: z.string().optional(),
})

function serve(port: MessagePort): void {
  let client: { readonly rtm: RTMClient; readonly place: RtmPlace } | null = null
  const say = (answer: FrameAnswer): void => port.postMessage(answer)
  const tell = (event: RtmEvent | null): void => {
    if (event !== null) port.postMessage({ type: 'event', event })
  }

  const open = (place: RtmPlace): void => {
    const rtm = new AgoraRTM.RTM(place.appId, place.userId, {
      presenceTimeout: 30,
      logUpload: false,
      logLevel: 'none',
    })
    // Before login, or the first of them would be missed.
    rtm.addEventListener('message', (event) => tell(messageOf(event, place)))
    rtm.addEventListener('presence', (event) => tell(presenceOf(event, place)))
    rtm.addEventListener('linkState', (event) => tell(linkOf(event, place)))
    rtm.addEventListener('token', ({ eventType }) =>
      tell(eventType === 'WILL_EXPIRE' ? { type: 'tokenWillExpire' } : null),
    )
    rtm.addEventListener('tokenPrivilegeWillExpire', () => tell({ type: 'tokenWillExpire' }))
    client = { rtm, place }
  }

  const carryOut = async (call: FrameCall): Promise<boolean> => {
    if (call.call === 'open') {
      open(call)
      return true
    }
    if (client === null) throw new Error('not opened')
    const { rtm, place } = client
    switch (call.call) {
      case 'login':
        await rtm.login(call.token === null ? {} : { token: call.token })
        return true
      case 'subscribe':
        await rtm.subscribe(place.channel, { withMessage: true, withPresence: true })
        return true
      case 'check': {
        const { channels } = await rtm.presence.getUserChannels(place.userId)
        return channels.some(
          ({ channelName, channelType }) => channelType === 'MESSAGE' && channelName === place.channel,
        )
      }
      case 'publish':
        await rtm.publish(place.channel, call.text, { customType: REPLY_TYPE })
        return true
      case 'renewToken':
        await rtm.renewToken(call.token)
        return true
      case 'logout':
        await rtm.logout()
        return true
      default:
        return call satisfies never
    }
  }

  port.addEventListener('message', (message: MessageEvent<unknown>) => {
    const parsed = frameCallSchema.safeParse(message.data)
    if (!parsed.success) return
    const { id } = parsed.data
    carryOut(parsed.data).then(
      (value) => say({ type: 'done', id, value }),
      (error: unknown) => say({ type: 'failed', id, ...failureOf(error) }),
    )
  })
  port.start()
}

function failureOf(error: unknown): { code: number; reason: string } {
  const parsed = errorSchema.safeParse(error)
  if (!parsed.success) return { code: 0, reason: String(error) }
  const { errorCode, code, reason, message } = parsed.data
  return { code: errorCode ?? code ?? 0, reason: reason ?? message ?? '' }
}

window.addEventListener('message', (message: MessageEvent<unknown>) => {
  const [port] = message.ports
  const fromHost = message.origin === location.origin && message.source === window.parent
  if (fromHost && message.data === SIGNALING_PORT_MESSAGE && port) serve(port)
})
