import { useState } from 'react'

import { orderQueue, type QueueEntry } from '#shared/domain/questions/order.ts'
import { useServiceTime, useStaff } from '#renderer/session-client/staff-context.tsx'
import { nextSlots, type Slots } from './prompter-slots.ts'

/** The lines of the prompter, looked at every second and at every change of the questions. */
export function usePrompterSlots(): Slots {
  const questions = useStaff(({ session }) => session?.questions ?? null)
  const yourId = useStaff((state) => state.you?.id ?? null)
  const nowMs = useServiceTime((now) => Math.floor(now / 1000) * 1000)
  const [shown, setShown] = useState<readonly (string | null)[]>([])

  const isFree = ({ question: { lifecycle } }: QueueEntry): boolean =>
    lifecycle.claim === null || lifecycle.claim.holderId === yourId
  const slots = nextSlots(shown, orderQueue(questions?.values() ?? [], nowMs), nowMs, isFree)
  const ids = slots.map((slot) => slot?.question.questionId ?? null)
  if (ids.some((id, index) => id !== (shown[index] ?? null))) setShown(ids)
  return slots
}
