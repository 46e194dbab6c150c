import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { Item } from '#shared/domain/run-sheet/item.ts'
import { formatFen } from '#renderer/ui/money.ts'
import { formatMinutes } from '#renderer/ui/time.ts'
import classes from './item-dialog.module.css'
import type { FieldChange, ItemField } from './merge-item.ts'
import { formatWindow } from './window-text.ts'

/** Somebody else has changed the item meanwhile: what, to what, and what saving will do. */
export function MergeNotice(props: {
  changed: readonly FieldChange[]
  current: Item
  onTakeTheirs: () => void
}) {
  const { changed, current, onTakeTheirs } = props
  const { t } = useTranslation('runSheet')
  const contested = changed.some((change) => change.contested)
  return (
    <div className={classes.notice} role="status">
      <p>{t('changedMeanwhile')}</p>
      <ul className={classes.changes}>
        {changed.map(({ field, contested: both }) => (
          <li key={field}>
            <b>{t(`field_${field}`)}</b> {valueText(current, field) || t('nowEmpty')}
            {both ? <span className={classes.both}>{t('bothChanged')}</span> : null}
          </li>
        ))}
      </ul>
      <p>{t(contested ? 'saveOnTopContested' : 'saveOnTopHint')}</p>
      <Button size="sm" variant="default" onClick={onTakeTheirs}>
        {t('takeTheirs')}
      </Button>
    </div>
  )
}

/** A field's value in a few words; long ones are cut by the notice itself. */
function valueText(item: Item, field: ItemField): string {
  switch (field) {
    case 'priceFen':
    case 'listPriceFen': {
      const fen = item[field]
      return fen === null ? '' : formatFen(fen)
    }
    case 'plannedMs':
      return item.plannedMs === null ? '' : formatMinutes(item.plannedMs)
    case 'validFromMs':
      return formatWindow(item.validFromMs, null)
    case 'validUntilMs':
      return formatWindow(null, item.validUntilMs)
    case 'talkingPoints':
      return item.talkingPoints.join(' · ')
    case 'faq':
      return item.faq.map(({ question }) => question).join(' · ')
    case 'number':
    case 'stock':
      return String(item[field] ?? '')
    case 'skip':
      return item.skip ? '✓' : '–'
    case 'assetId':
      return item.assetId === null ? '' : '✓'
    case 'title':
    case 'coupon':
    case 'hostNotes':
    case 'moderatorNotes':
    case 'productId':
    case 'colour':
      return item[field] ?? ''
    default:
      return field satisfies never
  }
}
