import { useTranslation } from 'react-i18next'

import classes from './DifferenceText.module.css'
import type { MetricKind } from './metric-kinds.ts'
import { useMetricWords } from './use-metric-words.ts'

/** How one value differs from another: a sign, the amount and direction in words, and whether that is good news. */
export function DifferenceText({ kind, by }: { kind: MetricKind; by: number | null }) {
  const { t } = useTranslation('metrics')
  const { of } = useMetricWords()
  const verdict = of.verdict(kind, by)
  const text = of.difference(kind, by)
  const moved = by !== null && text !== t('same')
  return (
    <span className={classes.difference}>
      {moved ? (
        <span className={classes.sign} aria-hidden>
          {by > 0 ? '▲' : '▼'}
        </span>
      ) : null}
      {text}
      {verdict === null ? null : (
        <span className={classes.verdict} data-verdict={verdict}>
          {t(verdict)}
        </span>
      )}
    </span>
  )
}
