import { useTranslation } from 'react-i18next'

import type { ItemPace } from '#shared/domain/run-sheet/pace.ts'
import { formatWindow } from './window-text.ts'
import { Prices, ProgressMark, Times } from './row-cells.tsx'
import { RowActions, type RowActionsProps } from './RowActions.tsx'
import classes from './run-sheet.module.css'
import { StockControl } from './StockControl.tsx'

export interface SheetRowProps extends RowActionsProps {
  readonly pace: ItemPace
  /** Removed by somebody else while the pointer was over the list. */
  readonly gone: boolean
}

/** An item in the side column: two lines. */
export function NarrowRow(props: SheetRowProps) {
  const { item, pace, gone } = props
  const { t } = useTranslation('runSheet')
  return (
    <>
      <span className={classes.place}>
        <span className={classes.number}>{item.number}</span>
        <ProgressMark progress={pace.progress} />
      </span>
      <span className={classes.lines}>
        <span className={classes.line}>
          <span className={classes.title} title={item.title}>
            {item.title}
          </span>
          <Times pace={pace} />
        </span>
        <span className={classes.line}>
          <Prices item={item} />
          {gone ? (
            <span className={classes.note}>{t('gone')}</span>
          ) : (
            <StockControl item={item} actions={props.actions} />
          )}
        </span>
      </span>
      {gone ? null : <RowActions {...props} />}
    </>
  )
}

/** An item across the whole window, for preparing a show. */
export function WideRow(props: SheetRowProps) {
  const { item, pace, gone } = props
  const { t } = useTranslation('runSheet')
  return (
    <>
      <span className={classes.place}>
        <span className={classes.number}>{item.number}</span>
        <ProgressMark progress={pace.progress} />
      </span>
      <span className={classes.about}>
        <span className={classes.title} title={item.title}>
          {item.title}
        </span>
        <span className={classes.note}>
          {gone
            ? t('gone')
            : item.talkingPoints.length === 0
              ? t('noPoints')
              : item.talkingPoints.join(' · ')}
        </span>
      </span>
      <Prices item={item} />
      <span className={classes.about}>
        <span className={classes.coupon}>{item.coupon}</span>
        <span className={classes.note}>{formatWindow(item.validFromMs, item.validUntilMs)}</span>
      </span>
      {gone ? <span /> : <StockControl item={item} actions={props.actions} />}
      <Times pace={pace} />
      {gone ? <span /> : <RowActions {...props} />}
    </>
  )
}
