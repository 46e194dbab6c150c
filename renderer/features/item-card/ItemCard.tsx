import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { isSoldOut, type ShownItem } from '#shared/domain/run-sheet/item.ts'
import { priceAt } from '#shared/domain/run-sheet/price.ts'
import { assetUrl } from '#renderer/session-client/asset-client.ts'
import { useRoomClient, useRoomTime } from '#renderer/session-client/room-context.tsx'
import { formatFen } from '#renderer/ui/money.ts'
import classes from './ItemCard.module.css'

/**
 * The product on air with what it costs at this moment: the live price inside its window, else the everyday one; what
 * is left, the coupon, and its picture where it has one. `action` stands at the end.
 */
export function ItemCard({ item, action }: { item: ShownItem; action?: ReactNode }) {
  const { t } = useTranslation('roomCards')
  const { clock } = useRoomClient()
  // Drawn again the moment the window of the live price opens or closes.
  useRoomTime((nowMs) => priceAt(item, nowMs).window)
  const { number, title, stock, coupon, assetId, validUntilMs } = item
  const { fen, compareFen, window } = priceAt(item, clock.nowMs())
  const soldOut = isSoldOut(item)
  return (
    <section className={classes.card} aria-label={t('item')} data-sold-out={soldOut}>
      {assetId === null ? null : <img className={classes.picture} src={assetUrl(assetId)} alt="" />}
      <span className={classes.number}>{t('itemNumber', { number })}</span>
      <div className={classes.what}>
        {title === '' ? null : <p className={classes.title}>{title}</p>}
        <p className={classes.prices}>
          {fen === null ? (
            <span className={classes.toCome}>{t('priceToCome')}</span>
          ) : (
            <strong className={classes.price}>{formatFen(fen)}</strong>
          )}
          {compareFen === null ? null : (
            <s className={classes.listPrice}>{t('listPrice', { price: formatFen(compareFen) })}</s>
          )}
          {soldOut ? <strong className={classes.soldOut}>{t('soldOut')}</strong> : null}
          {stock === null || soldOut ? null : (
            <span className={classes.stock}>{t('stock', { n: stock })}</span>
          )}
        </p>
        {soldOut || (coupon === '' && (validUntilMs === null || window !== 'open')) ? null : (
          <p className={classes.terms}>
            {[
              ...(coupon === '' ? [] : [coupon]),
              ...(validUntilMs === null || window !== 'open'
                ? []
                : [t('liveUntil', { time: timeOfDay.format(validUntilMs) })]),
            ].join(' · ')}
          </p>
        )}
      </div>
      {action}
    </section>
  )
}

const timeOfDay = new Intl.DateTimeFormat('zh-CN', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
