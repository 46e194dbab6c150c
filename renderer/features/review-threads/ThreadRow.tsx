import { useTranslation } from 'react-i18next'

import type { Review, ReviewThread } from '#shared/domain/review/review.ts'
import { formatTimeOfDay } from '#renderer/ui/time.ts'
import { TierMarks } from '#renderer/ui/TierMarks.tsx'
import { useMetricWords } from '#renderer/ui/use-metric-words.ts'
import { OutcomeMark } from './OutcomeMark.tsx'
import classes from './threads.module.css'

/** One question in a line. With `topPx` it lies where the virtualiser puts it. */
export function ThreadRow(props: {
  thread: ReviewThread
  review: Review
  onOpen: (thread: ReviewThread) => void
  rowIndex?: number
  topPx?: number
}) {
  const { thread, review, onOpen, rowIndex, topPx } = props
  const { t } = useTranslation(['reviewThreads', 'intents'])
  const words = useMetricWords()
  const { answer } = thread
  const item = review.items.find(({ itemId }) => itemId === thread.itemId)
  return (
    <div
      role="row"
      className={classes.row}
      {...(rowIndex !== undefined && { 'aria-rowindex': rowIndex })}
      {...(topPx !== undefined && { style: { position: 'absolute', transform: `translateY(${topPx}px)` } })}
      onClick={() => onOpen(thread)}
    >
      <span role="cell" data-column="sent">
        {formatTimeOfDay(thread.earliestSentAtMs)}
      </span>
      <span role="cell" data-column="text">
        {/* The row takes the press too; the button is for keys and screen readers. */}
        <button type="button" className={classes.open} title={thread.text}>
          {thread.text}
        </button>
      </span>
      <span role="cell" data-column="intent">
        {t(`intents:${thread.intent}`)}
      </span>
      <span role="cell" data-column="item" title={item?.title}>
        {thread.itemNumber === null
          ? '—'
          : t('itemName', { number: thread.itemNumber, title: item?.title ?? '' })}
      </span>
      <span role="cell" data-column="askers">
        {t('askers', { n: thread.askerCount })} <TierMarks fans={thread.askers} />
      </span>
      <span role="cell" data-column="answer">
        {answer === null
          ? '—'
          : answer.automatic
            ? t('automatic')
            : `${answer.byName} · ${t(`how_${answer.how}`)}`}
      </span>
      <span role="cell" data-column="response">
        <OutcomeMark outcome={thread.outcome} />
        <span className={classes.took}>
          {thread.responseMs === null ? '' : words.span(thread.responseMs)}
        </span>
      </span>
    </div>
  )
}
