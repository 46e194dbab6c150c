import { useTranslation } from 'react-i18next'

import { fanHistorySchema } from '#shared/protocol/review-across.ts'
import { FanReport } from '#renderer/features/across-fan/FanReport.tsx'
import { FanSearch } from '#renderer/features/across-fan/FanSearch.tsx'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import classes from './across.module.css'
import { DataState } from './DataState.tsx'
import review from './review.module.css'
import { useReviewData } from './use-review-data.ts'
import { hashOf } from './views.ts'

/** One fan across all shows; `fanId` is a fan's id or a viewer key. */
export function FanPage({ fanId }: { fanId: string }) {
  const { t } = useTranslation('fanHistory')
  const data = useReviewData(`/v1/review/fans/${encodeURIComponent(fanId)}`, fanHistorySchema)
  return (
    <article className={review.sheet}>
      <div className={classes.fanBar}>
        <nav>
          <button type="button" className={classes.back} onClick={() => history.back()}>
            {t('back')}
          </button>
          {' · '}
          <a className={classes.back} href={hashOf({ name: 'across' })}>
            {t('toAcross')}
          </a>
        </nav>
        <FanSearch />
      </div>
      {data.state === 'failed' && data.problem === 'notFound' ? (
        <EmptyState title={t('notFound')} hint={t('notFoundHint')} />
      ) : (
        <DataState data={data}>{(found) => <FanReport history={found} />}</DataState>
      )}
    </article>
  )
}
