import { headStartMs } from '../fans/tier.ts'
import { bandOf, deadlineMs, type Band } from './clock.ts'
import { isPending, messagesOf, type Question } from './question.ts'

/** One pending question as the queue shows it at a given moment. */
export interface QueueEntry {
  readonly question: Question
  readonly band: Band
  readonly deadlineMs: number
  /** The deadline minus the best head start among the askers: the order inside a band. */
  readonly weightedDeadlineMs: number
}

/** The queue at a moment: what can still be answered in time, and the late lane, which never buries it. */
export interface QueueView {
  readonly inTime: readonly QueueEntry[]
  readonly late: readonly QueueEntry[]
}

const BAND_RANK: Record<Band, number> = { urgent: 0, soon: 1, calm: 2, late: 3 }

/**
 * Orders pending questions: band first (urgent, soon, calm), then tier-weighted deadline, then id for stability.
 * The late lane runs oldest first by the same weight. Head starts are finite, so every question reaches the front.
 */
export function orderQueue(questions: Iterable<Question>, nowMs: number): QueueView {
  const inTime: QueueEntry[] = []
  const late: QueueEntry[] = []
  for (const question of questions) {
    if (!isPending(question)) continue
    const deadline = deadlineMs(question)
    const band = bandOf(deadline, nowMs)
    let headStart = 0
    for (const message of messagesOf(question)) headStart = Math.max(headStart, headStartMs(message.fan))
    const entry = { question, band, deadlineMs: deadline, weightedDeadlineMs: deadline - headStart }
    ;(band === 'late' ? late : inTime).push(entry)
  }
  inTime.sort((a, b) => BAND_RANK[a.band] - BAND_RANK[b.band] || byWeight(a, b))
  late.sort(byWeight)
  return { inTime, late }
}

function byWeight(a: QueueEntry, b: QueueEntry): number {
  return (
    a.weightedDeadlineMs - b.weightedDeadlineMs || compareIds(a.question.questionId, b.question.questionId)
  )
}

/** Ids are a letter and a sequence number: shorter is older. */
function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)
}
