import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

import { Chart } from '#renderer/ui/Chart.tsx'
import { chartColours } from '#renderer/ui/chart-colours.ts'
import { useMetricWords } from '#renderer/ui/use-metric-words.ts'
import { useReportDates } from '#renderer/ui/use-report-dates.ts'
import { trendOption } from './trend-option.ts'
import type { TrendKey, TrendPoint } from './trend-points.ts'
import { kindOf, useTrendWords } from './use-trend-words.ts'

const HEIGHT_PX = 280
const MINUTE_MS = 60_000

/** One metric over the shows, with the seller's own median as it stood before each. */
export function TrendChart({ metric, points }: { metric: TrendKey; points: readonly TrendPoint[] }) {
  const { t } = useTranslation('across')
  const words = useTrendWords()
  const { percent, count } = useMetricWords()
  const dates = useReportDates()
  const option = useMemo(() => {
    const { unit } = kindOf(metric)
    return trendOption(
      points,
      {
        name: words.name(metric),
        median: t('earlierMedian'),
        value: (value) => words.value(metric, value),
        tick: (value) =>
          unit === 'rate'
            ? percent(value)
            : unit === 'watch'
              ? t('axisMinutes', { n: count(value / MINUTE_MS) })
              : unit === 'count'
                ? count(value)
                : words.value(metric, value),
        day: ({ session }) => dates.short(session.fromMs),
        title: ({ session }) => `${session.title || t('untitled')} · ${dates.day(session.fromMs)}`,
        medianOf: ({ n }) => t('medianOfEarlier', { n }),
        base: ({ base, dueMs }) =>
          dueMs !== null
            ? `${t('notYet')} · ${t('notYetUntil', { date: dates.day(dueMs) })}`
            : base === null
              ? null
              : t('n', { n: count(base) }),
      },
      chartColours(),
    )
  }, [metric, points, words, percent, count, dates, t])
  return (
    <Chart
      option={option}
      height={HEIGHT_PX}
      label={t('chartLabel', { metric: words.name(metric), n: points.length })}
      table={{
        columns: [t('when'), t('show'), words.name(metric), t('earlierMedian')],
        rows: points.map(({ session, value, median, n }) => [
          dates.day(session.fromMs),
          session.title || t('untitled'),
          words.value(metric, value),
          n === 0 ? t('noEarlier') : words.value(metric, median),
        ]),
      }}
    />
  )
}
