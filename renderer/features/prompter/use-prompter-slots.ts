import { useMemo, useRef } from 'react'

import { orderQueue, type QueueEntry } from '#shared/domain/questions/order.ts'
import { useServiceTime, useStaff } from '#renderer/session-client/staff-context.tsx'
import { nextSlots, type Slots } from './prompter-slots.ts'

/** The lines of the prompter, looked at every second and at every change of the questions. */
export function usePrompterSlots(): Slots {
  const questions = useStaff(({ session }) => session?.questions ?? null)
  const yourId = useStaff((state) => state.you?.id ?? null)
  const second = useServiceTime((nowMs) => Math.floor(nowMs / 1000))
  const before = useRef<readonly (string | null)[]>([])
  return useMemo(() => {
    const nowMs = second * 1000
    const isFree = ({ question: { lifecycle } }: QueueEntry): boolean =>
      lifecycle.claim === null || lifecycle.claim.holderId === yourId
    const slots = nextSlots(before.current, orderQueue(questions?.values() ?? [], nowMs), nowMs, isFree)
    before.current = slots.map((slot) => slot?.question.questionId ?? null)
    return slots
  }, [questions, second, yourId])
}
