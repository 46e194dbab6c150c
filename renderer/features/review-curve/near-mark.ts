import type { Review, ReviewMarker, ReviewMinute } from '#shared/domain/review/review.ts'
import { laneOf, type CurveLane } from './rows.ts'

/** The minute that holds the moment; null outside the show. Minutes are in order and may have gaps. */
export function minuteAt(minutes: readonly ReviewMinute[], atMs: number): ReviewMinute | null {
  let [low, high] = [0, minutes.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((minutes[middle]?.startMs ?? 0) <= atMs) low = middle
    else high = middle - 1
  }
  const found = minutes[low]
  return found && found.startMs <= atMs ? found : null
}

/** Marks of the lanes shown, in order of time. */
export const marksOf = ({ markers }: Review, lanes: readonly CurveLane[]): readonly ReviewMarker[] =>
  markers.filter(({ kind }) => lanes.includes(laneOf(kind))).toSorted((a, b) => a.atMs - b.atMs)

/** The mark of this lane nearest to the moment, at most `withinMs` away. */
export function markNear(
  marks: readonly ReviewMarker[],
  lane: CurveLane | null,
  atMs: number,
  withinMs: number,
): ReviewMarker | null {
  let best: ReviewMarker | null = null
  for (const mark of marks) {
    if (lane !== null && laneOf(mark.kind) !== lane) continue
    const distance = Math.abs(mark.atMs - atMs)
    if (distance <= withinMs && (best === null || distance < Math.abs(best.atMs - atMs))) best = mark
  }
  return best
}

/** The next mark after the moment, or with `step` -1 the one before it. */
export function markBeside(marks: readonly ReviewMarker[], atMs: number, step: 1 | -1): ReviewMarker | null {
  const beside =
    step === 1 ? marks.find((mark) => mark.atMs > atMs) : marks.findLast((mark) => mark.atMs < atMs)
  return beside ?? null
}
