import { Button } from '@mantine/core'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { METRIC_GROUPS, METRIC_KINDS, SHOWN_METRICS } from '#renderer/ui/metric-kinds.ts'
import { useMetricWords } from '#renderer/ui/use-metric-words.ts'
import { MetricButton, type MetricContext } from './MetricButton.tsx'
import classes from './summary.module.css'

/** Every other metric, asked for by a press; on paper always. */
export function AllMetrics({ context }: { context: MetricContext }) {
  const { t } = useTranslation(['reviewSummary', 'metrics'])
  const words = useMetricWords()
  const [open, setOpen] = useState(false)
  const Chevron = open ? IconChevronUp : IconChevronDown
  return (
    <div className={classes.all}>
      <Button
        className={classes.more ?? ''}
        size="sm"
        variant="subtle"
        aria-expanded={open}
        rightSection={<Chevron size={16} aria-hidden />}
        onClick={() => setOpen((before) => !before)}
      >
        {t(open ? 'fewer' : 'all', { count: SHOWN_METRICS.length })}
      </Button>
      <div className={classes.groups} data-open={open}>
        {METRIC_GROUPS.map((group) => (
          <section key={group} className={classes.group} aria-label={t(`metrics:group_${group}`)}>
            <h3 className={classes.groupName}>{t(`metrics:group_${group}`)}</h3>
            <ul className={classes.rows}>
              {SHOWN_METRICS.filter((metric) => METRIC_KINDS[metric].group === group).map((metric) => {
                const earlier = context.comparison?.metrics[metric]
                return (
                  <li key={metric}>
                    <MetricButton metric={metric} context={context}>
                      <span className={classes.rowName}>{words.name(metric)}</span>
                      <span className={classes.rowValue}>{words.value(metric, context.metrics[metric])}</span>
                      <span className={classes.rowMedian}>
                        {earlier && earlier.median !== null
                          ? t('median', { value: words.value(metric, earlier.median), n: earlier.n })
                          : ''}
                      </span>
                    </MetricButton>
                  </li>
                )
              })}
            </ul>
          </section>
        ))}
      </div>
    </div>
  )
}
