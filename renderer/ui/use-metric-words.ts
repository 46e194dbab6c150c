import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

import type { MetricKey } from '#shared/domain/review/metrics.ts'
import { METRIC_KINDS, type MetricKind, type MetricUnit } from './metric-kinds.ts'
import { formatFen } from './money.ts'

/** What is said of figures of one kind, metric or not. Rates are fractions, money fen, times ms; null = not defined. */
export interface KindWords {
  readonly value: (kind: MetricKind, value: number | null) => string
  /** Of one value to another, direction in words: "高 4.2 个百分点", "快 2.1 秒". */
  readonly difference: (kind: MetricKind, difference: number | null) => string
  /** Whether it is good news; null where the direction says nothing, and without a difference. */
  readonly verdict: (kind: MetricKind, difference: number | null) => 'better' | 'worse' | null
}

/** Names, definitions and values of a review's metrics, in words; of null values too. */
export interface MetricWords {
  readonly name: (key: MetricKey) => string
  readonly formula: (key: MetricKey) => string
  readonly caveat: (key: MetricKey) => string
  readonly value: (key: MetricKey, value: number | null) => string
  readonly difference: (key: MetricKey, difference: number | null) => string
  readonly percent: (rate: number) => string
  /** A span as words: 90500 → "1 分 31 秒", 4200 → "4.2 秒". */
  readonly span: (ms: number) => string
  readonly count: (value: number) => string
  readonly of: KindWords
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
      if (seconds < 3600 && seconds % 60 === 0) return t('minutes', { minutes: seconds / 60 })
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
    const of: KindWords = {
      value: ({ unit }, value) => (value === null ? t('undefined') : inUnit(unit, value)),
      difference: ({ unit }, by) => {
        if (by === null) return t('incomparable')
        const size = Math.abs(by)
        if (inUnit(unit, size) === inUnit(unit, 0)) return t('same')
        const value = unit === 'rate' ? tenths.format(size * 100) : inUnit(unit, size)
        return t(by > 0 ? `${unit}More` : `${unit}Less`, { value })
      },
      verdict: (kind, by) => {
        if (by === null || kind.better === null || of.difference(kind, by) === t('same')) return null
        return (kind.better === 'more') === by > 0 ? 'better' : 'worse'
      },
    }
    return {
      name: (key) => t(`name_${key}`),
      formula: (key) => t(`formula_${key}`),
      caveat: (key) => t(`caveat_${key}`),
      value: (key, value) => of.value(METRIC_KINDS[key], value),
      difference: (key, by) => of.difference(METRIC_KINDS[key], by),
      percent,
      span,
      count,
      of,
    }
  }, [t, i18n.language])
}
