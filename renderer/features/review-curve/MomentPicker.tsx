import { useMemo, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { MINUTE_MS, type Review } from '#shared/domain/review/review.ts'
import { lanesTop, PLOT, type CurveChoice } from './curve-option.ts'
import classes from './curve.module.css'
import { marksOf, markBeside, markNear, minuteAt } from './near-mark.ts'
import type { TimeScale } from './time-scale.ts'
import { useReadout } from './use-readout.ts'

/** How near in px the pointer has to be to a mark to mean it. */
const REACH_PX = 6

/**
 * The layer over the curve: follows the pointer or the arrow keys, tells what was then in a line that keeps its place,
 * and hands over the moment that is pressed.
 */
export function MomentPicker(props: {
  review: Review
  choice: CurveChoice
  scale: TimeScale
  momentMs: number | null
  playingMs: number | null
  onMoment: (atMs: number) => void
  children: ReactNode
}) {
  const { review, choice, scale, momentMs, playingMs, onMoment, children } = props
  const { t } = useTranslation('reviewCurve')
  const [pointedMs, setPointedMs] = useState<number | null>(null)
  const marks = useMemo(() => marksOf(review, choice.lanes), [review, choice.lanes])
  const readout = useReadout(review)
  const spanMs = scale.maxMs - scale.minMs
  const atMs = pointedMs ?? momentMs
  const minute = atMs === null ? null : minuteAt(review.minutes, atMs)

  const pointed = (event: PointerEvent<HTMLElement>): number => {
    const box = event.currentTarget.getBoundingClientRect()
    const raw = scale.minMs + (spanMs * (event.clientX - box.left)) / Math.max(1, box.width)
    const lane = choice.lanes[Math.floor((event.clientY - box.top - lanesTop(choice)) / PLOT.laneHeight)]
    const near = lane && markNear(marks, lane, raw, (spanMs * REACH_PX) / Math.max(1, box.width))
    return near?.atMs ?? Math.round(Math.min(scale.maxMs, Math.max(scale.minMs, raw)))
  }
  const move = (toMs: number): void => setPointedMs(Math.min(scale.maxMs, Math.max(scale.minMs, toMs)))
  const onKeyDown = (event: KeyboardEvent): void => {
    const fromMs = atMs ?? scale.minMs
    switch (event.key) {
      case 'ArrowLeft':
      case 'ArrowRight': {
        const step = event.key === 'ArrowRight' ? 1 : -1
        if (event.shiftKey) move(markBeside(marks, fromMs, step)?.atMs ?? fromMs)
        else move(fromMs + step * MINUTE_MS)
        break
      }
      case 'Home':
        move(scale.minMs)
        break
      case 'End':
        move(scale.maxMs)
        break
      case 'Enter':
      case ' ':
        onMoment(fromMs)
        break
      default:
        return
    }
    event.preventDefault()
  }
  const left = (at: number): string => `${(100 * (at - scale.minMs)) / spanMs}%`
  const words = minute === null || atMs === null ? null : readout(atMs, minute, marks)

  return (
    <>
      <p className={classes.readout}>{words ?? t('hint')}</p>
      <div className={classes.picker}>
        {children}
        <div
          className={classes.layer}
          style={{ left: PLOT.left, right: PLOT.right }}
          role="slider"
          tabIndex={0}
          aria-label={t('slider')}
          aria-valuemin={scale.minMs}
          aria-valuemax={scale.maxMs}
          aria-valuenow={atMs ?? scale.minMs}
          aria-valuetext={words ?? t('hint')}
          onPointerMove={(event) => setPointedMs(pointed(event))}
          onPointerLeave={() => setPointedMs(null)}
          onBlur={() => setPointedMs(null)}
          onPointerUp={(event) => {
            if (event.button === 0) onMoment(pointed(event))
          }}
          onKeyDown={onKeyDown}
        >
          {pointedMs === null ? null : <span className={classes.pointed} style={{ left: left(pointedMs) }} />}
          {playingMs === null ? null : <span className={classes.playing} style={{ left: left(playingMs) }} />}
          {momentMs === null ? null : <span className={classes.chosen} style={{ left: left(momentMs) }} />}
        </div>
      </div>
    </>
  )
}
