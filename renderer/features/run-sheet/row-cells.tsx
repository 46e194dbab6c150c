import {
  IconCheck,
  IconCircleDashed,
  IconPlayerPlayFilled,
  IconPlayerSkipForward,
  IconArrowForward,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { Item } from '#shared/domain/run-sheet/item.ts'
import type { ItemPace, ItemProgress } from '#shared/domain/run-sheet/pace.ts'
import { formatFen } from '#renderer/ui/money.ts'
import { formatMinutes } from '#renderer/ui/time.ts'
import { OverMark } from '#renderer/ui/OverMark.tsx'
import classes from './run-sheet.module.css'

const ICONS = {
  ahead: IconCircleDashed,
  onAir: IconPlayerPlayFilled,
  done: IconCheck,
  passed: IconArrowForward,
  skipped: IconPlayerSkipForward,
} as const satisfies Record<ItemProgress, typeof IconCheck>

/** Where an item stands, in a shape and a word. */
export function ProgressMark({ progress }: { progress: ItemProgress }) {
  const { t } = useTranslation('runSheet')
  const Icon = ICONS[progress]
  return (
    <span className={classes.progress} data-progress={progress}>
      <Icon size={12} stroke={2} aria-hidden />
      {t(`progress_${progress}`)}
    </span>
  )
}

export function Prices({ item }: { item: Item }) {
  const { t } = useTranslation('runSheet')
  return (
    <span className={classes.prices}>
      {item.priceFen === null ? null : <b className={classes.price}>{formatFen(item.priceFen)}</b>}
      {item.listPriceFen === null ? null : (
        <s className={classes.listPrice} title={t('field_listPriceFen')}>
          {formatFen(item.listPriceFen)}
        </s>
      )}
    </span>
  )
}

/** Time on air against the plan: the plan alone until the item has been shown. */
export function Times({ pace }: { pace: ItemPace }) {
  const { t } = useTranslation('runSheet')
  const planned = pace.plannedMs === null ? null : formatMinutes(pace.plannedMs)
  const shown = pace.actualMs > 0
  return (
    <span className={classes.times}>
      <span className={classes.span}>
        {shown ? formatMinutes(pace.actualMs) : null}
        {shown && planned !== null ? ' / ' : null}
        {planned ?? (shown ? null : t('noLength'))}
      </span>
      {pace.overMs !== null &&
      (pace.progress === 'done' || (pace.progress === 'onAir' && pace.overMs >= 0)) ? (
        <OverMark overMs={pace.overMs} />
      ) : null}
    </span>
  )
}
