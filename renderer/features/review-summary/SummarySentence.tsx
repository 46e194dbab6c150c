import { useTranslation } from 'react-i18next'

import type { Review } from '#shared/domain/review/review.ts'
import type { SessionComparison } from '#shared/protocol/review-across.ts'
import { useMetricWords } from '#renderer/ui/use-metric-words.ts'
import { questionsTold } from './questions-told.ts'
import classes from './summary.module.css'

/** The show in words: who came, how questions fared, what was sold, and how that compares with the seller's own shows. */
export function SummarySentence(props: { review: Review; comparison: SessionComparison | null }) {
  const { metrics, session, incidents } = props.review
  const { t, i18n } = useTranslation('reviewSummary')
  const words = useMetricWords()
  if (metrics.pv === 0 && metrics.messages === 0) {
    return (
      <p className={classes.sentence}>{t('nobody', { span: words.span(session.toMs - session.fromMs) })}</p>
    )
  }
  const compared = comparedParts(props.comparison, words.difference)
  const asked = questionsTold(metrics)
  const sentences = [
    t(metrics.uv === 0 ? 'uncounted' : 'came', {
      span: words.span(session.toMs - session.fromMs),
      uv: words.count(metrics.uv),
      watch: words.value('watchMsPerViewer', metrics.watchMsPerViewer),
    }),
    t(asked.sentence, {
      threads: words.count(metrics.threads),
      rate: words.value('within30sRate', metrics.within30sRate),
      missed: words.count(asked.unanswered),
    }),
    metrics.orders === 0
      ? t('noOrders')
      : t('orders', {
          buyers: words.count(metrics.buyers),
          orders: words.count(metrics.orders),
          gmv: words.value('gmvFen', metrics.gmvFen),
        }),
    ...(incidents.length === 0 ? [] : [t('incidents', { n: incidents.length })]),
    ...(compared === null
      ? []
      : [
          t('compared', {
            n: props.comparison?.earlierShows ?? 0,
            parts: new Intl.ListFormat(i18n.language).format(
              compared.map(({ metric, difference }) =>
                t('against', { name: words.name(metric), difference }),
              ),
            ),
          }),
        ]),
  ]
  // Chinese sets no space between sentences.
  return <p className={classes.sentence}>{sentences.join(i18n.language.startsWith('zh') ? '' : ' ')}</p>
}

const TOLD = ['within30sRate', 'watchMsPerViewer'] as const

/** The two figures that this product is about, against the own median; null where either cannot be compared. */
function comparedParts(
  comparison: SessionComparison | null,
  inWords: (metric: (typeof TOLD)[number], difference: number | null) => string,
) {
  const parts = TOLD.flatMap((metric) => {
    const difference = comparison?.metrics[metric]?.difference ?? null
    return difference === null ? [] : [{ metric, difference: inWords(metric, difference) }]
  })
  return parts.length === 0 ? null : parts
}
