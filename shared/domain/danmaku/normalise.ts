import { cleanText, shortHash } from './clean-text.ts'
import { DANMAKU_TEXT_MAX, incomingDanmakuSchema, VIEWER_NAME_MAX, type IncomingDanmaku } from './danmaku.ts'

const USER_ID_MAX = 80
const MESSAGE_ID_MAX = 128
/** A source's send time is believed within this much before its arrival, and never later than it. */
const SENT_BEFORE_MAX_MS = 120_000

/** A message as an outside source tells it. Nothing in it is trusted. */
export interface OutsideMessage {
  readonly sourceMessageId: string | null
  readonly userId: string
  readonly userName: string
  readonly text: string
  readonly sentAtMs: number
  readonly marked?: boolean | undefined
}

/**
 * The danmaku that a message of an outside source is, or null when nothing readable is left of it: text and name are
 * one clean line each, ids fit, the send time is not in the future and at most two minutes old. Never throws.
 */
export function normaliseDanmaku(
  source: string,
  message: OutsideMessage,
  nowMs: number,
): IncomingDanmaku | null {
  const userId = fitId(message.userId, USER_ID_MAX)
  const messageId = message.sourceMessageId === null ? '' : fitId(message.sourceMessageId, MESSAGE_ID_MAX)
  const parsed = incomingDanmakuSchema.safeParse({
    source,
    sourceMessageId: messageId === '' ? null : messageId,
    userId,
    userName: cleanText(message.userName, VIEWER_NAME_MAX) || cleanText(userId, VIEWER_NAME_MAX),
    text: cleanText(message.text, DANMAKU_TEXT_MAX),
    sentAtMs: believed(message.sentAtMs, nowMs),
    ...(message.marked === true && { marked: true }),
  })
  return parsed.success ? parsed.data : null
}

/** An id without characters nobody can see; one that is too long keeps its beginning and stays itself by a hash. */
function fitId(id: string, max: number): string {
  const clean = cleanText(id, max * 4)
  if (clean.length <= max && id.length <= max) return clean
  const hash = shortHash(id)
  return `${cleanText(id, max - hash.length - 1)}~${hash}`
}

/** A clock that follows another one tells fractions of a millisecond; a send time is a whole one. */
function believed(sentAtMs: number, clockMs: number): number {
  const nowMs = Math.floor(clockMs)
  const sent = Number.isFinite(sentAtMs) ? Math.floor(sentAtMs) : nowMs
  return Math.max(0, Math.min(nowMs, Math.max(sent, nowMs - SENT_BEFORE_MAX_MS)))
}
