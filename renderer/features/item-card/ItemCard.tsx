import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { formatFen } from '#renderer/ui/money.ts'
import type { ShownItem } from '#shared/domain/run-sheet/item.ts'
import classes from './ItemCard.module.css'

/** The product on air with its live price and, when that is higher, the everyday one. `action` stands at the end. */
export function ItemCard({ item, action }: { item: ShownItem; action?: ReactNode }) {
  const { t } = useTranslation('roomCards')
  const { number, title, priceFen, listPriceFen } = item
  const saves = priceFen !== null && listPriceFen !== null && listPriceFen > priceFen
  return (
    <section className={classes.card} aria-label={t('item')}>
      <span className={classes.number}>{t('itemNumber', { number })}</span>
      <div className={classes.what}>
        {title === '' ? null : <p className={classes.title}>{title}</p>}
        <p className={classes.prices}>
          {priceFen === null ? (
            <span className={classes.toCome}>{t('priceToCome')}</span>
          ) : (
            <strong className={classes.price}>{formatFen(priceFen)}</strong>
          )}
          {saves ? (
            <s className={classes.listPrice}>{t('listPrice', { price: formatFen(listPriceFen) })}</s>
          ) : null}
        </p>
      </div>
      {action}
    </section>
  )
}
