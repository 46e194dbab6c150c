import { useTranslation } from 'react-i18next'

import type { RepurchaseWindow } from '#shared/domain/review/across/across.ts'
import { cohortsResponseSchema, type CohortsResponse } from '#shared/protocol/review-across.ts'
import { DataState } from '#renderer/review/DataState.tsx'
import { useReviewData } from '#renderer/review/use-review-data.ts'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { HowCounted } from '#renderer/ui/HowCounted.tsx'
import report from '#renderer/ui/report.module.css'
import { ReportSection } from '#renderer/ui/ReportSection.tsx'
import { useMetricWords } from '#renderer/ui/use-metric-words.ts'
import { useReportDates } from '#renderer/ui/use-report-dates.ts'
import classes from './cohorts.module.css'
import { NotDue } from './NotDue.tsx'
import { Share } from './ReturnCohorts.tsx'

/** By month of the first order: who ordered a second time within 30, 60 and 90 days. */
export function RepurchaseCohorts() {
  const { t } = useTranslation('across')
  const data = useReviewData('/v1/review/across/cohorts', cohortsResponseSchema)
  return (
    <ReportSection id="repurchase" title={t('repurchase')} note={t('repurchaseHint')}>
      <DataState data={data}>
        {(cohorts) =>
          cohorts.months.length === 0 ? (
            <EmptyState title={t('noOrders')} hint={t('noOrdersHint')} />
          ) : (
            <>
              <Months cohorts={cohorts} />
              <HowCounted formula={t('repurchaseFormula')} caveat={t('repurchaseCaveat')} />
            </>
          )
        }
      </DataState>
    </ReportSection>
  )
}

function Months({ cohorts: { months, total } }: { cohorts: CohortsResponse }) {
  const { t } = useTranslation('across')
  const words = useMetricWords()
  const dates = useReportDates()
  return (
    <div className={report.scroller}>
      <table className={`${report.table} ${classes.cohorts}`} aria-label={t('repurchase')}>
        <thead>
          <tr>
            <th scope="col">{t('month')}</th>
            <th scope="col" data-figure>
              {t('buyers')}
            </th>
            {total.windows.map(({ days }) => (
              <th key={days} scope="col">
                {t('withinDays', { days })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr className={classes.total}>
            <th scope="row">{t('allMonths')}</th>
            <td data-figure>{words.count(total.buyers)}</td>
            {total.windows.map((window) => (
              <td key={window.days}>
                <Window window={window} />
              </td>
            ))}
          </tr>
          {months.toReversed().map(({ month, buyers, windows }) => (
            <tr key={month}>
              <th scope="row">{dates.month(month)}</th>
              <td data-figure>{words.count(buyers)}</td>
              {windows.map((window) => (
                <td key={window.days}>
                  <Window window={window} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** What is due as a share of those whose window has passed, and what is not yet due apart from it. */
function Window({ window: { buyers, censored, again, rate } }: { window: RepurchaseWindow }) {
  const { t } = useTranslation('across')
  if (rate === null) {
    return censored === 0 ? (
      <span className={report.quiet}>{t('notDefined')}</span>
    ) : (
      <NotDue>
        {t('notYet')}
        <span className={report.small}>{t('allCensored', { n: censored })}</span>
      </NotDue>
    )
  }
  return (
    <>
      <Share rate={rate} people={t('againOf', { again, buyers })} />
      {censored === 0 ? null : <NotDue>{t('alsoCensored', { n: censored })}</NotDue>}
    </>
  )
}
