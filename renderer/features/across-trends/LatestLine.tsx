import { useTranslation } from 'react-i18next'

import { ShowLink } from '#renderer/review/ShowLink.tsx'
import { DifferenceText } from '#renderer/ui/DifferenceText.tsx'
import type { TrendKey, TrendPoint } from './trend-points.ts'
import classes from './trends.module.css'
import { kindOf, useTrendWords } from './use-trend-words.ts'

/** The newest show that has the figure, large, and how it stands against the shows before it. */
export function LatestLine({ metric, points }: { metric: TrendKey; points: readonly TrendPoint[] }) {
  const { t } = useTranslation('across')
  const words = useTrendWords()
  const latest = points.findLast(({ value }) => value !== null)
  if (!latest) return null
  const { value, median, n, base, session } = latest
  return (
    <div className={classes.latest}>
      <div>
        <span className={classes.figure}>{words.value(metric, value)}</span>
        {base === null ? null : <span className={classes.base}>{t('n', { n: base })}</span>}
      </div>
      <div className={classes.latestWhere}>
        <span className={classes.label}>{t('latest')}</span>
        <ShowLink session={session} />
      </div>
      <div className={classes.latestWhere}>
        <span className={classes.label}>
          {median === null ? t('noEarlier') : t('earlierMedianN', { n, value: words.value(metric, median) })}
        </span>
        {median === null || value === null ? null : (
          <DifferenceText kind={kindOf(metric)} by={value - median} />
        )}
      </div>
    </div>
  )
}
