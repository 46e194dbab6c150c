import { furtherMessagesOf, messagesOf, type Question } from '#shared/domain/questions/question.ts'

/** The thread that a danmaku belongs to, pending ones before closed ones; null when it is in none. */
export function questionOf(questions: Iterable<Question>, danmakuId: string): string | null {
  let closed: string | null = null
  for (const question of questions) {
    const messages = [...messagesOf(question), ...furtherMessagesOf(question)]
    if (!messages.some((message) => message.danmakuId === danmakuId)) continue
    const { status, answer } = question.lifecycle
    if (status === 'open' || status === 'claimed') return question.questionId
    closed = answer?.intoQuestionId ?? question.questionId
  }
  return closed
}
