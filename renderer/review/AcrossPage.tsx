import { IconChartLine } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'

import { trendsResponseSchema, type TrendsResponse } from '#shared/protocol/review-across.ts'
import { RepurchaseCohorts } from '#renderer/features/across-cohorts/RepurchaseCohorts.tsx'
import { ReturnCohorts } from '#renderer/features/across-cohorts/ReturnCohorts.tsx'
import { FanSearch } from '#renderer/features/across-fan/FanSearch.tsx'
import { HeatMap } from '#renderer/features/across-heat-map/HeatMap.tsx'
import { SuggestionsAcross } from '#renderer/features/suggestions/SuggestionsAcross.tsx'
import { Trends } from '#renderer/features/across-trends/Trends.tsx'
import { Unanswered } from '#renderer/features/across-unanswered/Unanswered.tsx'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { useReportDates } from '#renderer/ui/use-report-dates.ts'
import classes from './across.module.css'
import { DataState } from './DataState.tsx'
import review from './review.module.css'
import { useReviewData } from './use-review-data.ts'
import type { HeatSlotName } from './views.ts'

/** What all shows tell together: trends, hours, who came and bought again, what nobody answered. */
export function AcrossPage({ slot }: { slot: HeatSlotName | null }) {
  const data = useReviewData('/v1/review/across/trends', trendsResponseSchema)
  return <DataState data={data}>{(trends) => <Report trends={trends} slot={slot} />}</DataState>
}

function Report({ trends, slot }: { trends: TrendsResponse; slot: HeatSlotName | null }) {
  const { t } = useTranslation('across')
  const pointed = slot !== null
  useEffect(() => {
    if (pointed) goTo('heat')
  }, [pointed])
  if (trends.sessions.length === 0) {
    return (
      <EmptyState
        icon={<IconChartLine size={28} stroke={1.25} aria-hidden />}
        title={t('empty')}
        hint={trends.pending > 0 ? t('pending', { n: trends.pending }) : t('emptyHint')}
      />
    )
  }
  return (
    <article className={review.sheet}>
      <h1 className={classes.title}>{t('title')}</h1>
      <Summary trends={trends} />
      <SectionLinks />
      <FindFan />
      <Trends sessions={trends.sessions} />
      <HeatMap key={`${slot?.weekday} ${slot?.hour}`} slot={slot} />
      <ReturnCohorts trends={trends} />
      <RepurchaseCohorts />
      <Unanswered />
      <SuggestionsAcross sessions={trends.sessions} />
    </article>
  )
}

function Summary({ trends: { sessions, pending } }: { trends: TrendsResponse }) {
  const { t } = useTranslation('across')
  const dates = useReportDates()
  const [first, last] = [sessions[0], sessions.at(-1)]
  if (!first || !last) return null
  const from = dates.day(first.fromMs)
  return (
    <p className={classes.summary}>
      {sessions.length === 1
        ? t('summaryOne', { from })
        : t('summary', { from, to: dates.day(last.fromMs), shows: sessions.length })}{' '}
      {t('onlyShows')} {pending > 0 ? t('pending', { n: pending }) : null}
    </p>
  )
}

const SECTIONS = ['trends', 'heat', 'returns', 'repurchase', 'unanswered', 'suggestions'] as const

function goTo(id: (typeof SECTIONS)[number]): void {
  const section = document.getElementById(id)
  section?.scrollIntoView()
  section?.focus({ preventScroll: true })
}

/** The address's hash names the view, so the ways to sections are buttons. */
function SectionLinks() {
  const { t } = useTranslation('across')
  return (
    <nav className={classes.sections} aria-label={t('sections')}>
      {SECTIONS.map((id) => (
        <button key={id} type="button" onClick={() => goTo(id)}>
          {t(id)}
        </button>
      ))}
    </nav>
  )
}

function FindFan() {
  const { t } = useTranslation('across')
  return (
    <section className={classes.findFan} aria-label={t('findFan')}>
      <p>
        <strong>{t('findFan')}</strong> {t('findFanHint')}
      </p>
      <FanSearch />
    </section>
  )
}
