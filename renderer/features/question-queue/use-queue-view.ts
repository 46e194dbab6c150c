import { useMemo } from 'react'

import { orderQueue, type QueueEntry, type QueueView } from '#shared/domain/questions/order.ts'
import type { Question } from '#shared/domain/questions/question.ts'
import { useServiceTime, useStaff } from '#renderer/session-client/staff-context.tsx'

const NO_QUESTIONS: ReadonlyMap<string, Question> = new Map()

/** The ordered queue at this moment; a new value only when a row, its band or its place has changed. */
export function useQueueView(): QueueView {
  const questions = useStaff((state) => state.session?.questions ?? NO_QUESTIONS)
  const read = useMemo(() => queueReader(questions), [questions])
  return useServiceTime(read)
}

function queueReader(questions: ReadonlyMap<string, Question>): (nowMs: number) => QueueView {
  let last: QueueView | null = null
  return (nowMs) => {
    const view = orderQueue(questions.values(), nowMs)
    if (last === null || !same(view.inTime, last.inTime) || !same(view.late, last.late)) last = view
    return last
  }
}

function same(a: readonly QueueEntry[], b: readonly QueueEntry[]): boolean {
  return (
    a.length === b.length &&
    a.every((entry, index) => entry.question === b[index]?.question && entry.band === b[index].band)
  )
}
