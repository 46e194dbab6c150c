import { useDeferredValue, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Review } from '#shared/domain/review/review.ts'
import { sessionComparisonSchema, type SessionComparison } from '#shared/protocol/review-across.ts'
import { ExportButton } from '#renderer/features/export-dialog/ExportButton.tsx'
import { Association } from '#renderer/features/review-association/Association.tsx'
import { MinuteCurve } from '#renderer/features/review-curve/MinuteCurve.tsx'
import { MomentPanel } from '#renderer/features/review-curve/MomentPanel.tsx'
import { IncidentTable } from '#renderer/features/review-incidents/IncidentTable.tsx'
import { ModeratorTable } from '#renderer/features/review-people/ModeratorTable.tsx'
import { FairnessByTier, ShoutOutTable } from '#renderer/features/review-people/ShoutOutTable.tsx'
import { ProductTable } from '#renderer/features/review-products/ProductTable.tsx'
import { AllMetrics } from '#renderer/features/review-summary/AllMetrics.tsx'
import { HeadlineFigures } from '#renderer/features/review-summary/HeadlineFigures.tsx'
import type { MetricRows } from '#renderer/features/review-summary/metric-parts.ts'
import { SummarySentence } from '#renderer/features/review-summary/SummarySentence.tsx'
import {
  asIntent,
  asOutcome,
  NO_FILTER,
  type ThreadFilter,
} from '#renderer/features/review-threads/thread-filter.ts'
import { ThreadList } from '#renderer/features/review-threads/ThreadList.tsx'
import { SessionSuggestions } from '#renderer/features/suggestions/SessionSuggestions.tsx'
import { ReportSection } from '#renderer/ui/ReportSection.tsx'
import report from '#renderer/ui/report.module.css'
import { DataState } from './DataState.tsx'
import { loadReview } from './load-review.ts'
import classes from './review.module.css'
import { SessionHead } from './SessionHead.tsx'
import { useLoaded, useReviewData } from './use-review-data.ts'
import { hashOf, type SessionFocus } from './views.ts'

/** The review of one session: one page that reads like a report. */
export function SessionPage(props: { sessionId: string; focus: SessionFocus; visit: number }) {
  const { sessionId, focus, visit } = props
  const path = `/v1/review/sessions/${encodeURIComponent(sessionId)}`
  const data = useLoaded(path, loadReview)
  const ready = data.state === 'ready'
  // Without it the report stands as well: a first show has nothing to compare with.
  const comparison = useReviewData(ready ? `${path}/comparison` : null, sessionComparisonSchema)
  return (
    <DataState data={data}>
      {(review) => (
        <Report
          // A link to a moment or question of the same show opens it anew.
          key={visit}
          review={review}
          comparison={comparison.state === 'ready' ? comparison.value : null}
          focus={focus}
        />
      )}
    </DataState>
  )
}

const SECTIONS = [
  'summary',
  'curve',
  'questions',
  'products',
  'people',
  'association',
  'incidents',
  'suggestions',
] as const
type Section = (typeof SECTIONS)[number]

function goTo(section: Section): void {
  const element = document.querySelector<HTMLElement>(`#${section}`)
  element?.scrollIntoView({ block: 'start' })
  element?.focus({ preventScroll: true })
}

function Report(props: { review: Review; comparison: SessionComparison | null; focus: SessionFocus }) {
  const { review, comparison, focus } = props
  const { t } = useTranslation(['review', 'reviewCurve', 'reviewThreads', 'reviewTables'])
  const [momentMs, setMomentMs] = useState<number | null>(focus.atMs ?? null)
  const [playingMs, setPlayingMs] = useState<number | null>(null)
  const [filter, setFilter] = useState<ThreadFilter>(() => filterOf(focus))
  const [threadId, setThreadId] = useState<string | null>(focus.threadId ?? null)
  const [landing] = useState(() => landingOf(focus))
  // The head is read first; what lies far below it must not hold it up.
  const below = useDeferredValue(review, null)

  useEffect(() => {
    // The two above find their place as they are drawn; the others have no content to be scrolled to before it is there.
    if (below !== null && landing !== null && landing !== 'curve' && landing !== 'questions') goTo(landing)
  }, [below, landing])

  const showMoment = (atMs: number | null): void => {
    setMomentMs(atMs)
    setPlayingMs(null)
    // The address holds what is seen, so that it can be passed on.
    const { sessionId } = review.session
    history.replaceState(
      null,
      '',
      hashOf({ name: 'session', sessionId, focus: atMs === null ? {} : { atMs: Math.round(atMs) } }),
    )
  }
  const openMoment = (atMs: number): void => {
    showMoment(atMs)
    goTo('curve')
  }
  const showQuestions = (wanted: Partial<ThreadFilter>): void => {
    setFilter({ ...NO_FILTER, ...wanted })
    goTo('questions')
  }
  const onRows = (rows: MetricRows): void => {
    if (rows.section === 'questions') showQuestions({ outcome: rows.outcome })
    else goTo(rows.section)
  }
  const context = { metrics: review.metrics, comparison, onRows }
  return (
    <>
      <nav className={classes.parts} aria-label={t('session')}>
        {SECTIONS.map((section) => (
          <button key={section} type="button" className={classes.part} onClick={() => goTo(section)}>
            {t(`part_${section}`)}
          </button>
        ))}
      </nav>
      <article className={classes.sheet}>
        <section id="summary" className={classes.summary} tabIndex={-1} aria-label={t('part_summary')}>
          <SessionHead review={review} actions={<ExportButton sessionId={review.session.sessionId} />} />
          <SummarySentence review={review} comparison={comparison} />
          <HeadlineFigures context={context} />
          <AllMetrics context={context} />
        </section>
        <ReportSection id="curve" title={t('reviewCurve:title')} note={t('reviewCurve:note')}>
          <div ref={landing === 'curve' ? scrollHere : null}>
            <MinuteCurve
              review={review}
              momentMs={momentMs}
              playingMs={playingMs}
              onMoment={showMoment}
              aside={
                <MomentPanel
                  review={review}
                  momentMs={momentMs}
                  onMoment={showMoment}
                  onPlaying={setPlayingMs}
                />
              }
            />
          </div>
        </ReportSection>
        {below === null ? null : (
          <>
            <ReportSection id="questions" title={t('reviewThreads:title')} note={t('reviewThreads:note')}>
              <div ref={landing === 'questions' ? scrollHere : null}>
                <ThreadList
                  review={below}
                  filter={filter}
                  onFilter={setFilter}
                  threadId={threadId}
                  onThread={setThreadId}
                  onMoment={openMoment}
                />
              </div>
            </ReportSection>
            <ReportSection
              id="products"
              title={t('reviewTables:products')}
              note={t('reviewTables:productsNote')}
            >
              <ProductTable
                review={below}
                onMoment={openMoment}
                onQuestions={(item) => showQuestions({ item })}
              />
            </ReportSection>
            <ReportSection id="people" title={t('reviewTables:people')} note={t('reviewTables:peopleNote')}>
              <h3 className={report.subheading}>{t('reviewTables:moderators')}</h3>
              <ModeratorTable review={below} onModerator={(moderator) => showQuestions({ moderator })} />
              <h3 className={report.subheading}>{t('reviewTables:shoutOuts')}</h3>
              <ShoutOutTable review={below} onMoment={openMoment} />
              <FairnessByTier review={below} />
            </ReportSection>
            <ReportSection
              id="association"
              title={t('reviewTables:association')}
              note={t('reviewTables:associationNote')}
            >
              <Association association={below.association} />
            </ReportSection>
            <ReportSection
              id="incidents"
              title={t('reviewTables:incidents')}
              {...(below.incidents.length > 0 && { note: t('reviewTables:incidentsNote') })}
            >
              <IncidentTable review={below} onMoment={openMoment} />
            </ReportSection>
            <SessionSuggestions sessionId={below.session.sessionId} />
          </>
        )}
      </article>
    </>
  )
}

const scrollHere = (element: HTMLElement | null): void =>
  element?.closest('section')?.scrollIntoView({ block: 'start' })

const filterOf = ({ intent, itemNumber, outcome, threadIds, moderator }: SessionFocus): ThreadFilter => ({
  ...NO_FILTER,
  intent: asIntent(intent),
  outcome: asOutcome(outcome),
  item: itemNumber ?? null,
  moderator: moderator ?? null,
  ids: threadIds ?? null,
})

/** Where a link to evidence lands. */
function landingOf(focus: SessionFocus): Section | null {
  const { atMs, threadId, intent, itemNumber, outcome, threadIds, moderator } = focus
  const part = SECTIONS.find((section) => section === focus.part)
  if (part !== undefined) return part
  if (atMs !== undefined) return 'curve'
  const asked = [threadId, intent, itemNumber, outcome, threadIds, moderator]
  return asked.some((one) => one !== undefined) ? 'questions' : null
}
