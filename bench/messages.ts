import { readRehearsalRooms } from '#service/chat-sources/recorded/rehearsal-rooms.ts'
import { RESOURCES_DIR } from '#service/folders.ts'
import type { IncomingDanmaku } from '#shared/domain/danmaku/danmaku.ts'

/** What the recorded rooms wrote: chatter, with a question in every fourth or fifth message, as in a busy shop. */
const texts = readRehearsalRooms(RESOURCES_DIR).flatMap(({ lines }) => lines.map(({ text }) => text))

/** The number-th message of a busy room: texts of the recorded rooms in turn, from 800 viewers. */
export function messageNumber(number: number, sentAtMs: number): IncomingDanmaku {
  const viewer = (number * 7919) % 800
  return {
    source: 'bench',
    sourceMessageId: `m${number}`,
    userId: `u${viewer}`,
    userName: `观众${viewer}`,
    text: texts[number % texts.length] ?? '',
    sentAtMs,
  }
}
