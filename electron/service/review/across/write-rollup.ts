import type { Review, ReviewThread } from '#shared/domain/review/review.ts'
import type { ReviewRollups, ThreadToRoll } from '#service/library/review-rollups.ts'
import type { Attendance } from './attendance.ts'

/** Rows written in one turn: a few milliseconds. */
const ROWS_PER_TURN = 500

/** Writes the roll-up of a review, in turns; it counts once all of it is there. Throws StorageError. */
export async function writeRollup(
  rollups: ReviewRollups,
  review: Review,
  { visits, asks }: Attendance,
  pause: () => Promise<void>,
): Promise<void> {
  const draft = rollups.begin(review)
  const inTurns = async <Row>(rows: readonly Row[], write: (turn: readonly Row[]) => void): Promise<void> => {
    for (let from = 0; from < rows.length; from += ROWS_PER_TURN) {
      await pause()
      write(rows.slice(from, from + ROWS_PER_TURN))
    }
  }
  await inTurns(threadsToRoll(review.threads), (turn) => rollups.addThreads(draft, turn))
  await inTurns(asks, (turn) => rollups.addAsks(draft, turn))
  await inTurns(visits, (turn) => rollups.addVisits(draft, review.session.fromMs, turn))
  await pause()
  rollups.publish(draft)
  await sweepRollups(rollups, pause)
}

/** Takes away what no longer counts, in turns. Throws StorageError. */
export async function sweepRollups(rollups: ReviewRollups, pause: () => Promise<void>): Promise<void> {
  while (!rollups.sweep(ROWS_PER_TURN)) await pause()
}

/** A thread that was merged may have gone into one that was merged later on: the last of them is meant. */
function threadsToRoll(threads: readonly ReviewThread[]): ThreadToRoll[] {
  const byId = new Map(threads.map((thread) => [thread.questionId, thread]))
  const intoOf = ({ outcome, answer }: ReviewThread): string | null =>
    outcome === 'merged' ? (answer?.intoQuestionId ?? null) : null
  return threads.map((thread) => {
    let intoId = intoOf(thread)
    // As often as there are threads, should they have been merged in a circle.
    for (let steps = threads.length; intoId !== null && steps > 0; steps--) {
      const next = byId.get(intoId)
      const further = next ? intoOf(next) : null
      if (further === null) break
      intoId = further
    }
    return { thread, intoId }
  })
}
