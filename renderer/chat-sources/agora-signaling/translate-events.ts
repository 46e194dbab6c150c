import type { RTMEvents } from 'agora-rtm'

import type { RtmEvent, RtmPlace } from './rtm-client.ts'

/** The studio's own messages carry this type, so that other programs can tell them from a viewer's. */
export const REPLY_TYPE = 'huitou.reply'

type Of<Type extends RtmEvent['type']> = Extract<RtmEvent, { type: Type }>

/** Null for what is not said in our channel, or by ourselves. */
export function messageOf(
  event: Pick<RTMEvents.MessageEvent, 'channelType' | 'channelName' | 'publisher' | 'message'>,
  place: RtmPlace,
): Of<'message'> | null {
  if (event.channelType !== 'MESSAGE' || event.channelName !== place.channel) return null
  if (event.publisher === place.userId) return null
  const payload = textOf(event.message)
  return payload === null ? null : { type: 'message', publisher: event.publisher, payload }
}

/** Bytes that are no UTF-8 text are no chat. */
function textOf(message: string | Uint8Array): string | null {
  if (typeof message === 'string') return message
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(message)
  } catch {
    return null
  }
}

/** Null for what tells nothing about who is there. */
export function presenceOf(
  event: Pick<
    RTMEvents.PresenceEvent,
    'channelType' | 'channelName' | 'eventType' | 'publisher' | 'interval' | 'snapshot'
  >,
  place: RtmPlace,
): Of<'everybody' | 'change'> | null {
  if (event.channelType !== 'MESSAGE' || event.channelName !== place.channel) return null
  const others = (userIds: readonly string[]): string[] => userIds.filter((userId) => userId !== place.userId)
  const change = (entered: readonly string[], left: readonly string[], online: number | null = null) =>
    ({ type: 'change', entered: others(entered), left: others(left), online }) as const
  switch (event.eventType) {
    case 'SNAPSHOT':
      return { type: 'everybody', userIds: others((event.snapshot ?? []).map(({ userId }) => userId)) }
    case 'INTERVAL': {
      if (event.interval === null) return null
      const { join, leave, timeout, totalOccupancy } = event.interval
      // The count has this studio itself in it.
      return change(join.users, [...leave.users, ...timeout.users], Math.max(0, totalOccupancy - 1))
    }
    case 'REMOTE_JOIN':
      return change([event.publisher], [])
    case 'REMOTE_LEAVE':
    case 'REMOTE_TIMEOUT':
      return change([], [event.publisher])
    case 'REMOTE_STATE_CHANGED':
    case 'ERROR_OUT_OF_SERVICE':
    case 'NONE':
      return null
    default:
      return event.eventType satisfies never
  }
}

export function linkOf(
  event: Pick<RTMEvents.LinkStateEvent, 'currentState' | 'reasonCode' | 'unrestoredChannels' | 'isResumed'>,
  place: RtmPlace,
): Of<'link'> {
  return {
    type: 'link',
    state: event.currentState,
    reason: event.reasonCode,
    restored: event.isResumed && !event.unrestoredChannels.includes(place.channel),
  }
}
