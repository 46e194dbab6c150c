import { unreachable } from '#shared/lib/unreachable.ts'
import { SYSTEM } from '../session/actor.ts'
import type { Command } from '../session/command.ts'
import { accept, refuse, type Decision, type DecisionContext } from '../session/decision.ts'
import type { NewEvent } from '../session/event.ts'
import type { SessionState } from '../session/state.ts'
import { WALL_CARD_LASTS_MS, type WallCard } from '../wall/wall-card.ts'
import { CLAIM_LASTS_MS } from './clock.ts'
import {
  isPending,
  type Answer,
  type AnswerHow,
  type Claim,
  type Lifecycle,
  type Question,
} from './question.ts'

export type QuestionCommand = Extract<
  Command,
  {
    type:
      | 'claimQuestion'
      | 'releaseClaim'
      | 'answerAloud'
      | 'replyToQuestion'
      | 'pinQuestion'
      | 'mergeQuestion'
      | 'dismissQuestion'
      | 'reopenQuestion'
      | 'markAsQuestion'
      | 'undo'
      | 'clearWall'
  }
>

/**
 * What people do with questions. One rule runs through all of it: a thread held by somebody else is theirs until
 * the claim runs out. Only the host answering aloud goes past a claim, for the answer has then been given on air.
 */
export function decideQuestion(
  state: SessionState,
  command: QuestionCommand,
  context: DecisionContext,
): Decision {
  switch (command.type) {
    case 'undo':
      return decideUndo(state, context)
    case 'clearWall':
      return state.wall ? accept({ type: 'wallCleared', body: {} }) : refuse('nothingToDo')
    case 'markAsQuestion':
      // The message lies in the log, not in the state: the service finds it and calls `decideMarkAsQuestion`.
      return refuse('unknownDanmaku')
    case 'claimQuestion':
    case 'releaseClaim':
    case 'answerAloud':
    case 'replyToQuestion':
    case 'pinQuestion':
    case 'mergeQuestion':
    case 'dismissQuestion':
    case 'reopenQuestion': {
      const question = state.questions.get(command.questionId)
      return question ? decideOn(state, question, command, context) : refuse('unknownQuestion')
    }
    default:
      return unreachable(command)
  }
}

type OneQuestionCommand = Exclude<QuestionCommand, { type: 'undo' | 'clearWall' | 'markAsQuestion' }>

function decideOn(
  state: SessionState,
  question: Question,
  command: OneQuestionCommand,
  context: DecisionContext,
): Decision {
  const { questionId } = question
  if (command.type === 'reopenQuestion') return decideReopen(state, question)
  if (!isPending(question)) return closedRefusal(question)

  const { actor, nowMs } = context
  const held = heldByAnother(question, context)
  if (held && !(command.type === 'answerAloud' && actor.role === 'host')) return held

  switch (command.type) {
    case 'claimQuestion': {
      const claim: Claim = { holderId: actor.id, holderName: actor.name, untilMs: nowMs + CLAIM_LASTS_MS }
      return accept({ type: 'questionClaimed', body: { questionId, claim } })
    }
    case 'releaseClaim':
      return question.lifecycle.claim
        ? accept({ type: 'claimReleased', body: { questionId, reason: 'released' } })
        : refuse('notClaimedByYou')
    case 'answerAloud':
      return accept(answered(questionId, 'aloud', null, context))
    case 'replyToQuestion':
      return accept(answered(questionId, 'reply', command.text, context))
    case 'pinQuestion':
      return accept(
        { type: 'wallPinned', body: { card: wallCard(question, command.answer, nowMs) } },
        answered(questionId, 'wall', command.answer, context),
      )
    case 'dismissQuestion':
      return accept({ type: 'questionDismissed', body: { questionId } })
    case 'mergeQuestion':
      return decideMerge(state, question, command.intoQuestionId, context)
    default:
      return unreachable(command)
  }
}

function decideMerge(
  state: SessionState,
  question: Question,
  intoQuestionId: string,
  context: DecisionContext,
): Decision {
  if (intoQuestionId === question.questionId) return refuse('mergeIntoItself')
  const target = state.questions.get(intoQuestionId)
  if (!target) return refuse('unknownQuestion')
  if (!isPending(target)) return closedRefusal(target)
  const answer: Answer = { ...answerOf('merged', null, context), intoQuestionId }
  return accept({ type: 'questionMerged', body: { questionId: question.questionId, intoQuestionId, answer } })
}

function decideReopen(state: SessionState, question: Question): Decision {
  if (isPending(question)) return refuse('stillOpen')
  return (
    leavesClosedThread(state, question) ??
    accept({ type: 'questionReopened', body: { questionId: question.questionId } })
  )
}

/** Takes back the actor's own last action, as long as nobody has changed that question since. */
function decideUndo(state: SessionState, { actor, nowMs }: DecisionContext): Decision {
  const entry = state.undo.findLast((candidate) => candidate.actorId === actor.id)
  const question = entry && state.questions.get(entry.questionId)
  if (!entry || !question) return refuse('nothingToUndo')
  if (question.changed.seq !== entry.seq) {
    // The service itself has let go of it, by time: then there is nothing of the actor's left to take back.
    if (question.changed.byName === SYSTEM.name) return refuse('nothingToUndo')
    return refuse({ kind: 'changedSince', byName: question.changed.byName })
  }
  const blocked = leavesClosedThread(state, question) ?? entersClosedThread(state, entry.before)
  if (blocked) return blocked

  const events: NewEvent[] = [
    {
      type: 'questionRestored',
      body: {
        questionId: entry.questionId,
        undoneSeq: entry.seq,
        lifecycle: withoutExpiredClaim(entry.before, nowMs),
      },
    },
  ]
  const takesBackPin =
    question.lifecycle.answer?.how === 'wall' && state.wall?.questionId === entry.questionId
  if (takesBackPin) events.push({ type: 'wallCleared', body: {} })
  return accept(...events)
}

/**
 * A merged thread may only come out of a thread that is still pending: leaving an answered one would change that
 * one's earliest send time afterwards, and could turn its late answer into one in time.
 */
function leavesClosedThread(state: SessionState, question: Question): Decision | null {
  const targetId = question.lifecycle.answer?.intoQuestionId
  const target = targetId ? state.questions.get(targetId) : undefined
  return target && !isPending(target) ? closedRefusal(target) : null
}

/**
 * Nor does one go back into a thread that has been answered in the meantime: its askers were not told, and its deadline
 * would change what that answer was.
 */
function entersClosedThread(state: SessionState, { answer }: Lifecycle): Decision | null {
  if (!answer?.intoQuestionId) return null
  const target = state.questions.get(answer.intoQuestionId)
  if (!target) return refuse('nothingToUndo')
  return isPending(target) ? null : closedRefusal(target)
}

/** The refusal for a question that another person holds at this moment, if one does. */
function heldByAnother(question: Question, { actor, nowMs }: DecisionContext): Decision | null {
  const { claim } = question.lifecycle
  if (!claim || claim.holderId === actor.id || claim.untilMs <= nowMs) return null
  return refuse({ kind: 'alreadyClaimed', holderName: claim.holderName, untilMs: claim.untilMs })
}

function closedRefusal(question: Question): Decision {
  const status = question.lifecycle.status === 'dismissed' ? 'dismissed' : 'answered'
  return refuse({ kind: 'alreadyClosed', status, byName: question.changed.byName })
}

const withoutExpiredClaim = (lifecycle: Lifecycle, nowMs: number): Lifecycle =>
  lifecycle.claim && lifecycle.claim.untilMs <= nowMs
    ? { status: 'open', claim: null, answer: null }
    : lifecycle

const answered = (
  questionId: string,
  how: AnswerHow,
  text: string | null,
  context: DecisionContext,
): NewEvent => ({
  type: 'questionAnswered',
  body: { questionId, answer: answerOf(how, text, context) },
})

const answerOf = (how: AnswerHow, text: string | null, { actor, nowMs }: DecisionContext): Answer => ({
  how,
  text,
  byId: actor.id,
  byName: actor.name,
  atMs: nowMs,
  intoQuestionId: null,
  automatic: false,
})

/** The question stands on the wall in its first asker's own words. */
function wallCard(question: Question, answer: string | null, nowMs: number): WallCard {
  const [first] = question.messages
  return {
    questionId: question.questionId,
    question: first?.text ?? '',
    askerName: first?.userName ?? '',
    answer,
    fromMs: nowMs,
    untilMs: nowMs + WALL_CARD_LASTS_MS,
  }
}
