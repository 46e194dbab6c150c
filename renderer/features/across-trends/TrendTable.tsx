import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { ShowLink } from '#renderer/review/ShowLink.tsx'
import { hashOf } from '#renderer/review/views.ts'
import { DifferenceText } from '#renderer/ui/DifferenceText.tsx'
import report from '#renderer/ui/report.module.css'
import { useReportDates } from '#renderer/ui/use-report-dates.ts'
import { toggledPick, type TrendKey, type TrendPoint } from './trend-points.ts'
import classes from './trends.module.css'
import { kindOf, useTrendWords } from './use-trend-words.ts'

const SHOWN_AT_FIRST = 8

/** The same figures as numbers, newest first; two of them can be picked to be compared. */
export function TrendTable({ metric, points }: { metric: TrendKey; points: readonly TrendPoint[] }) {
  const { t } = useTranslation('across')
  const words = useTrendWords()
  const [all, setAll] = useState(false)
  const [picked, setPicked] = useState<readonly string[]>([])
  const newestFirst = points.toReversed()
  const shown = all ? newestFirst : newestFirst.slice(0, SHOWN_AT_FIRST)
  return (
    <>
      <div className={classes.tableHead}>
        <h3 className={report.subheading}>{t('listTitle')}</h3>
        <Picked points={points} picked={picked} />
      </div>
      <div className={report.scroller}>
        <table className={report.table}>
          <thead>
            <tr>
              <th scope="col">{t('pickColumn')}</th>
              <th scope="col" data-text>
                {t('show')}
              </th>
              <th scope="col" data-figure>
                {words.name(metric)}
              </th>
              <th scope="col" data-figure>
                {t('base')}
              </th>
              <th scope="col" data-figure>
                {t('earlierMedian')}
              </th>
              <th scope="col">{t('against')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((point) => (
              <Row
                key={point.session.sessionId}
                metric={metric}
                point={point}
                picked={picked.includes(point.session.sessionId)}
                onPick={() => setPicked((before) => toggledPick(before, point.session.sessionId))}
              />
            ))}
          </tbody>
        </table>
      </div>
      {points.length > SHOWN_AT_FIRST ? (
        <Button size="sm" variant="subtle" onClick={() => setAll((before) => !before)}>
          {all ? t('showLess') : t('showAll', { n: points.length })}
        </Button>
      ) : null}
    </>
  )
}

function Row(props: { metric: TrendKey; point: TrendPoint; picked: boolean; onPick: () => void }) {
  const { metric, point, picked, onPick } = props
  const { session, value, median, n, base, dueMs } = point
  const { t } = useTranslation('across')
  const words = useTrendWords()
  const dates = useReportDates()
  const title = `${session.title || t('untitled')} ${dates.day(session.fromMs)}`
  return (
    <tr data-picked={picked}>
      <td>
        <Checkbox size="xs" checked={picked} onChange={onPick} aria-label={t('pick', { title })} />
      </td>
      <td data-text>
        <ShowLink session={session} />
      </td>
      <td data-figure>
        {dueMs === null ? (
          words.value(metric, value)
        ) : (
          <span className={classes.due}>
            {t('notYet')} <span className={report.small}>{t('notYetUntil', { date: dates.day(dueMs) })}</span>
          </span>
        )}
      </td>
      <td data-figure className={report.quiet}>
        {base === null ? '' : t('n', { n: base })}
      </td>
      <td data-figure>
        {median === null ? (
          <span className={report.quiet}>{t('noEarlier')}</span>
        ) : (
          <>
            {words.value(metric, median)} <span className={report.small}>{t('n', { n })}</span>
          </>
        )}
      </td>
      <td>
        {value === null || median === null ? null : (
          <DifferenceText kind={kindOf(metric)} by={value - median} />
        )}
      </td>
    </tr>
  )
}

/** What is picked so far; with two, the way to their comparison, the earlier one first. */
function Picked({ points, picked }: { points: readonly TrendPoint[]; picked: readonly string[] }) {
  const { t } = useTranslation('across')
  const [first, second] = points
    .filter(({ session }) => picked.includes(session.sessionId))
    .map(({ session }) => session.sessionId)
  if (first === undefined || second === undefined) {
    return (
      <span className={report.small} role="status">
        {first === undefined ? t('pickTwo') : t('pickOneMore')}
      </span>
    )
  }
  return (
    <Button size="sm" component="a" href={hashOf({ name: 'compare', sessionIds: [first, second] })}>
      {t('compareTwo')}
    </Button>
  )
}
