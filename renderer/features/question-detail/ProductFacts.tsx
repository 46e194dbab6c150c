import { useTranslation } from 'react-i18next'

import type { Question } from '#shared/domain/questions/question.ts'
import { useStaff } from '#renderer/session-client/staff-context.tsx'
import { formatFen } from '#renderer/ui/money.ts'
import classes from './ProductFacts.module.css'

/** The product a question is about, as far as it is the one on air. */
export function ProductFacts({ question }: { question: Question }) {
  const { t } = useTranslation('thread')
  const onAir = useStaff((state) => state.session?.itemOnAir?.item ?? null)
  if (onAir === null || (question.itemNumber !== null && question.itemNumber !== onAir.number)) return null
  return (
    <aside className={classes.product}>
      <span className={classes.number}>{t('item', { number: onAir.number })}</span>
      <span className={classes.title}>{onAir.title}</span>
      {onAir.priceFen === null ? null : <span className={classes.price}>{formatFen(onAir.priceFen)}</span>}
      {onAir.listPriceFen === null ? null : (
        <span className={classes.list}>{t('listPrice', { price: formatFen(onAir.listPriceFen) })}</span>
      )}
      <span className={classes.where}>{t('onAir')}</span>
    </aside>
  )
}
