import { Popover } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { MetricKey, Metrics } from '#shared/domain/review/metrics.ts'
import type { SessionComparison } from '#shared/protocol/review-across.ts'
import { useMetricWords } from '#renderer/ui/use-metric-words.ts'
import report from '#renderer/ui/report.module.css'
import { partsOf, rowsOf, type MetricRows } from './metric-parts.ts'
import classes from './summary.module.css'

export interface MetricContext {
  readonly metrics: Metrics
  /** Null while it is read, and where there is nothing to compare with. */
  readonly comparison: SessionComparison | null
  readonly onRows: (rows: MetricRows) => void
}

/** A number that opens: how it is counted, from what, what to mind, how it compares, and where its rows are. */
export function MetricButton(props: { metric: MetricKey; context: MetricContext; children: ReactNode }) {
  const { metric, context, children } = props
  const { t } = useTranslation('reviewSummary')
  const words = useMetricWords()
  const [open, setOpen] = useState(false)
  const value = words.value(metric, context.metrics[metric])
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-start"
      width={340}
      trapFocus
      returnFocus
      withRoles={false}
    >
      <Popover.Target>
        <button
          type="button"
          className={classes.opens}
          aria-expanded={open}
          aria-label={t('opens', { name: words.name(metric), value })}
          onClick={() => setOpen((before) => !before)}
        >
          {children}
        </button>
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={words.name(metric)}>
        <MetricDetail
          metric={metric}
          context={context}
          onRows={(rows) => {
            setOpen(false)
            context.onRows(rows)
          }}
        />
      </Popover.Dropdown>
    </Popover>
  )
}

function MetricDetail(props: {
  metric: MetricKey
  context: MetricContext
  onRows: (rows: MetricRows) => void
}) {
  const { metric, context, onRows } = props
  const { metrics, comparison } = context
  const { t } = useTranslation('reviewSummary')
  const words = useMetricWords()
  const parts = partsOf(metric)
  const earlier = comparison?.metrics[metric]
  const value = metrics[metric]
  const rows = rowsOf(metric)
  return (
    <dl className={classes.detail}>
      <dt>{t('formula')}</dt>
      <dd>{words.formula(metric)}</dd>
      <dt>{t('thisShow')}</dt>
      <dd>
        {parts === null ? '' : `${words.value(parts.top, metrics[parts.top])} `}
        {parts?.times === undefined ? '' : `× ${parts.times} `}
        {parts === null ? '' : `÷ ${words.value(parts.base, metrics[parts.base])} = `}
        <strong>{words.value(metric, value)}</strong>
      </dd>
      <dt>{t('mind')}</dt>
      <dd>{words.caveat(metric)}</dd>
      {earlier === undefined || earlier.median === null ? null : (
        <>
          <dt>{t('ownMedian')}</dt>
          <dd>
            {words.value(metric, earlier.median)} <span className={report.quiet}>n = {earlier.n}</span>
          </dd>
        </>
      )}
      <dd>
        {/* Where the popover puts the focus. */}
        <button type="button" className={report.link} data-autofocus onClick={() => onRows(rows)}>
          {t(`rows_${rows.section}`)} ↓
        </button>
      </dd>
    </dl>
  )
}
