import { useTranslation } from 'react-i18next'

import type { CompareResponse } from '#shared/protocol/review-across.ts'
import { ReportSection } from '#renderer/ui/ReportSection.tsx'
import { SHOWN_METRICS, METRIC_KINDS } from '#renderer/ui/metric-kinds.ts'
import { useMetricWords } from '#renderer/ui/use-metric-words.ts'
import classes from './compare.module.css'
import { ComparedItems } from './ComparedItems.tsx'
import { ComparedIntents } from './ComparedIntents.tsx'
import { ComparedMetrics } from './ComparedMetrics.tsx'

/** Two shows beside each other: every figure, every product, what was asked. Differences are b against a. */
export function CompareReport({ compared }: { compared: CompareResponse }) {
  const { t } = useTranslation('compare')
  return (
    <>
      <p className={classes.summary}>
        <Summary compared={compared} />
      </p>
      <p className={classes.hint}>{t('hint')}</p>
      <ReportSection id="metrics" title={t('metrics')} note={t('metricsHint')}>
        <ComparedMetrics compared={compared} />
      </ReportSection>
      <ReportSection id="items" title={t('items')} note={t('itemsHint')}>
        <ComparedItems compared={compared} />
      </ReportSection>
      <ReportSection id="intents" title={t('intents')} note={t('intentsHint')}>
        <ComparedIntents compared={compared} />
      </ReportSection>
    </>
  )
}

function Summary({ compared }: { compared: CompareResponse }): string {
  const { t } = useTranslation('compare')
  const { of } = useMetricWords()
  const directed = SHOWN_METRICS.filter((key) => METRIC_KINDS[key].better !== null)
  const differences = directed.flatMap((key) => {
    const difference = compared.metrics[key]?.difference ?? null
    return difference === null ? [] : [of.verdict(METRIC_KINDS[key], difference)]
  })
  const count = (verdict: 'better' | 'worse' | null): number =>
    differences.filter((one) => one === verdict).length
  return t('summary', { better: count('better'), worse: count('worse'), same: count(null) })
}
