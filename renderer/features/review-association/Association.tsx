import { useTranslation } from 'react-i18next'

import type { ReviewAssociation } from '#shared/domain/review/review.ts'
import report from '#renderer/ui/report.module.css'
import { useMetricWords } from '#renderer/ui/use-metric-words.ts'
import classes from './association.module.css'
import { ENOUGH, verdictOf } from './association-words.ts'

/**
 * Do askers who were answered in time order more often? Both rates on one scale from 0 with how many people they are
 * of, the difference with its interval and where 0 lies, and a sentence that says no more than that.
 */
export function Association({ association }: { association: ReviewAssociation }) {
  const { t } = useTranslation('reviewTables')
  const words = useMetricWords()
  const verdict = verdictOf(association)
  const { answered, rest, difference, interval } = association
  return (
    <>
      <p className={classes.verdict} data-weak={verdict === 'few' || undefined}>
        {verdict === 'few' ? t('tooFew', { n: ENOUGH }) : t(verdict)}
      </p>
      {verdict === 'noAskers' ? null : (
        <div className={classes.picture}>
          <figure className={classes.rates} aria-label={t('rates')}>
            <Rate name={t('groupAnswered')} group={answered} topRate={topRateOf(association)} />
            <Rate name={t('groupRest')} group={rest} topRate={topRateOf(association)} />
            <div className={classes.axis} aria-hidden>
              <span>0</span>
              <span>{words.percent(topRateOf(association))}</span>
            </div>
          </figure>
          {difference === null || interval === null || verdict === 'few' ? null : (
            <Interval difference={difference} interval={interval} />
          )}
        </div>
      )}
      {interval === null || verdict === 'few' ? null : <p className={report.small}>{t('method')}</p>}
    </>
  )
}

const rateOf = ({ n, ordered }: { n: number; ordered: number }): number => (n === 0 ? 0 : ordered / n)

/** Where the common scale of both bars ends: it begins at 0, and a difference does not look larger than it is. */
function topRateOf({ answered, rest }: ReviewAssociation): number {
  const top = Math.max(rateOf(answered), rateOf(rest))
  return [0.1, 0.25, 0.5, 1].find((candidate) => candidate >= top) ?? 1
}

function Rate(props: { name: string; group: { n: number; ordered: number }; topRate: number }) {
  const { name, group, topRate } = props
  const { t } = useTranslation('reviewTables')
  const words = useMetricWords()
  return (
    <div className={classes.rate}>
      <span>{name}</span>
      <span className={classes.track} aria-hidden>
        <span className={classes.bar} style={{ width: `${(100 * rateOf(group)) / topRate}%` }} />
      </span>
      <span className={classes.figure}>
        {group.n === 0 ? '—' : words.percent(rateOf(group))}
        <span className={report.small}>
          {' '}
          {t('rateOf', { ordered: words.count(group.ordered), n: words.count(group.n) })}
        </span>
      </span>
    </div>
  )
}

/** The difference in percentage points on a scale that holds 0 in its middle. */
function Interval(props: { difference: number; interval: { low: number; high: number } }) {
  const { difference, interval } = props
  const { t } = useTranslation('reviewTables')
  const words = useMetricWords()
  const signed = (share: number): string =>
    `${share > 0 ? '+' : share < 0 ? '−' : ''}${words.count(Math.abs(share) * 100)}`
  const reach = Math.max(Math.abs(interval.low), Math.abs(interval.high), 0.05) * 1.1
  const place = (share: number): string => `${50 + (50 * share) / reach}%`
  const words95 = t('interval', { low: signed(interval.low), high: signed(interval.high) })
  return (
    <figure
      className={classes.interval}
      aria-label={`${t('difference')} ${t('points', { n: signed(difference) })}, ${words95}`}
    >
      <figcaption>
        {t('difference')} <strong>{t('points', { n: signed(difference) })}</strong>
        <span className={report.small}> · {words95}</span>
      </figcaption>
      <div className={classes.scale} aria-hidden>
        <span className={classes.zero} />
        <span
          className={classes.span}
          style={{ left: place(interval.low), right: `calc(100% - ${place(interval.high)})` }}
        />
        <span className={classes.point} style={{ left: place(difference) }} />
      </div>
      <span className={`${report.small} ${classes.zeroName}`} aria-hidden>
        {t('zero')}
      </span>
    </figure>
  )
}
