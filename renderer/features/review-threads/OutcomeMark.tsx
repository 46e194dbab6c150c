import { useTranslation } from 'react-i18next'

import type { ThreadOutcome } from '#shared/domain/review/review.ts'
import classes from './threads.module.css'

/** What became of a question: in words, a shape and a colour. */
export function OutcomeMark({ outcome }: { outcome: ThreadOutcome }) {
  const { t } = useTranslation('reviewThreads')
  return (
    <span className={classes.outcome} data-outcome={outcome}>
      <svg className={classes.shape} viewBox="0 0 12 12" aria-hidden>
        <Shape outcome={outcome} />
      </svg>
      {t(`outcome_${outcome}`)}
    </span>
  )
}

function Shape({ outcome }: { outcome: ThreadOutcome }) {
  switch (outcome) {
    case 'inTime':
      return <circle cx="6" cy="6" r="4" fill="currentcolor" />
    case 'late':
      return <circle cx="6" cy="6" r="3.5" fill="none" stroke="currentcolor" />
    case 'missed':
      return <path d="M2.5 2.5l7 7M9.5 2.5l-7 7" stroke="currentcolor" strokeWidth="1.5" />
    case 'pending':
      return <path d="M6 2a4 4 0 0 1 0 8z" fill="currentcolor" />
    case 'merged':
      return <path d="M1 6h8M6 3l3 3-3 3" fill="none" stroke="currentcolor" />
    case 'dismissed':
      return <path d="M2 6h8" stroke="currentcolor" />
    default:
      return outcome satisfies never
  }
}
