import { useTranslation } from 'react-i18next'

import type { MetricKey } from '#shared/domain/review/metrics.ts'
import { useMetricWords } from '#renderer/ui/use-metric-words.ts'
import { MetricButton, type MetricContext } from './MetricButton.tsx'
import { HEADLINE } from './metric-parts.ts'
import classes from './summary.module.css'

/** The six numbers a report opens with, each against the seller's own median. */
export function HeadlineFigures({ context }: { context: MetricContext }) {
  const { t } = useTranslation('reviewSummary')
  return (
    <ul className={classes.headline} aria-label={t('headline')}>
      {HEADLINE.map((metric) => (
        <li key={metric}>
          <Figure metric={metric} context={context} />
        </li>
      ))}
    </ul>
  )
}

function Figure({ metric, context }: { metric: MetricKey; context: MetricContext }) {
  const words = useMetricWords()
  return (
    <MetricButton metric={metric} context={context}>
      <span className={classes.name}>{words.name(metric)}</span>
      <span className={classes.value}>{words.value(metric, context.metrics[metric])}</span>
      <Against metric={metric} context={context} />
    </MetricButton>
  )
}

/** Against the own median, in a sign and in words; nothing where there is no earlier show. */
function Against({ metric, context }: { metric: MetricKey; context: MetricContext }) {
  const { t } = useTranslation('reviewSummary')
  const words = useMetricWords()
  const earlier = context.comparison?.metrics[metric]
  if (!earlier || earlier.median === null || earlier.difference === null) return null
  const sign = earlier.difference > 0 ? '▲' : earlier.difference < 0 ? '▼' : '＝'
  return (
    <span className={classes.against}>
      <span className={classes.sign} aria-hidden>
        {sign}
      </span>
      {words.difference(metric, earlier.difference)}
      <span className={classes.base}>
        {t('median', { value: words.value(metric, earlier.median), n: earlier.n })}
      </span>
    </span>
  )
}
