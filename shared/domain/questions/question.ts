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

/** A message beyond the kept ones: its text is in the log, under its id. */
export const furtherMessageSchema = z.object({ danmakuId: z.string(), userId: z.string() })
export type FurtherMessage = z.infer<typeof furtherMessageSchema>

/** Messages of a thread held in full; a flood asks the same thing thousands of times, and nobody reads them all. */
export const THREAD_MESSAGES_KEPT = 20

/** The messages of one thread: the first ones in full, the rest by id, so that no asker and no original is lost. */
const threadMessages = {
  messages: z.array(questionMessageSchema).min(1).readonly(),
  further: z.array(furtherMessageSchema).readonly(),
  /** The earliest send time among them (epoch ms); of a merged thread, with all that was merged into it before. */
  earliestSentAtMs: z.number().int(),
}

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
  /** Given by the studio itself in unattended hours. */
  automatic: z.boolean().default(false),
})
export type Answer = z.infer<typeof answerSchema>

const questionStatusSchema = z.enum(['open', 'claimed', 'answered', 'dismissed'])

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
  ...threadMessages,
  /** Threads people merged into this one, with all their messages. */
  mergedFrom: z.array(z.object({ questionId: z.string(), ...threadMessages })).readonly(),
  lifecycle: lifecycleSchema,
  /** Who last changed the lifecycle, and with which event: undo refuses what somebody else changed since. */
  changed: z.object({ seq: z.number().int(), byName: z.string() }),
})
export type Question = z.infer<typeof questionSchema>

/** The messages held in full, the thread's own first, then those of threads merged into it. */
export const messagesOf = (question: Question): readonly QuestionMessage[] =>
  question.mergedFrom.length === 0
    ? question.messages
    : [...question.messages, ...question.mergedFrom.flatMap((merged) => merged.messages)]

/** The messages known by id only, likewise. */
export const furtherMessagesOf = (question: Question): readonly FurtherMessage[] =>
  question.mergedFrom.length === 0
    ? question.further
    : [...question.further, ...question.mergedFrom.flatMap((merged) => merged.further)]

/** Distinct askers among the messages held in full, each with their first message in it. */
export function askersOf(question: Question): readonly QuestionMessage[] {
  const firsts = new Map<string, QuestionMessage>()
  for (const message of messagesOf(question)) {
    if (!firsts.has(message.userId)) firsts.set(message.userId, message)
  }
  return [...firsts.values()]
}

/** Everybody who asks, by viewer key; whoever wrote several times counts once. */
export const askerIdsOf = (question: Question): ReadonlySet<string> =>
  new Set([...messagesOf(question), ...furtherMessagesOf(question)].map(({ userId }) => userId))

/** True when one of the thread's own messages is this viewer's; those of merged threads stay with their thread. */
export const isAskedBy = (question: Question, userId: string): boolean =>
  question.messages.some((message) => message.userId === userId) ||
  question.further.some((message) => message.userId === userId)

export const isPending = (question: Question): boolean =>
  question.lifecycle.status === 'open' || question.lifecycle.status === 'claimed'
