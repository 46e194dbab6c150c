import { unreachable } from '#shared/lib/unreachable.ts'
import { headStartMs } from '../fans/tier.ts'
import type { KnownEvent } from '../session/event.ts'
import {
  CLOSED_QUESTIONS_KEPT,
  UNDO_DEPTH,
  type SessionDraft,
  type Totals,
  type UndoEntry,
} from '../session/state.ts'
import { answeredInTime, earliestSentAtMs } from './clock.ts'
import {
  furtherMessagesOf,
  isPending,
  messagesOf,
  THREAD_MESSAGES_KEPT,
  type Lifecycle,
  type Question,
  type QuestionMessage,
} from './question.ts'

export type QuestionEvent = Extract<KnownEvent, { type: `question${string}` | 'claimReleased' }>

const OPEN: Lifecycle = { status: 'open', claim: null, answer: null }

/** Moves the questions of a draft by one event; the only place where a thread or its lifecycle changes. */
export function evolveQuestions(draft: SessionDraft, event: QuestionEvent): void {
  switch (event.type) {
    case 'questionOpened':
      return open(draft, event)
    case 'questionJoined':
      return replace(draft, event.body.questionId, (question) => ({
        ...question,
        ...withMessage(question, event.body.message),
        earliestSentAtMs: Math.min(question.earliestSentAtMs, event.body.message.sentAtMs),
      }))
    case 'questionClaimed':
      return change(draft, event, { status: 'claimed', claim: event.body.claim, answer: null })
    case 'claimReleased':
      return change(draft, event, OPEN)
    case 'questionAnswered':
      return change(draft, event, { status: 'answered', claim: null, answer: event.body.answer })
    case 'questionMerged':
      return merge(draft, event)
    case 'questionDismissed':
      return change(draft, event, { status: 'dismissed', claim: null, answer: null })
    case 'questionReopened':
      unmerge(draft, event.body.questionId)
      return change(draft, event, OPEN)
    case 'questionRestored':
      return restore(draft, event)
    default:
      return unreachable(event)
  }
}

type Of<Type extends QuestionEvent['type']> = Extract<QuestionEvent, { type: Type }>

function open(draft: SessionDraft, event: Of<'questionOpened'>): void {
  const { questionId, threadKey, intent, itemNumber, message } = event.body
  draft.questions.set(questionId, {
    questionId,
    threadKey,
    intent,
    itemNumber,
    messages: [message],
    further: [],
    mergedFrom: [],
    earliestSentAtMs: message.sentAtMs,
    lifecycle: OPEN,
    changed: { seq: event.seq, byName: event.actor.name },
  })
  draft.joinable.set(threadKey, questionId)
  draft.totals = { ...draft.totals, questions: draft.totals.questions + 1 }
}

function merge(draft: SessionDraft, event: Of<'questionMerged'>): void {
  const source = draft.questions.get(event.body.questionId)
  if (!source) return
  replace(draft, event.body.intoQuestionId, (target) => ({
    ...target,
    mergedFrom: [...target.mergedFrom, mergedOf(source)],
  }))
  change(draft, event, { status: 'answered', claim: null, answer: event.body.answer })
  draft.joinable.set(source.threadKey, event.body.intoQuestionId)
}

/** Puts a lifecycle back; one that was merged, with all its messages and its deadline, where it was merged to. */
function restore(draft: SessionDraft, event: Of<'questionRestored'>): void {
  const { questionId, lifecycle } = event.body
  unmerge(draft, questionId)
  const source = draft.questions.get(questionId)
  const into = lifecycle.answer?.intoQuestionId
  if (source && into) {
    replace(draft, into, (target) => ({ ...target, mergedFrom: [...target.mergedFrom, mergedOf(source)] }))
  }
  change(draft, event, lifecycle)
  if (source && into) draft.joinable.set(source.threadKey, into)
}

const mergedOf = (source: Question): Question['mergedFrom'][number] => ({
  questionId: source.questionId,
  messages: messagesOf(source),
  further: furtherMessagesOf(source),
  earliestSentAtMs: earliestSentAtMs(source),
})

function withMessage(question: Question, message: QuestionMessage): Pick<Question, 'messages' | 'further'> {
  const { messages, further } = question
  // Fans stay in full however late they come: they move the thread in the queue, and the host greets them.
  if (messages.length < THREAD_MESSAGES_KEPT || headStartMs(message.fan) > 0)
    return { messages: [...messages, message], further }
  const { danmakuId, userId } = message
  return { messages, further: [...further, { danmakuId, userId }] }
}

/** Takes a thread out of the one it was merged into, before its own lifecycle is put back. */
function unmerge(draft: SessionDraft, questionId: string): void {
  const target = draft.questions.get(questionId)?.lifecycle.answer?.intoQuestionId
  if (!target) return
  replace(draft, target, (question) => ({
    ...question,
    mergedFrom: question.mergedFrom.filter((merged) => merged.questionId !== questionId),
  }))
}

function change(draft: SessionDraft, event: QuestionEvent, lifecycle: Lifecycle): void {
  const before = draft.questions.get(event.body.questionId)
  if (!before) return
  const after: Question = { ...before, lifecycle, changed: changedBy(draft, event, before) }
  draft.questions.set(after.questionId, after)
  draft.totals = recount(draft.totals, before, after)
  rememberForUndo(draft, event, before)

  if (isPending(before) && !isPending(after)) close(draft, after)
  if (!isPending(before) && isPending(after)) {
    draft.closed = draft.closed.filter((id) => id !== after.questionId)
    draft.joinable.set(after.threadKey, after.questionId)
  }
}

/** Who changed the question last. An undo gives that back too, so that the action before it can be undone next. */
function changedBy(draft: SessionDraft, event: QuestionEvent, before: Question): Question['changed'] {
  if (isRenewal(event, before)) return before.changed
  const undone = event.type === 'questionRestored' ? undoneBy(draft, event) : undefined
  return undone?.changedBefore ?? { seq: event.seq, byName: event.actor.name }
}

const undoneBy = (draft: SessionDraft, event: Of<'questionRestored'>): UndoEntry | undefined =>
  draft.undo.find((entry) => entry.seq === event.body.undoneSeq)

/** Whoever works on a question renews the claim now and then; that is no action of its own. */
const isRenewal = (event: QuestionEvent, before: Question): boolean =>
  event.type === 'questionClaimed' && before.lifecycle.claim?.holderId === event.body.claim.holderId

function close(draft: SessionDraft, question: Question): void {
  if (draft.joinable.get(question.threadKey) === question.questionId)
    draft.joinable.delete(question.threadKey)
  draft.closed = [...draft.closed, question.questionId]
  const [oldest] = draft.closed
  if (draft.closed.length > CLOSED_QUESTIONS_KEPT && oldest !== undefined) {
    draft.closed = draft.closed.slice(1)
    draft.questions.delete(oldest)
    draft.undo = draft.undo.filter((entry) => entry.questionId !== oldest)
  }
}

/** An undo takes its own entry off instead of adding one; what the service does by itself is not anyone's to undo. */
function rememberForUndo(draft: SessionDraft, event: QuestionEvent, before: Question): void {
  if (event.type === 'questionRestored') {
    draft.undo = draft.undo.filter((entry) => entry.seq !== event.body.undoneSeq)
    return
  }
  if (event.actor.role === 'system' || isRenewal(event, before)) return
  const entry: UndoEntry = {
    actorId: event.actor.id,
    seq: event.seq,
    questionId: before.questionId,
    before: before.lifecycle,
    changedBefore: before.changed,
  }
  const own = draft.undo.filter((other) => other.actorId === event.actor.id)
  const forgotten = own.length >= UNDO_DEPTH ? own[0] : undefined
  draft.undo = [...draft.undo.filter((other) => other !== forgotten), entry]
}

function recount(totals: Totals, before: Question, after: Question): Totals {
  const difference = (count: (question: Question) => boolean): number =>
    Number(count(after)) - Number(count(before))
  const counted = (question: Question): boolean =>
    question.lifecycle.answer !== null && question.lifecycle.answer.how !== 'merged'
  return {
    ...totals,
    answered: totals.answered + difference(counted),
    answeredInTime:
      totals.answeredInTime + difference((question) => counted(question) && answeredInTime(question)),
    dismissed: totals.dismissed + difference((question) => question.lifecycle.status === 'dismissed'),
  }
}

function replace(draft: SessionDraft, questionId: string, update: (question: Question) => Question): void {
  const question = draft.questions.get(questionId)
  if (question) draft.questions.set(questionId, update(question))
}
