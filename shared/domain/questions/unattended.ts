import { bandOf, deadlineMs } from './clock.ts'
import { isPending, type Question } from './question.ts'

/** With no sign of the staff for this long, a question about to run out counts as unattended. */
export const UNATTENDED_AFTER_MS = 8_000

export interface Unattended {
  /** Questions about to run out (soon or urgent) that nobody holds. */
  readonly count: number
  /** The first of their deadlines (epoch ms). */
  readonly firstDeadlineMs: number
}

/**
 * Whether the queue is left alone at this moment: some pending question is in the soon or urgent band, nobody holds
 * it, and no member of the staff has done anything since `lastStaffActivityMs` for `UNATTENDED_AFTER_MS`. Late
 * questions ring no bell: they are misses already.
 */
export function unattendedQueue(
  questions: Iterable<Question>,
  lastStaffActivityMs: number,
  nowMs: number,
): Unattended | null {
  if (nowMs - lastStaffActivityMs < UNATTENDED_AFTER_MS) return null
  let count = 0
  let firstDeadlineMs = Infinity
  for (const question of questions) {
    if (!isPending(question) || isHeld(question, nowMs)) continue
    const deadline = deadlineMs(question)
    const band = bandOf(deadline, nowMs)
    if (band !== 'soon' && band !== 'urgent') continue
    count += 1
    firstDeadlineMs = Math.min(firstDeadlineMs, deadline)
  }
  return count === 0 ? null : { count, firstDeadlineMs }
}

const isHeld = ({ lifecycle: { claim } }: Question, nowMs: number): boolean =>
  claim !== null && claim.untilMs > nowMs
