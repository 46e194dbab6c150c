import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { AcrossSession } from '#shared/domain/review/across/across.ts'
import { unansweredResponseSchema, type UnansweredResponse } from '#shared/protocol/review-across.ts'
import { DataState } from '#renderer/review/DataState.tsx'
import { useReviewData } from '#renderer/review/use-review-data.ts'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { HowCounted } from '#renderer/ui/HowCounted.tsx'
import { ReportSection } from '#renderer/ui/ReportSection.tsx'
import { IntentRow } from './IntentRow.tsx'
import classes from './unanswered.module.css'

const SHOWS = [5, 10, 30] as const

/** What viewers asked again and again and nobody answered, by product. */
export function Unanswered() {
  const { t } = useTranslation('across')
  const [shows, setShows] = useState<number>(10)
  const data = useReviewData(`/v1/review/across/unanswered?sessions=${shows}`, unansweredResponseSchema)
  const n = data.state === 'ready' ? data.value.sessions.length : shows
  return (
    <ReportSection
      id="unanswered"
      title={t('unanswered')}
      note={t('unansweredHint', { n })}
      aside={
        <SegmentedControl
          size="xs"
          aria-label={t('unansweredShows')}
          value={String(shows)}
          onChange={(value) => setShows(Number(value))}
          data={SHOWS.map((one) => ({ value: String(one), label: t('last', { n: one }) }))}
        />
      }
    >
      <DataState data={data}>{(value) => <Products unanswered={value} />}</DataState>
    </ReportSection>
  )
}

function Products({ unanswered: { products, sessions } }: { unanswered: UnansweredResponse }) {
  const { t } = useTranslation('across')
  const open = products.filter((product) => product.unanswered > 0)
  if (open.length === 0) {
    const n = sessions.length
    return <EmptyState title={t('unansweredNone', { n })} hint={t('unansweredNoneHint')} />
  }
  const byId = new Map<string, AcrossSession>(sessions.map((session) => [session.sessionId, session]))
  return (
    <>
      <ol className={classes.products}>
        {open.map(({ productId, title, unanswered, threads, intents }) => (
          <li key={productId ?? title ?? ''} className={classes.product}>
            <header className={classes.head}>
              <h3 className={classes.title}>{title ?? t('noProduct')}</h3>
              <span className={classes.quiet}>{t('unansweredOf', { unanswered, threads })}</span>
            </header>
            <ul className={classes.intents}>
              {intents
                .filter((intent) => intent.unanswered > 0)
                .map((intent) => (
                  <IntentRow key={intent.intent} intent={intent} sessions={byId} />
                ))}
            </ul>
          </li>
        ))}
      </ol>
      <HowCounted formula={t('unansweredFormula')} caveat={t('unansweredCaveat')} />
    </>
  )
}
