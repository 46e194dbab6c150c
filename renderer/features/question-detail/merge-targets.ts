import { deadlineMs } from '#shared/domain/questions/clock.ts'
import { isPending, type Question } from '#shared/domain/questions/question.ts'

/**
 * The pending threads that `question` may be merged into, likely ones first: same intent and same product, then same
 * intent, then same product; inside each the oldest first.
 */
export function mergeTargets(questions: Iterable<Question>, question: Question): Question[] {
  const likeness = (other: Question): number =>
    (other.intent === question.intent ? 2 : 0) +
    (other.itemNumber !== null && other.itemNumber === question.itemNumber ? 1 : 0)
  return [...questions]
    .filter((other) => other.questionId !== question.questionId && isPending(other))
    .toSorted((a, b) => likeness(b) - likeness(a) || deadlineMs(a) - deadlineMs(b))
}
