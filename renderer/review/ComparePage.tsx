import { Button } from '@mantine/core'
import { IconArrowsExchange } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'

import { compareResponseSchema } from '#shared/protocol/review-across.ts'
import { sessionSummarySchema, type SessionSummary } from '#shared/protocol/down.ts'
import { CompareReport } from '#renderer/features/across-compare/CompareReport.tsx'
import { SessionChoice } from '#renderer/features/across-compare/SessionChoice.tsx'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import classes from './across.module.css'
import { DataState } from './DataState.tsx'
import review from './review.module.css'
import { useReviewData } from './use-review-data.ts'
import { hashOf } from './views.ts'

const sessionsSchema = z.array(sessionSummarySchema)

/** Two shows beside each other; which ones is in the address, and can be chosen here. */
export function ComparePage({ a, b }: { a: string; b: string }) {
  const { t } = useTranslation('compare')
  const sessions = useReviewData('/v1/review/sessions', sessionsSchema)
  return (
    <article className={review.sheet}>
      <a className={classes.back} href={hashOf({ name: 'across' })}>
        {t('back')}
      </a>
      <h1 className={classes.title}>{t('title')}</h1>
      <DataState data={sessions}>{(all) => <Choices sessions={all} a={a} b={b} />}</DataState>
      {a === b ? <EmptyState title={t('sameTwo')} /> : <Compared key={`${a} ${b}`} a={a} b={b} />}
    </article>
  )
}

function Choices({ sessions, a, b }: { sessions: readonly SessionSummary[]; a: string; b: string }) {
  const { t } = useTranslation('compare')
  const show = (first: string, second: string): void => {
    location.hash = hashOf({ name: 'compare', sessionIds: [first, second] })
  }
  return (
    <div className={classes.choices}>
      <SessionChoice
        label={t('first')}
        sessions={sessions}
        sessionId={a}
        onChoose={(chosen) => show(chosen, b)}
      />
      <Button
        size="sm"
        variant="default"
        leftSection={<IconArrowsExchange size={16} aria-hidden />}
        onClick={() => show(b, a)}
      >
        {t('swap')}
      </Button>
      <SessionChoice
        label={t('second')}
        sessions={sessions}
        sessionId={b}
        onChoose={(chosen) => show(a, chosen)}
      />
    </div>
  )
}

function Compared({ a, b }: { a: string; b: string }) {
  const query = new URLSearchParams({ a, b })
  const data = useReviewData(`/v1/review/compare?${query.toString()}`, compareResponseSchema)
  return <DataState data={data}>{(compared) => <CompareReport compared={compared} />}</DataState>
}
