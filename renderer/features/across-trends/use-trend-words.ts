import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

import { METRIC_KINDS, type MetricKind } from '#renderer/ui/metric-kinds.ts'
import { useMetricWords } from '#renderer/ui/use-metric-words.ts'
import { isReturn, RETURN_DAYS, type TrendKey } from './trend-points.ts'

const RETURN_KIND: MetricKind = { group: 'traffic', unit: 'rate', better: 'more' }

export const kindOf = (key: TrendKey): MetricKind => (isReturn(key) ? RETURN_KIND : METRIC_KINDS[key])

/** Name, definition and values of whatever can be drawn over the shows. */
export interface TrendWords {
  readonly name: (key: TrendKey) => string
  readonly formula: (key: TrendKey) => string
  readonly caveat: (key: TrendKey) => string
  readonly value: (key: TrendKey, value: number | null) => string
}

export function useTrendWords(): TrendWords {
  const { t } = useTranslation('across')
  const words = useMetricWords()
  return useMemo(
    () => ({
      name: (key) => (isReturn(key) ? t(key) : words.name(key)),
      formula: (key) =>
        isReturn(key) ? t('return_formula', { days: RETURN_DAYS[key] }) : words.formula(key),
      caveat: (key) => (isReturn(key) ? t('return_caveat') : words.caveat(key)),
      value: (key, value) => words.of.value(kindOf(key), value),
    }),
    [t, words],
  )
}
