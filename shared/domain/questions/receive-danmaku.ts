import type { FanStanding } from '../fans/tier.ts'
import type { Danmaku, IncomingDanmaku } from '../danmaku/danmaku.ts'
import { viewerKey } from '../danmaku/danmaku.ts'
import { holdsBlockedWord } from '../moderation/blocked-words.ts'
import { accept, refuse, type Decision } from '../session/decision.ts'
import type { NewEvent } from '../session/event.ts'
import type { SessionState } from '../session/state.ts'
import { classify, type Classification } from './classify.ts'
import { deadlineMs } from './clock.ts'
import type { Intent } from './intent.ts'
import { productReference } from './product-reference.ts'
import { isPending, type QuestionMessage } from './question.ts'
import { threadKey } from './thread-key.ts'

/** Questions with these intents are about a product; without a number they mean the one on air (这个). */
const ABOUT_A_PRODUCT: ReadonlySet<Intent> = new Set<Intent>([
  'price',
  'size',
  'stock',
  'productAttribute',
  'usage',
  'link',
  'coupon',
])

/**
 * What one danmaku leads to: always `danmakuReceived`, and for a question one of `questionJoined` or
 * `questionOpened`. A message joins a thread only while that is pending and in time: a fresh question never
 * falls into the late lane because of an old one.
 */
export function receiveDanmaku(
  state: SessionState,
  incoming: IncomingDanmaku,
  fan: FanStanding,
  nowMs: number,
): NewEvent[] {
  const { marked = false, ...message } = incoming
  const userId = viewerKey(incoming.source, incoming.userId)
  const hidden = hiddenReason(state, userId, incoming.text)
  const classification = classify(incoming.text)
  const asks = (classification.question || marked) && hidden === null
  const danmaku: Danmaku = {
    ...message,
    danmakuId: `d${state.seq + 1}`,
    userId,
    fan,
    hidden,
    intent: asks ? classification.intent : null,
  }
  const received: NewEvent = { type: 'danmakuReceived', body: danmaku }
  if (!asks) return [received]
  return [
    received,
    openOrJoin(state, danmaku, classification, {
      nowMs,
      questionSeq: state.seq + 2,
      markedByHand: !classification.question,
    }),
  ]
}

/** Puts a message that the detector passed over into the queue, because a person says that it asks something. */
export function decideMarkAsQuestion(state: SessionState, danmaku: Danmaku, nowMs: number): Decision {
  for (const question of state.questions.values()) {
    const own = [...question.messages, ...question.further]
    if (own.some(({ danmakuId }) => danmakuId === danmaku.danmakuId)) {
      return refuse({ kind: 'alreadyAQuestion', questionId: question.questionId })
    }
  }
  const classification: Classification = { ...classify(danmaku.text), question: true }
  return accept(
    openOrJoin(state, danmaku, classification, { nowMs, questionSeq: state.seq + 1, markedByHand: true }),
  )
}

interface Opening {
  readonly nowMs: number
  readonly questionSeq: number
  readonly markedByHand: boolean
}

function openOrJoin(
  state: SessionState,
  danmaku: Danmaku,
  classification: Classification,
  opening: Opening,
): NewEvent {
  const itemNumber = itemAskedAbout(state, danmaku.text, classification.intent)
  const key = threadKey(danmaku.text, classification, itemNumber)
  const message: QuestionMessage = {
    danmakuId: danmaku.danmakuId,
    userId: danmaku.userId,
    userName: danmaku.userName,
    fan: danmaku.fan,
    text: danmaku.text,
    sentAtMs: danmaku.sentAtMs,
  }
  const thread = state.questions.get(state.joinable.get(key) ?? '')
  if (thread && isPending(thread) && opening.nowMs <= deadlineMs(thread)) {
    return { type: 'questionJoined', body: { questionId: thread.questionId, message } }
  }
  return {
    type: 'questionOpened',
    body: {
      questionId: `q${opening.questionSeq}`,
      threadKey: key,
      intent: classification.intent,
      itemNumber,
      message,
      markedByHand: opening.markedByHand,
    },
  }
}

function itemAskedAbout(state: SessionState, text: string, intent: Intent): number | null {
  const reference = productReference(text)
  if (reference?.kind === 'link') return reference.number
  const meansItemOnAir = reference?.kind === 'onAir' || ABOUT_A_PRODUCT.has(intent)
  return meansItemOnAir ? (state.itemOnAir?.item.number ?? null) : null
}

function hiddenReason(state: SessionState, userId: string, text: string): Danmaku['hidden'] {
  if (state.mutedViewers.has(userId)) return 'mutedViewer'
  return holdsBlockedWord(text, state.blockedWords) ? 'blockedWord' : null
}
