import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { Review, ReviewThread } from '#shared/domain/review/review.ts'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { usePrinting } from '#renderer/ui/use-printing.ts'
import { SORTABLE, THREAD_COLUMNS, type ThreadColumn, type ThreadSort } from './thread-filter.ts'
import { ThreadRow } from './ThreadRow.tsx'
import classes from './threads.module.css'

const ROW_PX = 40
/** On paper nobody scrolls; the whole of a huge show belongs into a spreadsheet. */
const PRINTED_MAX = 300

/** The questions as a table of which only what is in view is drawn; a press on a heading sorts. */
export function ThreadTable(props: {
  review: Review
  threads: readonly ReviewThread[]
  sort: ThreadSort
  onSort: (sort: ThreadSort) => void
  onOpen: (thread: ReviewThread) => void
}) {
  const { review, threads, sort, onSort, onOpen } = props
  const { t } = useTranslation('reviewThreads')
  const printing = usePrinting()
  const scroller = useRef<HTMLDivElement>(null)
  // oxlint-disable-next-line react/incompatible-library -- nothing memoised hangs on the virtualiser's functions
  const virtualizer = useVirtualizer({
    count: threads.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => threads[index]?.questionId ?? index,
    overscan: 8,
  })
  const head = (
    <div role="row" className={classes.head}>
      {THREAD_COLUMNS.map((column) => (
        <Heading key={column} column={column} sort={sort} onSort={onSort} />
      ))}
    </div>
  )
  if (threads.length === 0) {
    return (
      <div className={classes.empty}>
        <EmptyState title={t('nothingFits')} />
      </div>
    )
  }
  if (printing) {
    return (
      <div role="table" aria-label={t('title')}>
        {head}
        {threads.slice(0, PRINTED_MAX).map((thread) => (
          <ThreadRow key={thread.questionId} thread={thread} review={review} onOpen={onOpen} />
        ))}
        {threads.length > PRINTED_MAX ? <p>{t('more', { n: PRINTED_MAX, of: threads.length })}</p> : null}
      </div>
    )
  }
  return (
    <div
      ref={scroller}
      className={classes.scroller}
      role="table"
      aria-label={t('title')}
      aria-rowcount={threads.length + 1}
    >
      {head}
      <div className={classes.canvas} style={{ height: virtualizer.getTotalSize() }} role="rowgroup">
        {virtualizer.getVirtualItems().map(({ index, key, start }): ReactNode => {
          const thread = threads[index]
          return thread === undefined ? null : (
            <ThreadRow
              key={key}
              thread={thread}
              review={review}
              onOpen={onOpen}
              rowIndex={index + 2}
              topPx={start}
            />
          )
        })}
      </div>
    </div>
  )
}

function Heading(props: { column: ThreadColumn; sort: ThreadSort; onSort: (sort: ThreadSort) => void }) {
  const { column, sort, onSort } = props
  const { t } = useTranslation('reviewThreads')
  const name = t(`col_${column}`)
  const sorted = sort.column === column
  if (!SORTABLE.has(column)) {
    return (
      <span role="columnheader" data-column={column}>
        {name}
      </span>
    )
  }
  const Arrow = sort.descending ? IconArrowDown : IconArrowUp
  return (
    <span
      role="columnheader"
      data-column={column}
      aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : 'none'}
    >
      <button
        type="button"
        className={classes.sort}
        aria-label={t('sortBy', { column: name })}
        onClick={() => onSort({ column, descending: sorted ? !sort.descending : column === 'askers' })}
      >
        {name}
        {sorted ? <Arrow size={12} aria-hidden /> : null}
      </button>
    </span>
  )
}
