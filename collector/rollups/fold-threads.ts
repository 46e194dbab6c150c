import { z } from 'zod'

import { ANSWER_WITHIN_MS, type Figures } from './figures.ts'

const questionId = z.string()
const message = z.object({ sentAtMs: z.number() })
const answer = z.object({ how: z.string(), atMs: z.number(), intoQuestionId: z.string().nullable() })
type Answer = z.infer<typeof answer>

const bodies = {
  questionOpened: z.object({ questionId, message }),
  questionJoined: z.object({ questionId, message }),
  questionAnswered: z.object({ questionId, answer }),
  questionMerged: z.object({ questionId, intoQuestionId: z.string(), answer }),
  questionDismissed: z.object({ questionId }),
  questionReopened: z.object({ questionId }),
  questionRestored: z.object({
    questionId,
    lifecycle: z.object({ status: z.string(), answer: answer.nullable() }),
  }),
} as const

type ThreadEventType = keyof typeof bodies

/** The events that `FoldedThreads` looks at. Claims change no figure of these. */
export const THREAD_EVENTS: readonly string[] = Object.keys(bodies)

export const isThreadEvent = (type: string): type is ThreadEventType => Object.hasOwn(bodies, type)

interface Thread {
  earliestMs: number
  state: 'open' | 'answered' | 'dismissed'
  answer: Answer | null
  /** Threads merged into this one, with their earliest send time when they were. */
  readonly mergedFrom: Map<string, number>
}

export type ThreadFigures = Pick<
  Figures,
  | 'threads'
  | 'dismissed'
  | 'merged'
  | 'eligible'
  | 'within30s'
  | 'late'
  | 'missed'
  | 'pendingAtEnd'
  | 'within30sRate'
  | 'replyRate'
>

/**
 * Follows the questions of a session, by the definitions of the studio's `docs/metrics.md`: what counts is the answer
 * that stands at the end, measured from the earliest message of the thread and of those merged into it. Events that
 * cannot be understood (of later versions) are passed over.
 */
export class FoldedThreads {
  readonly #threads = new Map<string, Thread>()

  add(type: ThreadEventType, body: unknown): void {
    switch (type) {
      case 'questionOpened':
        return this.#with(bodies[type], body, ({ questionId: id, message: { sentAtMs } }) => {
          this.#threads.set(id, { earliestMs: sentAtMs, state: 'open', answer: null, mergedFrom: new Map() })
        })
      case 'questionJoined':
        return this.#change(bodies[type], body, (thread, { message: { sentAtMs } }) => {
          thread.earliestMs = Math.min(thread.earliestMs, sentAtMs)
        })
      case 'questionAnswered':
        return this.#change(bodies[type], body, (thread, given) => {
          thread.state = 'answered'
          thread.answer = given.answer
        })
      case 'questionMerged':
        return this.#change(bodies[type], body, (thread, given) =>
          this.#merge(given.questionId, thread, { ...given.answer, intoQuestionId: given.intoQuestionId }),
        )
      case 'questionDismissed':
        return this.#change(bodies[type], body, (thread) => {
          thread.state = 'dismissed'
          thread.answer = null
        })
      case 'questionReopened':
        return this.#change(bodies[type], body, (thread, { questionId: id }) => {
          this.#unmerge(id, thread)
          thread.state = 'open'
          thread.answer = null
        })
      case 'questionRestored':
        return this.#change(bodies[type], body, (thread, { questionId: id, lifecycle }) => {
          this.#unmerge(id, thread)
          if (lifecycle.answer?.how === 'merged') return this.#merge(id, thread, lifecycle.answer)
          thread.state =
            lifecycle.status === 'dismissed' ? 'dismissed' : lifecycle.answer ? 'answered' : 'open'
          thread.answer = lifecycle.answer
        })
      default:
        return type satisfies never
    }
  }

  /** `toMs`: up to when the session is counted (`FoldedEnd`). */
  finish(toMs: number): ThreadFigures {
    const counted = { dismissed: 0, merged: 0, within30s: 0, late: 0, missed: 0, pendingAtEnd: 0 }
    for (const thread of this.#threads.values()) counted[outcomeOf(thread, toMs)] += 1
    const { within30s, late, missed, pendingAtEnd } = counted
    const eligible = within30s + late + missed
    const threads = eligible + pendingAtEnd
    return {
      ...counted,
      threads,
      eligible,
      within30sRate: eligible === 0 ? null : within30s / eligible,
      replyRate: threads === 0 ? null : (within30s + late) / threads,
    }
  }

  #with<Body>(schema: z.ZodType<Body>, body: unknown, apply: (body: Body) => void): void {
    const parsed = schema.safeParse(body)
    if (parsed.success) apply(parsed.data)
  }

  #change<Body extends { readonly questionId: string }>(
    schema: z.ZodType<Body>,
    body: unknown,
    apply: (thread: Thread, body: Body) => void,
  ): void {
    this.#with(schema, body, (parsed) => {
      const thread = this.#threads.get(parsed.questionId)
      if (thread) apply(thread, parsed)
    })
  }

  #merge(id: string, thread: Thread, given: Answer): void {
    this.#threads.get(given.intoQuestionId ?? '')?.mergedFrom.set(id, earliestOf(thread))
    thread.state = 'answered'
    thread.answer = { ...given, how: 'merged' }
  }

  #unmerge(id: string, thread: Thread): void {
    this.#threads.get(thread.answer?.intoQuestionId ?? '')?.mergedFrom.delete(id)
  }
}

const earliestOf = ({ earliestMs, mergedFrom }: Thread): number =>
  Math.min(earliestMs, ...mergedFrom.values())

function outcomeOf(
  thread: Thread,
  toMs: number,
): 'dismissed' | 'merged' | 'within30s' | 'late' | 'missed' | 'pendingAtEnd' {
  const { state, answer: given } = thread
  const deadlineMs = earliestOf(thread) + ANSWER_WITHIN_MS
  if (state === 'dismissed') return 'dismissed'
  if (given?.how === 'merged') return 'merged'
  if (given) return given.atMs <= deadlineMs ? 'within30s' : 'late'
  return toMs > deadlineMs ? 'missed' : 'pendingAtEnd'
}
