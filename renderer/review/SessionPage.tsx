import { reviewSchema } from '#shared/domain/review/review.ts'
import { DataState } from './DataState.tsx'
import classes from './review.module.css'
import { useReviewData } from './use-review-data.ts'
import type { SessionFocus } from './views.ts'

/** The review of one session: one page that reads like a report. */
export function SessionPage({ sessionId }: { sessionId: string; focus: SessionFocus }) {
  const data = useReviewData(`/v1/review/sessions/${encodeURIComponent(sessionId)}`, reviewSchema)
  return (
    <DataState data={data}>
      {(review) => <article className={classes.sheet}>{review.session.title}</article>}
    </DataState>
  )
}
