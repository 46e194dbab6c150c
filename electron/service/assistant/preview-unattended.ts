import { setImmediate } from 'node:timers/promises'

import { isWithinHours, type UnattendedRules } from '#shared/domain/assistant/unattended-rules.ts'
import type { ResponseBody } from '#shared/protocol/down.ts'
import type { SessionState } from '#shared/domain/session/state.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import { proposalOf } from './unattended-watch.ts'

const SHOWN_MAX = 20
/** Threads looked up in one turn of the event loop: the show may be live. */
const AT_ONCE = 10

type Preview = Extract<ResponseBody, { type: 'unattendedPreview' }>

/**
 * What these rules would have answered in a show, from what the shop knows today. The rate and what people answered
 * themselves are left out: it shows which questions are simple enough, not how a night would have gone.
 */
export async function previewUnattended(
  rules: UnattendedRules,
  state: SessionState | null,
  knowledge: Pick<Knowledge, 'retrieve'>,
): Promise<Preview> {
  const questions = state ? [...state.questions.values()] : []
  const chosen = questions.filter(
    ({ intent, earliestSentAtMs }) =>
      rules.intents.includes(intent) && isWithinHours(rules.hours, minuteOf(earliestSentAtMs)),
  )
  const answers: Preview['answers'] = []
  for (const [index, question] of chosen.entries()) {
    if (index % AT_ONCE === AT_ONCE - 1) await setImmediate()
    const proposal = state && proposalOf(question, state, knowledge, question.earliestSentAtMs)
    if (!proposal || proposal.doubtful || proposal.confidence < rules.floor) continue
    const { text, confidence, sources } = proposal
    answers.push({
      questionId: question.questionId,
      question: question.messages[0]?.text ?? '',
      text,
      source: sources[0]?.title ?? '',
      confidence,
    })
  }
  return {
    type: 'unattendedPreview',
    showTitle: state?.title ?? '',
    questions: questions.length,
    chosen: chosen.length,
    wouldAnswer: answers.length,
    answers: answers.slice(0, SHOWN_MAX),
  }
}

function minuteOf(atMs: number): number {
  const date = new Date(atMs)
  return date.getHours() * 60 + date.getMinutes()
}
