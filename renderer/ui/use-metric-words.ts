import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

import type { MetricKey } from '#shared/domain/review/metrics.ts'
import { METRIC_KINDS, type MetricKind, type MetricUnit } from './metric-kinds.ts'
import { formatFen } from './money.ts'

/** Names, definitions and values of a review's metrics, in words; of null values too. */
export interface MetricWords {
  readonly name: (key: MetricKey) => string
  readonly formula: (key: MetricKey) => string
  readonly caveat: (key: MetricKey) => string
  /** Rates as fractions, money in fen, times in ms; null is not defined. */
  readonly value: (key: MetricKey, value: number | null) => string
  /** Of one value to another, direction in words: "高 4.2 个百分点", "快 2.1 秒". */
  readonly difference: (key: MetricKey, difference: number | null) => string
  /** "更好", "更差"; null where the direction says nothing, and without a difference. */
  readonly verdict: (key: MetricKey, difference: number | null) => 'better' | 'worse' | null
  readonly percent: (rate: number) => string
  /** A span as words: 90500 → "1 分 31 秒", 4200 → "4.2 秒". */
  readonly span: (ms: number) => string
  readonly count: (value: number) => string
}

export function useMetricWords(): MetricWords {
  const { t, i18n } = useTranslation('metrics')
  return useMemo(() => {
    const whole = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 0 })
    const tenths = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 })

    const count = (value: number): string => tenths.format(value)
    const percent = (rate: number): string => t('percent', { value: tenths.format(rate * 100) })
    const span = (ms: number): string => {
      const seconds = Math.round(ms / 1000)
      if (seconds < 60) return t('seconds', { seconds: tenths.format(ms / 1000) })
      if (seconds < 3600)
        return t('minutesSeconds', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 })
      const minutes = Math.round(seconds / 60)
      return t('hoursMinutes', { hours: whole.format(Math.floor(minutes / 60)), minutes: minutes % 60 })
    }
    const inUnit = (unit: MetricUnit, value: number): string => {
      switch (unit) {
        case 'count':
          return count(value)
        case 'rate':
          return percent(value)
        case 'fen':
          return formatFen(Math.round(value))
        case 'watch':
        case 'response':
          return span(value)
        default:
          return unit satisfies never
      }
    }
    const difference = (key: MetricKey, by: number | null): string => {
      if (by === null) return t('incomparable')
      const { unit } = METRIC_KINDS[key]
      const value = unit === 'rate' ? tenths.format(Math.abs(by) * 100) : inUnit(unit, Math.abs(by))
      if (value === inUnit(unit, 0) || (unit === 'rate' && value === '0')) return t('same')
      return t(by > 0 ? `${unit}More` : `${unit}Less`, { value })
    }
    return {
      name: (key) => t(`name_${key}`),
      formula: (key) => t(`formula_${key}`),
      caveat: (key) => t(`caveat_${key}`),
      value: (key, value) => (value === null ? t('undefined') : inUnit(METRIC_KINDS[key].unit, value)),
      difference,
      verdict: (key, by) =>
        by === null || difference(key, by) === t('same') ? null : verdictOf(METRIC_KINDS[key], by),
      percent,
      span,
      count,
    }
  }, [t, i18n.language])
}

function verdictOf({ better }: MetricKind, by: number): 'better' | 'worse' | null {
  if (better === null) return null
  return (better === 'more') === by > 0 ? 'better' : 'worse'
}
