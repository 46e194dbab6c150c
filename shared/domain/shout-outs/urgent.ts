import { bandOf, deadlineMs } from '../questions/clock.ts'
import { isPending, type Question } from '../questions/question.ts'

/** Every host window is this person. */
const HOST_ID = 'host'

/** Whether a question is about to run out that is the host's to answer: nobody else holds it. */
export function urgentForHost(questions: Iterable<Question>, nowMs: number): boolean {
  for (const question of questions) {
    if (!isPending(question) || bandOf(deadlineMs(question), nowMs) !== 'urgent') continue
    const { claim } = question.lifecycle
    if (claim === null || claim.untilMs <= nowMs || claim.holderId === HOST_ID) return true
  }
  return false
}
