import type { QueueEntry, QueueView } from '#shared/domain/questions/order.ts'

const PROMPTER_SLOTS = 3

/** A question that has gone late keeps its place this long, in case the host is just answering it. */
const LATE_GRACE_MS = 12_000

export type Slots = readonly (QueueEntry | null)[]

/**
 * What the host reads next. A question keeps its line for as long as it is the host's to answer, so nothing moves
 * under the eyes; a free line takes the next of the queue, and late questions only fill lines nobody else wants.
 * `isFree` says whether a question is the host's: not being answered by somebody else.
 */
export function nextSlots(
  before: readonly (string | null)[],
  queue: QueueView,
  nowMs: number,
  isFree: (entry: QueueEntry) => boolean,
): Slots {
  const inTime = queue.inTime.filter(isFree)
  const late = queue.late.filter(isFree)
  const ranked = [...inTime, ...late]
  const graced = new Set(
    late
      .filter((entry) => nowMs - entry.deadlineMs <= LATE_GRACE_MS)
      .map((entry) => entry.question.questionId),
  )
  const kept = Array.from({ length: PROMPTER_SLOTS }, (_, index) => {
    const entry = ranked.find(({ question }) => question.questionId === before[index])
    if (!entry) return null
    return entry.band !== 'late' || graced.has(entry.question.questionId) ? entry : null
  })
  const shown = new Set(kept.map((entry) => entry?.question.questionId))
  const waiting = ranked.filter(({ question }) => !shown.has(question.questionId))
  return kept.map((entry) => entry ?? waiting.shift() ?? null)
}
