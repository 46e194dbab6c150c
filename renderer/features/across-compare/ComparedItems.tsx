import { useTranslation } from 'react-i18next'

import type { ComparedItem } from '#shared/domain/review/across/across.ts'
import type { CompareResponse } from '#shared/protocol/review-across.ts'
import { DifferenceText } from '#renderer/ui/DifferenceText.tsx'
import type { MetricKind } from '#renderer/ui/metric-kinds.ts'
import report from '#renderer/ui/report.module.css'
import { useMetricWords } from '#renderer/ui/use-metric-words.ts'
import classes from './compare.module.css'
import { ShowHeads } from './ShowHeads.tsx'

const kind = (unit: MetricKind['unit'], better: MetricKind['better']): MetricKind => ({
  group: 'sales',
  unit,
  better,
})

/** What is compared of a product, and how each is written. */
const ROWS = [
  { name: 'aired', kind: kind('watch', null), of: (item) => item.airedMs },
  { name: 'viewers', kind: kind('count', 'more'), of: (item) => item.viewers },
  { name: 'threads', kind: kind('count', null), of: (item) => item.threads },
  { name: 'orders', kind: kind('count', 'more'), of: (item) => item.orders },
  { name: 'gmv', kind: kind('fen', 'more'), of: (item) => item.gmvFen },
  { name: 'conversion', kind: kind('rate', 'more'), of: (item) => item.conversionRate },
] as const satisfies readonly {
  name: string
  kind: MetricKind
  of: (item: ComparedItem) => number | null
}[]

/** Each product that either show had: what both have as differences, what only one had said so. */
export function ComparedItems({ compared }: { compared: CompareResponse }) {
  const { t } = useTranslation('compare')
  if (compared.items.length === 0) return <p className={report.nothing}>{t('noItems')}</p>
  return (
    <div className={report.scroller}>
      <table className={`${report.table} ${classes.table}`} aria-label={t('items')}>
        <thead>
          <tr>
            <th scope="col">{t('item')}</th>
            <ShowHeads compared={compared} />
            <th scope="col">{t('difference')}</th>
          </tr>
        </thead>
        {compared.items.map(({ productId, title, a, b }) => (
          <tbody key={`${productId} ${title}`}>
            <tr className={classes.group}>
              <th scope="rowgroup" colSpan={4}>
                {title}
                {a === null || b === null ? (
                  <span className={classes.only}>{t(a === null ? 'onlySecond' : 'onlyFirst')}</span>
                ) : null}
              </th>
            </tr>
            {ROWS.map((row) => (
              <tr key={row.name}>
                <th scope="row">{t(row.name)}</th>
                <td data-figure>{a === null ? '' : <Told row={row} item={a} />}</td>
                <td data-figure>{b === null ? '' : <Told row={row} item={b} />}</td>
                <td>{a && b ? <DifferenceText kind={row.kind} by={less(row.of(b), row.of(a))} /> : null}</td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  )
}

function Told({ row, item }: { row: (typeof ROWS)[number]; item: ComparedItem }): string {
  const { t } = useTranslation('compare')
  const words = useMetricWords()
  const value = words.of.value(row.kind, row.of(item))
  if (row.name === 'threads') return t('missedOf', { threads: value, missed: item.missed })
  return row.name === 'conversion' && item.conversionRate !== null
    ? t('conversionN', { rate: value, viewers: words.count(item.viewers) })
    : value
}

const less = (value: number | null, from: number | null): number | null =>
  value === null || from === null ? null : value - from
