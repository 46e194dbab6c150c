import type { SuggestionSource } from '../knowledge/suggestion.ts'
import { deadlineMs } from '../questions/clock.ts'
import { askerIdsOf, type Question } from '../questions/question.ts'
import { SYSTEM } from '../session/actor.ts'
import { REPLY_TEXT_MAX, type Command } from '../session/command.ts'
import { accept, refuse, type Decision, type DecisionContext } from '../session/decision.ts'
import type { NewEvent } from '../session/event.ts'
import type { SessionState } from '../session/state.ts'
import { RATE_WINDOW_MS, rulesInForce, type Grounds } from './unattended-hours.ts'
import { isWithinHours, type UnattendedRules } from './unattended-rules.ts'

/** People come first: an automatic answer waits until a question has no more than this left. */
const PEOPLE_FIRST_UNTIL_MS = 12_000

/** A question this far past its deadline is left to people: an answer out of nowhere would only confuse. */
const GIVES_UP_AFTER_MS = 60_000

/** When a decision is made: by the clock, and by the seller's own day. */
export interface Moment {
  readonly nowMs: number
  /** 0..1439, in the seller's time zone. */
  readonly minuteOfDay: number
}

/** An answer that could be given. */
export interface Proposal {
  readonly by: Grounds['by']
  readonly text: string
  readonly confidence: number
  readonly sources: readonly SuggestionSource[]
  /** Whether anything in it made the checks frown: a price off the sheet, a number from nowhere. */
  readonly doubtful: boolean
}

/** Only the host leaves the room to the studio; whoever is on duty may take it back. */
export function decideSwitchUnattended(
  state: SessionState,
  { rules }: Extract<Command, { type: 'switchUnattended' }>,
  { actor }: DecisionContext,
): Decision {
  if (rules !== null && actor.role !== 'host') return refuse('notAllowed')
  if (state.phase === 'ended') return refuse({ kind: 'wrongPhase', phase: 'ended' })
  if (rules === null && state.unattendedHours.rules === null) return refuse('nothingToDo')
  return accept({ type: 'unattendedSwitched', body: { rules } })
}

/**
 * The threads that may be answered automatically at this moment, the earliest deadline first: all of them, since those
 * that nothing answers must not stand in the way of the others. None while the rate leaves no room.
 */
export function dueForAutomaticAnswer(state: SessionState, moment: Moment): readonly Question[] {
  const rules = rulesInForce(state)
  if (rules === null || !isWithinHours(rules.hours, moment.minuteOfDay)) return []
  if (roomLeft(state, rules, moment.nowMs) === 0) return []
  return [...state.questions.values()]
    .filter((question) => mayBeAnswered(state, question, rules, moment.nowMs))
    .toSorted((a, b) => deadlineMs(a) - deadlineMs(b))
}

/**
 * The event of an automatic answer, or none. Asked again when it is the session's turn: whatever people have done in
 * the meantime, be it a claim a millisecond ago, comes first.
 */
export function decideAutomaticAnswer(
  state: SessionState,
  questionId: string,
  proposal: Proposal,
  moment: Moment,
): readonly NewEvent[] {
  const { by, text, confidence, sources, doubtful } = proposal
  const rules = rulesInForce(state)
  const { switched } = state.unattendedHours
  const question = dueForAutomaticAnswer(state, moment).find((due) => due.questionId === questionId)
  if (rules === null || switched === null || !question) return []
  if (doubtful || !(confidence >= rules.floor) || (by === 'draft' && !rules.drafts)) return []
  if (text.trim() === '' || text.length > REPLY_TEXT_MAX || sources.length === 0) return []
  const rule = { intent: question.intent, floor: rules.floor, switchedSeq: switched.seq }
  return [
    {
      type: 'questionAnswered',
      body: {
        questionId,
        answer: {
          how: 'reply',
          text,
          byId: SYSTEM.id,
          byName: SYSTEM.name,
          atMs: moment.nowMs,
          intoQuestionId: null,
          automatic: true,
        },
        grounds: { by, confidence, sources: [...sources], rule },
      },
    },
  ]
}

function roomLeft({ unattendedHours }: SessionState, { perMinute }: UnattendedRules, nowMs: number): number {
  const recent = unattendedHours.recentMs.filter((atMs) => atMs > nowMs - RATE_WINDOW_MS)
  return Math.max(0, perMinute - recent.length)
}

function mayBeAnswered(
  state: SessionState,
  question: Question,
  rules: UnattendedRules,
  nowMs: number,
): boolean {
  const { lifecycle, intent } = question
  if (lifecycle.status !== 'open' || lifecycle.claim !== null || !rules.intents.includes(intent)) return false
  const leftMs = deadlineMs(question) - nowMs
  if (leftMs > PEOPLE_FIRST_UNTIL_MS || leftMs < -GIVES_UP_AFTER_MS) return false
  const { answered } = state.unattendedHours
  if ([question, ...question.mergedFrom].some(({ questionId }) => answered.includes(questionId))) return false
  for (const userId of askerIdsOf(question)) if (state.mutedViewers.has(userId)) return false
  return true
}
