import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { ReturnTotal, ReturnWindow } from '#shared/domain/review/across/across.ts'
import type { TrendsResponse } from '#shared/protocol/review-across.ts'
import { ShowLink } from '#renderer/review/ShowLink.tsx'
import { HowCounted } from '#renderer/ui/HowCounted.tsx'
import report from '#renderer/ui/report.module.css'
import { ReportSection } from '#renderer/ui/ReportSection.tsx'
import { useMetricWords } from '#renderer/ui/use-metric-words.ts'
import { useReportDates } from '#renderer/ui/use-report-dates.ts'
import classes from './cohorts.module.css'
import { NotDue } from './NotDue.tsx'

const SHOWN_AT_FIRST = 8

/** Of each show's viewers, who came again within 7 and 30 days. */
export function ReturnCohorts({ trends }: { trends: TrendsResponse }) {
  const { t } = useTranslation('across')
  const [all, setAll] = useState(false)
  const windows = trends.returns.map(({ days }) => days)
  const newestFirst = trends.sessions.toReversed()
  const shown = all ? newestFirst : newestFirst.slice(0, SHOWN_AT_FIRST)
  return (
    <ReportSection id="returns" title={t('returns')} note={t('returnsHint')}>
      <div className={report.scroller}>
        <table className={`${report.table} ${classes.cohorts}`} aria-label={t('returns')}>
          <thead>
            <tr>
              <th scope="col" data-text>
                {t('show')}
              </th>
              {windows.map((days) => (
                <th key={days} scope="col">
                  {t('withinDays', { days })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr className={classes.total}>
              <th scope="row">{t('allShows')}</th>
              {trends.returns.map((total) => (
                <td key={total.days}>
                  <Total total={total} />
                </td>
              ))}
            </tr>
            {shown.map((session) => (
              <tr key={session.sessionId}>
                <th scope="row">
                  <ShowLink session={session} />
                </th>
                {windows.map((days) => (
                  <td key={days}>
                    <Window window={session.returns.find((one) => one.days === days)} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {trends.sessions.length > SHOWN_AT_FIRST ? (
        <Button size="sm" variant="subtle" onClick={() => setAll((before) => !before)}>
          {all ? t('showLess') : t('showAll', { n: trends.sessions.length })}
        </Button>
      ) : null}
      <HowCounted formula={t('returnFormula')} caveat={t('return_caveat')} />
    </ReportSection>
  )
}

function Total({ total }: { total: ReturnTotal }) {
  const { t } = useTranslation('across')
  const words = useMetricWords()
  return (
    <>
      {total.rate === null ? (
        <NotDue>{t('notYet')}</NotDue>
      ) : (
        <Share
          rate={total.rate}
          people={t('returnedOf', { returned: total.returned, people: total.people })}
        />
      )}
      <div className={report.small}>
        {t('ofShows', { shows: words.count(total.shows) })}
        {total.censored === 0 ? '' : ` · ${t('totalCensored', { n: total.censored })}`}
      </div>
    </>
  )
}

function Window({ window }: { window: ReturnWindow | undefined }) {
  const { t } = useTranslation('across')
  const dates = useReportDates()
  if (!window) return null
  const { returned, people, rate, passed, untilMs } = window
  if (!passed) {
    return (
      <NotDue>
        {t('notYet')} · {t('notYetUntil', { date: dates.day(untilMs) })}
        <span className={report.small}>{t('soFar', { returned, people })}</span>
      </NotDue>
    )
  }
  if (rate === null) return <span className={report.quiet}>{t('notDefined')}</span>
  return <Share rate={rate} people={t('returnedOf', { returned, people })} />
}

/** A share as a number and, beside it, as the length of a bar. */
export function Share({ rate, people }: { rate: number; people: string }) {
  const words = useMetricWords()
  return (
    <span className={classes.share}>
      <span className={classes.rate}>{words.percent(rate)}</span>
      <span className={classes.bar} aria-hidden>
        <span style={{ width: `${Math.min(100, rate * 100)}%` }} />
      </span>
      <span className={report.small}>{people}</span>
    </span>
  )
}
