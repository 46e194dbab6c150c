import { z } from 'zod'

import { fanStandingSchema } from '../fans/tier.ts'
import { intentSchema } from './intent.ts'

/** One danmaku inside a thread; merging never hides an original. */
export const questionMessageSchema = z.object({
  danmakuId: z.string(),
  userId: z.string(),
  userName: z.string(),
  fan: fanStandingSchema,
  text: z.string(),
  sentAtMs: z.number().int(),
})
export type QuestionMessage = z.infer<typeof questionMessageSchema>

export const claimSchema = z.object({
  holderId: z.string(),
  holderName: z.string(),
  untilMs: z.number().int(),
})
export type Claim = z.infer<typeof claimSchema>

export const answerHowSchema = z.enum(['aloud', 'reply', 'wall', 'merged'])
export type AnswerHow = z.infer<typeof answerHowSchema>

export const answerSchema = z.object({
  how: answerHowSchema,
  text: z.string().nullable(),
  byId: z.string(),
  byName: z.string(),
  atMs: z.number().int(),
  /** The thread this one was merged into; null for every other way of answering. */
  intoQuestionId: z.string().nullable(),
})
export type Answer = z.infer<typeof answerSchema>

export const questionStatusSchema = z.enum(['open', 'claimed', 'answered', 'dismissed'])
export type QuestionStatus = z.infer<typeof questionStatusSchema>

/** The part of a question that people change, and that undo puts back. */
export const lifecycleSchema = z.object({
  status: questionStatusSchema,
  claim: claimSchema.nullable(),
  answer: answerSchema.nullable(),
})
export type Lifecycle = z.infer<typeof lifecycleSchema>

export const questionSchema = z.object({
  questionId: z.string(),
  threadKey: z.string(),
  intent: intentSchema,
  itemNumber: z.number().int().nullable(),
  messages: z.array(questionMessageSchema).min(1).readonly(),
  /** Threads people merged into this one, with all their messages: no asker and no original is lost. */
  mergedFrom: z
    .array(z.object({ questionId: z.string(), messages: z.array(questionMessageSchema).readonly() }))
    .readonly(),
  /** When the first asker sent it, over all messages above (epoch ms): the clock runs from here. */
  earliestSentAtMs: z.number().int(),
  lifecycle: lifecycleSchema,
  /** Who last changed the lifecycle, and with which event: undo refuses what somebody else changed since. */
  changed: z.object({ seq: z.number().int(), byName: z.string() }),
})
export type Question = z.infer<typeof questionSchema>

/** Every message of the thread, its own first, then those of threads merged into it. */
export const messagesOf = (question: Question): readonly QuestionMessage[] =>
  question.mergedFrom.length === 0
    ? question.messages
    : [...question.messages, ...question.mergedFrom.flatMap((merged) => merged.messages)]

/** Distinct askers of the thread, each with their first message in it. */
export function askersOf(question: Question): readonly QuestionMessage[] {
  const firsts = new Map<string, QuestionMessage>()
  for (const message of messagesOf(question)) {
    if (!firsts.has(message.userId)) firsts.set(message.userId, message)
  }
  return [...firsts.values()]
}

export const isPending = (question: Question): boolean =>
  question.lifecycle.status === 'open' || question.lifecycle.status === 'claimed'
