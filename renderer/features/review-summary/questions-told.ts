import type { Metrics } from '#shared/domain/review/metrics.ts'

/** The sentence about questions. `justBefore`: all of them came too late in the show for their 30 s to pass. */
type QuestionsSentence = 'noQuestions' | 'questionsJustBefore' | 'questions' | 'questionsMissed'

/** Which sentence is true. Whoever waited for an answer when the show ended was left out, in time or not. */
export function questionsTold({
  threads,
  eligible,
  missed,
  pendingAtEnd,
}: Pick<Metrics, 'threads' | 'eligible' | 'missed' | 'pendingAtEnd'>): {
  readonly sentence: QuestionsSentence
  readonly unanswered: number
} {
  const unanswered = missed + pendingAtEnd
  if (threads === 0) return { sentence: 'noQuestions', unanswered }
  if (eligible === 0) return { sentence: 'questionsJustBefore', unanswered }
  return { sentence: unanswered > 0 ? 'questionsMissed' : 'questions', unanswered }
}
