import { useTranslation } from 'react-i18next'

import type { CompareResponse } from '#shared/protocol/review-across.ts'
import { useReportDates } from '#renderer/ui/use-report-dates.ts'
import classes from './compare.module.css'

/** The two columns' heads: which show each is. */
export function ShowHeads({ compared, span = 1 }: { compared: CompareResponse; span?: number }) {
  const { t } = useTranslation('compare')
  const dates = useReportDates()
  return (['a', 'b'] as const).map((side) => (
    <th key={side} scope="col" colSpan={span} data-figure>
      <span className={classes.side}>{t(side === 'a' ? 'first' : 'second')}</span>{' '}
      {dates.day(compared[side].fromMs)}
    </th>
  ))
}
