import { Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { Review, ReviewItem } from '#shared/domain/review/review.ts'
import { OverMark } from '#renderer/ui/OverMark.tsx'
import report from '#renderer/ui/report.module.css'
import { formatMinutes, formatTimeOfDay } from '#renderer/ui/time.ts'
import { useMetricWords } from '#renderer/ui/use-metric-words.ts'
import classes from './products.module.css'

/** Each item of the run-sheet: how long it was shown against its plan, what was asked, what was bought. */
export function ProductTable(props: {
  review: Review
  onMoment: (atMs: number) => void
  onQuestions: (itemNumber: number) => void
}) {
  const { items } = props.review
  const { t } = useTranslation('reviewTables')
  if (items.length === 0) return <p className={report.nothing}>{t('noProducts')}</p>
  return (
    <div className={report.scroller}>
      <table className={report.table}>
        <thead>
          <tr>
            <th scope="col">{t('item')}</th>
            <th scope="col">{t('onAir')}</th>
            <th scope="col">{t('questions')}</th>
            <th scope="col" data-figure>
              {t('viewers')}
            </th>
            <th scope="col" data-figure>
              {t('orders')}
            </th>
            <th scope="col" data-figure>
              {t('gmv')}
            </th>
            <th scope="col" data-figure>
              {t('conversion')}
            </th>
            <th scope="col" data-figure>
              {t('stock')}
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <ProductRow key={item.itemId} {...props} item={item} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function ProductRow(props: {
  item: ReviewItem
  onMoment: (atMs: number) => void
  onQuestions: (itemNumber: number) => void
}) {
  const { item, onMoment, onQuestions } = props
  const { t } = useTranslation('reviewTables')
  const words = useMetricWords()
  return (
    <tr>
      <th scope="row" data-text>
        <span className={report.quiet}>{t('number', { n: item.itemNumber })}</span> {item.title}
      </th>
      <td>
        <TimeOnAir item={item} onMoment={onMoment} />
      </td>
      <td>
        <Questions item={item} onQuestions={onQuestions} />
      </td>
      <td data-figure>{item.airedMs === 0 ? '—' : words.count(item.viewers)}</td>
      <td data-figure>
        {words.count(item.orders)}
        <div className={report.small}>{t('pieces', { n: item.pieces })}</div>
      </td>
      <td data-figure>{words.value('gmvFen', item.gmvFen)}</td>
      <td data-figure>
        {item.conversionRate === null ? (
          '—'
        ) : (
          <Tooltip label={t('conversionHint', { viewers: words.count(item.viewers) })}>
            <span className={classes.explained}>{words.percent(item.conversionRate)}</span>
          </Tooltip>
        )}
      </td>
      <td data-figure>
        {item.stockAtEnd ?? '—'}
        {item.soldOutAtMs === null ? null : (
          <div className={report.small}>
            <button type="button" className={report.link} onClick={() => onMoment(item.soldOutAtMs ?? 0)}>
              {t('soldOut', { time: formatTimeOfDay(item.soldOutAtMs).slice(0, 5) })}
            </button>
            {item.ordersAfterSoldOut === 0 ? null : (
              <div>{t('afterSoldOut', { n: item.ordersAfterSoldOut })}</div>
            )}
          </div>
        )}
      </td>
    </tr>
  )
}

/** How long it was shown, against the plan; its spans are moments to open. */
function TimeOnAir({ item, onMoment }: { item: ReviewItem; onMoment: (atMs: number) => void }) {
  const { t } = useTranslation('reviewTables')
  const { airedMs, plannedMs, spans } = item
  return (
    <>
      {airedMs === 0 ? t('notAired') : formatMinutes(airedMs)}{' '}
      {plannedMs === null || airedMs === 0 ? null : <OverMark overMs={airedMs - plannedMs} />}
      <div className={report.small}>
        {plannedMs === null ? t('notPlanned') : t('planned', { span: formatMinutes(plannedMs) })}
        {spans.map(({ fromMs }) => (
          <button
            key={fromMs}
            type="button"
            className={`${report.link} ${classes.span}`}
            onClick={() => onMoment(fromMs)}
          >
            {formatTimeOfDay(fromMs).slice(0, 5)}
          </button>
        ))}
      </div>
    </>
  )
}

/** How many were asked and about what, most first; the ones nobody answered are named. */
function Questions({ item, onQuestions }: { item: ReviewItem; onQuestions: (itemNumber: number) => void }) {
  const { t } = useTranslation(['reviewTables', 'intents'])
  const total = item.questions.reduce((sum, { threads }) => sum + threads, 0)
  const missed = item.questions.reduce((sum, each) => sum + each.missed, 0)
  if (total === 0) return <>—</>
  return (
    <>
      <button
        type="button"
        className={report.link}
        aria-label={t('seeQuestions', { n: item.itemNumber })}
        onClick={() => onQuestions(item.itemNumber)}
      >
        {total}
      </button>
      {missed === 0 ? null : <span className={classes.missed}>{t('questionsMissed', { n: missed })}</span>}
      <div className={report.small}>
        {item.questions
          .toSorted((a, b) => b.threads - a.threads)
          .map(({ intent, threads }) => `${t(`intents:${intent}`)} ${threads}`)
          .join(' · ')}
      </div>
    </>
  )
}
