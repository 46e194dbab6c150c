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
  /** Threads merged into this one, with the earliest send time each brought along. */
  mergedFrom: z.array(z.object({ questionId: z.string(), earliestSentAtMs: z.number().int() })).readonly(),
  lifecycle: lifecycleSchema,
  /** The event that last changed the lifecycle: undo refuses when it is not the actor's own. */
  changedSeq: z.number().int(),
})
export type Question = z.infer<typeof questionSchema>

/** Merges all open threads' askers: distinct writers in order of first message. */
export function askersOf(question: Question): readonly QuestionMessage[] {
  const seen = new Set<string>()
  return question.messages.filter((message) => {
    if (seen.has(message.userId)) return false
    seen.add(message.userId)
    return true
  })
}

export const isPending = (question: Question): boolean =>
  question.lifecycle.status === 'open' || question.lifecycle.status === 'claimed'
