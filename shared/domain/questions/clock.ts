import type { Question } from './question.ts'

/** A question is to be answered within this time from the moment its first asker sent it. */
export const ANSWER_WITHIN_MS = 30_000

/** A claim returns to the queue when its holder has neither answered nor renewed it for this long. */
export const CLAIM_LASTS_MS = 20_000

export type Band = 'calm' | 'soon' | 'urgent' | 'late'

/** When the first asker sent the question, over the thread and all that was merged into it (epoch ms). */
export const earliestSentAtMs = (question: Question): number =>
  question.mergedFrom.reduce(
    (earliest, merged) => Math.min(earliest, merged.earliestSentAtMs),
    question.earliestSentAtMs,
  )

/** The last moment (epoch ms, inclusive) at which an answer still counts as in time. */
export const deadlineMs = (question: Question): number => earliestSentAtMs(question) + ANSWER_WITHIN_MS

/** Whole seconds left as shown to people: 30…0 while in time, negative (−1 = up to one second over) when late. */
export function secondsLeft(deadline: number, nowMs: number): number {
  const remainingMs = deadline - nowMs
  return remainingMs >= 0 ? Math.ceil(remainingMs / 1000) : -Math.ceil(-remainingMs / 1000)
}

/** Calm above 15 s, soon 15-8 s, urgent 7-0 s, late below; in the whole seconds people see. */
export function bandOf(deadline: number, nowMs: number): Band {
  const seconds = secondsLeft(deadline, nowMs)
  if (seconds < 0) return 'late'
  if (seconds <= 7) return 'urgent'
  return seconds <= 15 ? 'soon' : 'calm'
}

/** True when the standing answer came within the limit. A late answer stays a miss; no answer is none. */
export function answeredInTime(question: Question): boolean {
  const { answer } = question.lifecycle
  return answer !== null && answer.atMs <= deadlineMs(question)
}
