import { useCallback, useEffect, useMemo, useRef, useState } from 'react'

import type { QueueEntry, QueueView } from '#shared/domain/questions/order.ts'
import { isPending } from '#shared/domain/questions/question.ts'
import { useStaffClient } from '#renderer/session-client/staff-context.tsx'
import { usePointerFreeze, type PointerFreeze } from '#renderer/ui/use-pointer-freeze.ts'
import { holdLanes, lanesOf, sameLanes, successorOf, type Lanes } from './held-lanes.ts'
import { useQueueView } from './use-queue-view.ts'

/** The queue of one screen: what is shown where, and which question is in hand. */
export interface QuestionQueueControl {
  readonly view: QueueView
  readonly lanes: Lanes
  readonly entries: ReadonlyMap<string, QueueEntry>
  readonly freeze: PointerFreeze
  readonly selectedId: string | null
  readonly select: (questionId: string | null) => void
  /** Down (+1) or up (−1) among the rows shown, passing over closed ones. */
  readonly move: (step: 1 | -1) => void
  /** Goes on to the row after `questionId`, unless the person has moved on by hand meanwhile. */
  readonly advanceFrom: (questionId: string, successor: string | null) => void
  readonly successor: (questionId: string) => string | null
  readonly lateOpen: boolean
  readonly setLateOpen: (open: boolean) => void
}

export function useQuestionQueue(): QuestionQueueControl {
  const client = useStaffClient()
  const view = useQueueView()
  const freeze = usePointerFreeze()
  const [held, setHeld] = useState<Lanes | null>(null)
  const [selectedId, select] = useState<string | null>(null)
  const [lateOpen, setLateOpen] = useState(false)

  const latest = useMemo(() => lanesOf(view), [view])
  const nextHeld = freeze.frozen ? holdLanes(held ?? latest, latest) : null
  if (!sameLanes(held, nextHeld)) setHeld(nextHeld)
  const lanes = nextHeld ?? latest

  const entries = useMemo(
    () => new Map([...view.inTime, ...view.late].map((entry) => [entry.question.questionId, entry])),
    [view],
  )
  const rows = useMemo(() => (lateOpen ? [...lanes.inTime, ...lanes.late] : lanes.inTime), [lanes, lateOpen])

  // Kept beside the state, so that what acts on the rows of the moment stays the same function while they change
  // ten times a second: the thread in hand is not drawn anew for every message of the show.
  const shown = useRef({ rows, late: lanes.late, selectedId, lastIndex: 0 })
  useEffect(() => {
    const index = selectedId === null ? -1 : rows.indexOf(selectedId)
    const { lastIndex } = shown.current
    shown.current = { rows, late: lanes.late, selectedId, lastIndex: index >= 0 ? index : lastIndex }
  }, [lanes.late, rows, selectedId])

  const isOpen = useCallback(
    (questionId: string) => {
      const question = client.store.getState().session?.questions.get(questionId)
      return question !== undefined && isPending(question)
    },
    [client],
  )

  const { release } = freeze
  const move = useCallback(
    (step: 1 | -1) => {
      release()
      const now = shown.current
      if (now.rows.length === 0) {
        const [first] = now.late
        if (first === undefined) return
        setLateOpen(true)
        return select(first)
      }
      const at = now.selectedId === null ? -1 : now.rows.indexOf(now.selectedId)
      // The row in hand has left the queue: the one that took its place is next.
      const from = at >= 0 ? at : step > 0 ? now.lastIndex - 1 : now.lastIndex
      const ahead = step > 0 ? now.rows.slice(from + 1) : now.rows.slice(0, Math.max(0, from)).toReversed()
      const next = now.selectedId === null ? now.rows.find(isOpen) : ahead.find(isOpen)
      if (next !== undefined) select(next)
    },
    [isOpen, release],
  )

  const successor = useCallback(
    (questionId: string) => successorOf(shown.current.rows, questionId, isOpen),
    [isOpen],
  )
  const advanceFrom = useCallback(
    (questionId: string, next: string | null) => {
      // Somebody who answers by keys has left the pointer where it was: what is done may leave the list.
      release()
      select((current) => (current === questionId && next !== null ? next : current))
    },
    [release],
  )

  return {
    view,
    lanes,
    entries,
    freeze,
    selectedId,
    select,
    move,
    advanceFrom,
    successor,
    lateOpen,
    setLateOpen,
  }
}
