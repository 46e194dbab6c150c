import { useEffect, useMemo, useState } from 'react'

import type { Question } from '#shared/domain/questions/question.ts'
import { unattendedQueue, type Unattended } from '#shared/domain/questions/unattended.ts'
import { useServiceTime, useStaff, useStaffClient } from '#renderer/session-client/staff-context.tsx'
import { staffActed } from './staff-activity.ts'

const NO_QUESTIONS: ReadonlyMap<string, Question> = new Map()

/** The alarm of the queue at this moment, or null while somebody is at it. */
export function useUnattended(): Unattended | null {
  const client = useStaffClient()
  const questions = useStaff((state) => state.session?.questions ?? NO_QUESTIONS)
  const live = useStaff((state) => state.link === 'connected' && state.session?.phase === 'live')
  const [lastActivityMs, setLastActivityMs] = useState(() => client.clock.nowMs())

  useEffect(
    () =>
      client.store.subscribe((after, before) => {
        if (staffActed(before, after)) setLastActivityMs(client.clock.nowMs())
      }),
    [client],
  )

  const read = useMemo(
    () => alarmReader(live ? questions : NO_QUESTIONS, lastActivityMs),
    [lastActivityMs, live, questions],
  )
  return useServiceTime(read)
}

function alarmReader(
  questions: ReadonlyMap<string, Question>,
  lastActivityMs: number,
): (nowMs: number) => Unattended | null {
  let last: Unattended | null = null
  return (nowMs) => {
    const alarm = unattendedQueue(questions.values(), lastActivityMs, nowMs)
    const same = alarm?.count === last?.count && alarm?.firstDeadlineMs === last?.firstDeadlineMs
    if (!same) last = alarm
    return last
  }
}
