import { useDeferredValue, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Review } from '#shared/domain/review/review.ts'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { filterThreads, sortThreads, type ThreadFilter, type ThreadSort } from './thread-filter.ts'
import { ThreadDrawer } from './ThreadDrawer.tsx'
import { ThreadFilters } from './ThreadFilters.tsx'
import { ThreadTable } from './ThreadTable.tsx'
import classes from './threads.module.css'

/** Every question of the show. The filter and the open thread are the page's, so that links can set them. */
export function ThreadList(props: {
  review: Review
  filter: ThreadFilter
  onFilter: (filter: ThreadFilter) => void
  threadId: string | null
  onThread: (questionId: string | null) => void
  onMoment: (atMs: number) => void
}) {
  const { review, filter, onFilter, threadId, onThread, onMoment } = props
  const { t } = useTranslation('reviewThreads')
  const [sort, setSort] = useState<ThreadSort>({ column: 'sent', descending: false })
  // Typing stays quick however many there are.
  const settled = useDeferredValue(filter)
  const threads = useMemo(
    () => sortThreads(filterThreads(review.threads, settled), sort),
    [review.threads, settled, sort],
  )
  const open = useMemo(
    () => review.threads.find(({ questionId }) => questionId === threadId) ?? null,
    [review.threads, threadId],
  )
  if (review.threads.length === 0) {
    return (
      <div className={classes.empty}>
        <EmptyState title={t('none')} hint={t('noneHint')} />
      </div>
    )
  }
  return (
    <>
      <ThreadFilters review={review} filter={filter} shown={threads.length} onChange={onFilter} />
      <ThreadTable
        review={review}
        threads={threads}
        sort={sort}
        onSort={setSort}
        onOpen={({ questionId }) => onThread(questionId)}
      />
      <ThreadDrawer
        review={review}
        thread={open}
        onClose={() => onThread(null)}
        onThread={onThread}
        onMoment={(atMs) => {
          onThread(null)
          onMoment(atMs)
        }}
      />
    </>
  )
}
