import { useTranslation } from 'react-i18next'

import type { Question } from '#shared/domain/questions/question.ts'
import { isSoldOut } from '#shared/domain/run-sheet/item.ts'
import { priceAt } from '#shared/domain/run-sheet/price.ts'
import { itemByNumber } from '#shared/domain/run-sheet/run-sheet.ts'
import { useServiceTime, useStaff, useStaffClient } from '#renderer/session-client/staff-context.tsx'
import { formatFen } from '#renderer/ui/money.ts'
import classes from './ProductFacts.module.css'

/** The product a question is about: the one it names by number, else the one on air. */
export function ProductFacts({ question }: { question: Question }) {
  const { t } = useTranslation('thread')
  const onAir = useStaff((state) => state.session?.itemOnAir?.item ?? null)
  const named = useStaff((state) =>
    question.itemNumber === null ? null : itemByNumber(state.session?.runSheet ?? [], question.itemNumber),
  )
  const item = question.itemNumber === null || question.itemNumber === onAir?.number ? onAir : named
  const client = useStaffClient()
  // Drawn again the second its window opens or closes.
  useServiceTime((nowMs) => item && priceAt(item, nowMs).window)
  if (item === null) return null
  const price = priceAt(item, client.clock.nowMs())
  return (
    <aside className={classes.product}>
      <span className={classes.number}>{t('item', { number: item.number })}</span>
      <span className={classes.title}>{item.title}</span>
      {price.fen === null ? null : <span className={classes.price}>{formatFen(price.fen)}</span>}
      {price.compareFen === null ? null : (
        <span className={classes.list}>{t('listPrice', { price: formatFen(price.compareFen) })}</span>
      )}
      {price.window === 'before' ? <span className={classes.list}>{t('priceToCome')}</span> : null}
      {price.window === 'after' ? <span className={classes.list}>{t('priceOver')}</span> : null}
      {item.stock === null ? null : (
        <span className={classes.stock} data-out={isSoldOut(item)}>
          {isSoldOut(item) ? t('soldOut') : t('stock', { n: item.stock })}
        </span>
      )}
      {item.coupon === '' ? null : <span className={classes.list}>{item.coupon}</span>}
      {item === onAir ? <span className={classes.where}>{t('onAir')}</span> : null}
      {item.moderatorNotes === '' ? null : <p className={classes.notes}>{item.moderatorNotes}</p>}
    </aside>
  )
}
