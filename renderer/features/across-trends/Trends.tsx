import { SegmentedControl, Select } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { TrendsResponse } from '#shared/protocol/review-across.ts'
import { HowCounted } from '#renderer/ui/HowCounted.tsx'
import { METRIC_GROUPS, METRIC_KINDS, SHOWN_METRICS } from '#renderer/ui/metric-kinds.ts'
import report from '#renderer/ui/report.module.css'
import { ReportSection } from '#renderer/ui/ReportSection.tsx'
import { useReportDates } from '#renderer/ui/use-report-dates.ts'
import { LatestLine } from './LatestLine.tsx'
import { TrendChart } from './TrendChart.tsx'
import { isTrendKey, RETURN_DAYS, trendPoints, weekdayOf, type TrendKey } from './trend-points.ts'
import { TrendTable } from './TrendTable.tsx'
import classes from './trends.module.css'
import { useTrendWords } from './use-trend-words.ts'

const RANGES = [10, 30] as const
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const

/** Any metric over the shows: as a curve with the own median, in a sentence, and as a table to pick shows from. */
export function Trends({ sessions }: { sessions: TrendsResponse['sessions'] }) {
  const { t } = useTranslation('across')
  const words = useTrendWords()
  const dates = useReportDates()
  const [metric, setMetric] = useState<TrendKey>('within30sRate')
  const [range, setRange] = useState<number | null>(30)
  const [weekday, setWeekday] = useState<number | null>(null)
  const all = useMemo(() => trendPoints(sessions, metric), [sessions, metric])
  const points = useMemo(() => {
    const recent = range === null ? all : all.slice(-range)
    return weekday === null ? recent : recent.filter(({ session }) => weekdayOf(session.fromMs) === weekday)
  }, [all, range, weekday])
  return (
    <ReportSection id="trends" title={t('trends')} note={t('trendsHint')}>
      <div className={classes.controls}>
        <MetricChoice metric={metric} onChoose={setMetric} />
        <Select
          size="sm"
          w={150}
          aria-label={t('weekday')}
          allowDeselect={false}
          value={String(weekday ?? 'all')}
          onChange={(value) => setWeekday(value === null || value === 'all' ? null : Number(value))}
          data={[
            { value: 'all', label: t('everyDay') },
            ...WEEKDAYS.map((day) => ({
              value: String(day),
              label: t('onlyDay', { day: dates.weekday(day) }),
            })),
          ]}
        />
        {sessions.length > RANGES[0] ? (
          <SegmentedControl
            size="xs"
            aria-label={t('range')}
            value={String(range ?? 'all')}
            onChange={(value) => setRange(value === 'all' ? null : Number(value))}
            data={[
              ...RANGES.map((n) => ({ value: String(n), label: t('last', { n }) })),
              { value: 'all', label: t('allShows') },
            ]}
          />
        ) : null}
      </div>
      {points.length === 0 ? (
        <p className={report.nothing}>
          {t('noneOnDay', { day: weekday === null ? '' : dates.weekday(weekday) })}
        </p>
      ) : (
        <>
          <LatestLine metric={metric} points={points} />
          <TrendChart metric={metric} points={points} />
          <HowCounted formula={words.formula(metric)} caveat={words.caveat(metric)} />
          <TrendTable metric={metric} points={points} />
        </>
      )}
    </ReportSection>
  )
}

function MetricChoice({ metric, onChoose }: { metric: TrendKey; onChoose: (metric: TrendKey) => void }) {
  const { t } = useTranslation('across')
  const { t: metrics } = useTranslation('metrics')
  const words = useTrendWords()
  const option = (key: TrendKey) => ({ value: key, label: words.name(key) })
  const returns = Object.keys(RETURN_DAYS).filter(isTrendKey)
  return (
    <Select
      size="sm"
      w={240}
      searchable
      aria-label={t('metric')}
      allowDeselect={false}
      maxDropdownHeight={420}
      value={metric}
      onChange={(value) => {
        if (value !== null && isTrendKey(value)) onChoose(value)
      }}
      data={[
        ...METRIC_GROUPS.map((group) => ({
          group: metrics(`group_${group}`),
          items: SHOWN_METRICS.filter((key) => METRIC_KINDS[key].group === group).map(option),
        })),
        { group: t('group_returns'), items: returns.map(option) },
      ]}
    />
  )
}
