import { viewerKey } from '#shared/domain/danmaku/danmaku.ts'
import { cleanText } from '#shared/domain/danmaku/clean-text.ts'
import { askersOf } from '#shared/domain/questions/question.ts'
import type { AnsweredEvent, StaffClient } from '#renderer/session-client/staff-client.ts'
import { AGORA_SIGNALING } from '#shared/protocol/chat-source.ts'
import type { Timers } from '#renderer/timing/timers.ts'

/** Older answers come out of a tail after a long break; nobody in the channel waits for them any more. */
const FRESH_MS = 60_000
/** Agora takes 60 messages a second from one client; replies of people are far fewer, and leave room. */
const PUBLISH_EVERY_MS = 50
const WAITING_MAX = 100
const NAMES_MAX = 3
const REPLY_MAX = 500

/** Viewers elsewhere see no page of ours: there the words themselves say that nobody wrote them. */
const marked = (text: string): string =>
  /\p{Script=Han}/u.test(text) ? `【自动回复】${text}` : `[Automatic reply] ${text}`

/** A reply that did not reach the channel; `name` is whom it was for. */
export interface UnsentReply {
  readonly name: string
  readonly reason: 'tooMany' | 'notConnected' | 'failed'
  readonly detail: string
}

export interface ReplyPublisher {
  readonly unsent: () => number
  readonly stop: () => void
}

/**
 * Publishes "@name reply" when a question that somebody of this channel asked is answered by text: each answer once,
 * in order, at a measured pace. What cannot be published is told, never kept silent.
 */
export function publishReplies(options: {
  readonly client: Pick<StaffClient, 'store' | 'clock' | 'outside'>
  readonly publish: (text: string) => Promise<void>
  readonly isConnected: () => boolean
  /** Another host window has the login, and publishes. */
  readonly isElsewhere: () => boolean
  readonly timers: Timers
  readonly onUnsent: (reply: UnsentReply) => void
}): ReplyPublisher {
  const { client, timers } = options
  let waiting: { readonly name: string; readonly text: string }[] = []
  let busy = false
  let unsent = 0
  let stopped = false

  const giveUp = (reply: UnsentReply): void => {
    unsent += 1
    options.onUnsent(reply)
  }

  const next = async (): Promise<void> => {
    const reply = waiting.shift()
    if (reply === undefined || stopped) {
      busy = false
      return
    }
    try {
      if (options.isConnected()) await options.publish(reply.text)
      else giveUp({ name: reply.name, reason: 'notConnected', detail: '' })
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error)
      giveUp({ name: reply.name, reason: 'failed', detail })
    }
    timers.after(PUBLISH_EVERY_MS, () => void next())
  }

  const onAnswer = (event: AnsweredEvent): void => {
    const { questionId, answer } = event.body
    if (answer.how !== 'reply' || answer.text === null || options.isElsewhere()) return
    if (client.clock.nowMs() - event.atMs > FRESH_MS) return
    const question = client.store.getState().session?.questions.get(questionId)
    if (!question) return
    const ours = viewerKey(AGORA_SIGNALING, '')
    const names = askersOf(question)
      .filter(({ userId }) => userId.startsWith(ours))
      .map(({ userName }) => userName)
    const [name] = names
    if (name === undefined) return
    if (waiting.length >= WAITING_MAX) return giveUp({ name, reason: 'tooMany', detail: '' })
    const mentions = names.slice(0, NAMES_MAX).map((one) => `@${one}`)
    const words = cleanText(answer.text, REPLY_MAX)
    waiting.push({ name, text: `${mentions.join(' ')} ${answer.automatic ? marked(words) : words}` })
    if (busy) return
    busy = true
    void next()
  }

  const stopListening = client.outside.subscribeAnswers(onAnswer)
  return {
    unsent: () => unsent,
    stop: () => {
      stopped = true
      waiting = []
      stopListening()
    },
  }
}
