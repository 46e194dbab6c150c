import type { Logger } from 'pino'

import { checkReply } from '#shared/domain/assistant/check-draft.ts'
import {
  decideAutomaticAnswer,
  dueForAutomaticAnswer,
  type Moment,
  type Proposal,
} from '#shared/domain/assistant/decide-unattended.ts'
import { rulesInForce } from '#shared/domain/assistant/unattended-hours.ts'
import type { Question } from '#shared/domain/questions/question.ts'
import { SYSTEM } from '#shared/domain/session/actor.ts'
import type { SessionState } from '#shared/domain/session/state.ts'
import { every, type Clock } from '../clock.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import type { Studio } from '../session/studio.ts'
import { StorageError } from '../storage/storage-error.ts'
import type { Assistant } from './assistant.ts'
import { filledReply } from './reply-words.ts'

const LOOK_EVERY_MS = 250
/** A thread that nothing answered is looked at again after this: the sheet or what is known may have changed. */
const LOOK_AGAIN_AFTER_MS = 2_000
/** Threads looked at at once, so that a busy night leaves the service time for all else. */
const LOOKED_AT_MAX = 10
/** Who asks for a draft when nobody does. */
const UNATTENDED = 'unattended'

export interface UnattendedWatch {
  readonly close: () => void
}

/**
 * In unattended hours, looks for threads that people have left until late and answers those of which the shop has
 * written down the answer. Everything is decided again in the session's own turn, so that people always come first.
 */
export function watchUnattended(options: {
  readonly studio: Studio
  readonly knowledge: Pick<Knowledge, 'retrieve'>
  readonly assistant: Pick<Assistant, 'offered' | 'draft'>
  readonly clock: Clock
  readonly logger: Logger
}): UnattendedWatch {
  const { studio, knowledge, assistant, clock, logger } = options
  /** Threads whose draft has been asked for: once each, whatever came of it but "busy". */
  let drafted = new Set<string>()
  /** When (ms) a thread that was looked at in vain may be looked at again. */
  const notBeforeMs = new Map<string, number>()
  let closed = false

  const moment = (): Moment => {
    const nowMs = clock.nowMs()
    const date = new Date(nowMs)
    return { nowMs, minuteOfDay: date.getHours() * 60 + date.getMinutes() }
  }

  const answer = (questionId: string, proposal: Proposal): void => {
    if (closed) return
    void studio
      .running()
      .record(SYSTEM, null, (state) => [...decideAutomaticAnswer(state, questionId, proposal, moment())])
  }

  const look = (): void => {
    const state = studio.running().state()
    const rules = rulesInForce(state)
    if (rules === null) return
    const now = moment()
    for (const [questionId, atMs] of notBeforeMs) if (atMs <= now.nowMs) notBeforeMs.delete(questionId)
    const due = dueForAutomaticAnswer(state, now).filter(({ questionId }) => !notBeforeMs.has(questionId))
    for (const question of due.slice(0, LOOKED_AT_MAX)) {
      notBeforeMs.set(question.questionId, now.nowMs + LOOK_AGAIN_AFTER_MS)
      const known = proposalOf(question, state, knowledge, now.nowMs)
      if (known !== null && !known.doubtful && known.confidence >= rules.floor)
        answer(question.questionId, known)
      else if (rules.drafts && assistant.offered()) void draft(question.questionId, state.sessionId)
    }
  }

  const draft = async (questionId: string, sessionId: string): Promise<void> => {
    const key = `${sessionId} ${questionId}`
    if (drafted.has(key)) return
    drafted.add(key)
    const outcome = await assistant.draft(questionId, UNATTENDED)
    if (outcome?.kind === 'failed' && outcome.problem === 'busy') drafted.delete(key)
    if (outcome?.kind !== 'drafted' || studio.running().state().sessionId !== sessionId) return
    const { text, confidence, sources, warnings } = outcome.draft
    answer(questionId, { by: 'draft', text, confidence, sources, doubtful: warnings.length > 0 })
  }

  const guarded = (): void => {
    try {
      look()
    } catch (error) {
      // A question more for people; the library tells the host elsewhere.
      if (!(error instanceof StorageError)) throw error
      logger.error({ err: error }, 'unattended hours could not look anything up')
    }
  }
  const timer = every(clock, LOOK_EVERY_MS, guarded)
  const stopListening = studio.onSwitch(() => {
    drafted = new Set()
    notBeforeMs.clear()
  })
  return {
    close: () => {
      closed = true
      timer.cancel()
      stopListening()
    },
  }
}

/** The best of what the shop itself has written, as it would be sent; null when there is nothing to send. */
export function proposalOf(
  question: Question,
  state: SessionState,
  knowledge: Pick<Knowledge, 'retrieve'>,
  nowMs: number,
): Proposal | null {
  const { product, found } = knowledge.retrieve(question, state)
  const [best] = found
  if (!best) return null
  const item = product?.item ?? null
  const text = filledReply(best.text, question, item, nowMs)
  if (text === null) return null
  const warnings = checkReply(text, {
    sheet: state.runSheet,
    // It is its own source: only its prices can have become wrong.
    sources: [text],
    questionNumber: item?.number ?? question.itemNumber,
    itemOnAir: state.itemOnAir?.item ?? null,
    nowMs,
  })
  const { confidence, entry } = best
  return {
    by: 'knowledge',
    text,
    confidence,
    sources: [entry.source],
    doubtful: warnings.length > 0,
  }
}
