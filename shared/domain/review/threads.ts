import type { FanStanding } from '../fans/tier.ts'
import { ANSWER_WITHIN_MS } from '../questions/clock.ts'
import type { Intent } from '../questions/intent.ts'
import type { Answer, Lifecycle, QuestionMessage } from '../questions/question.ts'
import type { Actor } from '../session/actor.ts'
import type { KnownEvent } from '../session/event.ts'
import { unreachable } from '#shared/lib/unreachable.ts'
import type { ReviewThread, ThreadOutcome } from './review.ts'
import { isLoyal } from './writers.ts'

/** Of the people who ask the same thing, the first this many are named; fans always. */
const ASKERS_NAMED = 20

export type ThreadEvent = Extract<KnownEvent, { type: `question${string}` | 'claimReleased' }>

/** A message of a thread, as far as the review looks at it. */
export interface Asking extends Pick<QuestionMessage, 'userId' | 'userName' | 'sentAtMs'> {
  readonly fan: FanStanding
}

/** One who asked: when first, and whether a thread of theirs was answered in time. */
export interface Ask {
  readonly userId: string
  readonly firstAtMs: number
  readonly inTime: boolean
}

/** A thread with what the other figures need to know of it. */
export interface FinishedThread {
  readonly thread: ReviewThread
  /** Who marked it as no question; null for every other outcome. */
  readonly dismissedBy: Actor | null
}

export interface ThreadsFold {
  /** `itemIdOf` says which item of the sheet a number means at this moment. */
  readonly add: (event: ThreadEvent, itemIdOf: (number: number | null) => string | null) => void
  /** A message joins a thread: the commonest of all, so that it can be told without its event. */
  readonly joined: (questionId: string, message: Asking) => void
  readonly finish: (toMs: number) => { threads: readonly FinishedThread[]; asks: readonly Ask[] }
}

type Claim = ReviewThread['claims'][number]

interface Thread {
  readonly questionId: string
  readonly intent: Intent
  readonly itemNumber: number | null
  readonly itemId: string | null
  readonly text: string
  readonly openedAtMs: number
  readonly openedSeq: number
  /** First messages of each asker, in the order in which they came; the rest is only counted. */
  readonly askers: Map<string, Asking>
  messages: number
  earliestMs: number
  /** Threads that are merged into this one, with their earliest send time when they were. */
  readonly mergedFrom: Map<string, number>
  readonly claims: { -readonly [Key in keyof Claim]: Claim[Key] }[]
  lifecycle: Lifecycle
  dismissedBy: Actor | null
  reopened: number
}

const OPEN: Lifecycle = { status: 'open', claim: null, answer: null }

/** Follows every thread of a session to its end; unlike the session's state it forgets none. */
export function createThreads(): ThreadsFold {
  const threads = new Map<string, Thread>()

  const change = (questionId: string, apply: (thread: Thread) => void): void => {
    const thread = threads.get(questionId)
    if (thread) apply(thread)
  }
  /** Takes a thread out of the one it was merged into, before its own lifecycle is put back. */
  const unmerge = (thread: Thread): void => {
    const into = threads.get(thread.lifecycle.answer?.intoQuestionId ?? '')
    into?.mergedFrom.delete(thread.questionId)
  }
  const merge = (thread: Thread, answer: Answer): void => {
    threads.get(answer.intoQuestionId ?? '')?.mergedFrom.set(thread.questionId, earliestOf(thread))
    thread.lifecycle = { status: 'answered', claim: null, answer }
  }
  const joined = (questionId: string, message: Asking): void =>
    change(questionId, (thread) => {
      thread.messages += 1
      const first = thread.askers.get(message.userId)
      if (!first || message.sentAtMs < first.sentAtMs) thread.askers.set(message.userId, message)
      thread.earliestMs = Math.min(thread.earliestMs, message.sentAtMs)
    })

  const add: ThreadsFold['add'] = (event, itemIdOf) => {
    switch (event.type) {
      case 'questionOpened': {
        const { questionId, intent, itemNumber, message } = event.body
        threads.set(questionId, {
          questionId,
          intent,
          itemNumber,
          itemId: itemIdOf(itemNumber),
          text: message.text,
          openedAtMs: event.atMs,
          openedSeq: event.seq,
          askers: new Map([[message.userId, message]]),
          messages: 1,
          earliestMs: message.sentAtMs,
          mergedFrom: new Map(),
          claims: [],
          lifecycle: OPEN,
          dismissedBy: null,
          reopened: 0,
        })
        return
      }
      case 'questionJoined':
        return joined(event.body.questionId, event.body.message)
      case 'questionClaimed':
        return change(event.body.questionId, (thread) => {
          const { claim } = event.body
          if (thread.lifecycle.claim?.holderId !== claim.holderId) {
            thread.claims.push({
              id: claim.holderId,
              name: claim.holderName,
              atMs: event.atMs,
              lapsed: false,
            })
          }
          thread.lifecycle = { status: 'claimed', claim, answer: null }
        })
      case 'claimReleased':
        return change(event.body.questionId, (thread) => {
          const last = thread.claims.at(-1)
          if (last && event.body.reason === 'expired') last.lapsed = true
          thread.lifecycle = OPEN
        })
      case 'questionAnswered':
        return change(event.body.questionId, (thread) => {
          thread.lifecycle = { status: 'answered', claim: null, answer: event.body.answer }
        })
      case 'questionMerged':
        return change(event.body.questionId, (thread) =>
          merge(thread, { ...event.body.answer, intoQuestionId: event.body.intoQuestionId }),
        )
      case 'questionDismissed':
        return change(event.body.questionId, (thread) => {
          thread.lifecycle = { status: 'dismissed', claim: null, answer: null }
          thread.dismissedBy = event.actor
        })
      case 'questionReopened':
        return change(event.body.questionId, (thread) => {
          unmerge(thread)
          thread.lifecycle = OPEN
          thread.reopened += 1
        })
      case 'questionRestored':
        return change(event.body.questionId, (thread) => {
          const { lifecycle } = event.body
          unmerge(thread)
          if (lifecycle.answer?.how === 'merged') merge(thread, lifecycle.answer)
          else thread.lifecycle = lifecycle
        })
      default:
        return unreachable(event)
    }
  }

  return {
    add,
    joined,
    finish: (toMs) => {
      const finished = [...threads.values()].map((thread) => finish(thread, threads, toMs))
      return { threads: finished.map(({ asking: _asking, ...rest }) => rest), asks: asksOf(finished) }
    },
  }
}

interface Finished extends FinishedThread {
  readonly asking: ReadonlyMap<string, Asking>
}

const earliestOf = ({ earliestMs, mergedFrom }: Pick<Thread, 'earliestMs' | 'mergedFrom'>): number =>
  Math.min(earliestMs, ...mergedFrom.values())

function finish(thread: Thread, threads: ReadonlyMap<string, Thread>, toMs: number): Finished {
  const { questionId, intent, itemNumber, itemId, text, openedAtMs, openedSeq, claims, reopened } = thread
  const { asking, messages } = withMerged(thread, threads)
  const earliestSentAtMs = earliestOf(thread)
  const outcome = outcomeOf(thread.lifecycle, earliestSentAtMs + ANSWER_WITHIN_MS, toMs)
  const { answer } = thread.lifecycle
  const isAnswered = outcome === 'inTime' || outcome === 'late'
  return {
    asking,
    dismissedBy: outcome === 'dismissed' ? thread.dismissedBy : null,
    thread: {
      questionId,
      intent,
      itemNumber,
      itemId,
      text,
      askers: named(asking),
      askerCount: asking.size,
      messageCount: messages,
      openedAtMs,
      openedSeq,
      earliestSentAtMs,
      claims,
      answer,
      responseMs: answer && isAnswered ? Math.max(0, answer.atMs - earliestSentAtMs) : null,
      outcome,
      reopened,
    },
  }
}

/** By the answer that stands at the end: one that was taken back does not count, and a late one is never in time. */
function outcomeOf({ status, answer }: Lifecycle, deadlineMs: number, toMs: number): ThreadOutcome {
  if (status === 'dismissed') return 'dismissed'
  if (answer?.how === 'merged') return 'merged'
  if (answer) return answer.atMs <= deadlineMs ? 'inTime' : 'late'
  return toMs > deadlineMs ? 'missed' : 'pending'
}

/** Everybody who asks in the thread and in those merged into it, each with their first message. */
function withMerged(
  thread: Thread,
  threads: ReadonlyMap<string, Thread>,
): { asking: ReadonlyMap<string, Asking>; messages: number } {
  if (thread.mergedFrom.size === 0) return { asking: thread.askers, messages: thread.messages }
  const asking = new Map<string, Asking>()
  let messages = 0
  const taken = new Set<string>()
  const take = (one: Thread): void => {
    if (taken.has(one.questionId)) return
    taken.add(one.questionId)
    messages += one.messages
    for (const [userId, message] of one.askers) {
      const known = asking.get(userId)
      if (!known || message.sentAtMs < known.sentAtMs) asking.set(userId, message)
    }
    for (const questionId of one.mergedFrom.keys()) {
      const other = threads.get(questionId)
      if (other) take(other)
    }
  }
  take(thread)
  const inOrder = [...asking].toSorted(([, a], [, b]) => a.sentAtMs - b.sentAtMs)
  return { asking: new Map(inOrder), messages }
}

function named(asking: ReadonlyMap<string, Asking>): ReviewThread['askers'] {
  const askers: ReviewThread['askers'] = []
  for (const { userId, userName, fan, sentAtMs } of asking.values()) {
    if (askers.length < ASKERS_NAMED || isLoyal(fan)) askers.push({ ...fan, userId, userName, sentAtMs })
  }
  return askers
}

/** Each asker once, over all threads that count. */
function asksOf(finished: readonly Finished[]): readonly Ask[] {
  const asks = new Map<string, Ask>()
  for (const { thread, asking } of finished) {
    if (thread.outcome === 'merged' || thread.outcome === 'dismissed') continue
    for (const { userId, sentAtMs } of asking.values()) {
      const known = asks.get(userId)
      asks.set(userId, {
        userId,
        firstAtMs: Math.min(sentAtMs, known?.firstAtMs ?? Infinity),
        inTime: (known?.inTime ?? false) || thread.outcome === 'inTime',
      })
    }
  }
  return [...asks.values()]
}
