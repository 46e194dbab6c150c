import { Tooltip } from '@mantine/core'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'

import type { MetricKey } from '#shared/domain/review/metrics.ts'
import type { CompareResponse } from '#shared/protocol/review-across.ts'
import { DifferenceText } from '#renderer/ui/DifferenceText.tsx'
import { METRIC_GROUPS, METRIC_KINDS, SHOWN_METRICS } from '#renderer/ui/metric-kinds.ts'
import report from '#renderer/ui/report.module.css'
import { useMetricWords } from '#renderer/ui/use-metric-words.ts'
import classes from './compare.module.css'
import { ShowHeads } from './ShowHeads.tsx'

/** Every metric of both shows, by group, with the difference in words. */
export function ComparedMetrics({ compared }: { compared: CompareResponse }) {
  const { t } = useTranslation('compare')
  const { t: metrics } = useTranslation('metrics')
  return (
    <div className={report.scroller}>
      <table className={`${report.table} ${classes.table}`} aria-label={t('metrics')}>
        <thead>
          <tr>
            <th scope="col">{t('metric')}</th>
            <ShowHeads compared={compared} />
            <th scope="col">{t('difference')}</th>
          </tr>
        </thead>
        <tbody>
          {METRIC_GROUPS.map((group) => (
            <Fragment key={group}>
              <tr className={classes.group}>
                <th scope="colgroup" colSpan={4}>
                  {metrics(`group_${group}`)}
                </th>
              </tr>
              {SHOWN_METRICS.filter((key) => METRIC_KINDS[key].group === group).map((key) => (
                <Row key={key} metric={key} compared={compared} />
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row({ metric, compared }: { metric: MetricKey; compared: CompareResponse }) {
  const words = useMetricWords()
  const { a, b, difference } = compared.metrics[metric]
  return (
    <tr>
      <th scope="row">
        <Tooltip
          label={
            <>
              {words.formula(metric)}
              <br />
              {words.caveat(metric)}
            </>
          }
          events={{ hover: true, focus: true, touch: true }}
        >
          <button type="button" className={classes.name}>
            {words.name(metric)}
          </button>
        </Tooltip>
      </th>
      <td data-figure>{words.value(metric, a)}</td>
      <td data-figure>{words.value(metric, b)}</td>
      <td>
        <DifferenceText kind={METRIC_KINDS[metric]} by={difference} />
      </td>
    </tr>
  )
}
