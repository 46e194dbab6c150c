import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, type PointerEvent, type ReactNode } from 'react'

import type { Question } from '#shared/domain/questions/question.ts'
import { useStaffClient } from '#renderer/session-client/staff-context.tsx'
import classes from './QuestionQueue.module.css'
import { QuestionRow, type Density } from './QuestionRow.tsx'
import type { QuestionQueueControl } from './use-question-queue.ts'

const ROW_HEIGHT_PX: Record<Density, number> = { console: 68, host: 100 }

/** One lane as a virtualised list. What is pressed is the row that was under the pointer when it went down. */
export function Lane(props: {
  queue: QuestionQueueControl
  ids: readonly string[]
  density: Density
  label: string
  actions?: ((question: Question) => ReactNode) | undefined
}) {
  const { queue, ids, density, label, actions } = props
  const client = useStaffClient()
  const scroller = useRef<HTMLDivElement>(null)
  const pressed = useRef<string | null>(null)
  const rowHeight = ROW_HEIGHT_PX[density]
  // oxlint-disable-next-line react/incompatible-library -- nothing memoised hangs on the virtualiser's functions
  const virtualizer = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => ids[index] ?? index,
    overscan: 6,
  })

  const { selectedId } = queue
  const selectedIndex = selectedId === null ? -1 : ids.indexOf(selectedId)
  useEffect(() => {
    // While the pointer is here the person sees where they are; scrolling would move rows away from under it.
    if (selectedIndex >= 0 && !queue.freeze.frozen)
      virtualizer.scrollToIndex(selectedIndex, { align: 'auto' })
  }, [selectedIndex, queue.freeze.frozen, virtualizer])

  const questions = client.store.getState().session?.questions
  return (
    <div
      ref={scroller}
      className={classes.lane}
      {...queue.freeze.handlers}
      onPointerDown={(event) => {
        queue.freeze.handlers.onPointerDown(event)
        pressed.current = questionUnder(event)
      }}
      onClick={(event) => {
        const questionId = pressed.current ?? questionUnder(event)
        pressed.current = null
        if (questionId !== null) queue.select(questionId)
      }}
    >
      <ol className={classes.rows} style={{ height: virtualizer.getTotalSize() }} aria-label={label}>
        {virtualizer.getVirtualItems().map((item) => {
          const questionId = ids[item.index] ?? ''
          const entry = queue.entries.get(questionId)
          const question = entry?.question ?? questions?.get(questionId)
          return (
            <li
              key={item.key}
              className={classes.place}
              style={{ height: rowHeight, transform: `translateY(${item.start}px)` }}
            >
              {question === undefined ? null : (
                <QuestionRow
                  question={question}
                  band={entry?.band ?? null}
                  selected={questionId === selectedId}
                  density={density}
                  actions={actions}
                />
              )}
            </li>
          )
        })}
      </ol>
    </div>
  )
}

function questionUnder(event: PointerEvent | React.MouseEvent): string | null {
  const row = event.target instanceof Element ? event.target.closest('[data-question]') : null
  return row?.getAttribute('data-question') ?? null
}
