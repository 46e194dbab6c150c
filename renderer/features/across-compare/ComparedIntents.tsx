import { useTranslation } from 'react-i18next'

import type { CompareResponse } from '#shared/protocol/review-across.ts'
import { DifferenceText } from '#renderer/ui/DifferenceText.tsx'
import type { MetricKind } from '#renderer/ui/metric-kinds.ts'
import report from '#renderer/ui/report.module.css'
import classes from './compare.module.css'
import { ShowHeads } from './ShowHeads.tsx'

const THREADS: MetricKind = { group: 'questions', unit: 'count', better: null }

/** What the two shows were asked about. */
export function ComparedIntents({ compared }: { compared: CompareResponse }) {
  const { t } = useTranslation('compare')
  const { t: intents } = useTranslation('intents')
  if (compared.intents.length === 0) return <p className={report.nothing}>{t('noIntents')}</p>
  return (
    <div className={report.scroller}>
      <table className={`${report.table} ${classes.table}`} aria-label={t('intents')}>
        <thead>
          <tr>
            <th scope="col">{t('intent')}</th>
            <ShowHeads compared={compared} />
            <th scope="col">{t('difference')}</th>
          </tr>
        </thead>
        <tbody>
          {compared.intents.map(({ intent, a, b }) => (
            <tr key={intent}>
              <th scope="row">{intents(intent)}</th>
              <td data-figure>{t('missedOf', a)}</td>
              <td data-figure>{t('missedOf', b)}</td>
              <td>
                <DifferenceText kind={THREADS} by={b.threads - a.threads} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
