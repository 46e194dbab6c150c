import { IconReceipt } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { ShowOrder } from '#shared/domain/orders/show-order.ts'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { formatFen } from '#renderer/ui/money.ts'
import { TierMarks } from '#renderer/ui/TierMarks.tsx'
import { formatTimeOfDay } from '#renderer/ui/time.ts'
import classes from './orders.module.css'
import { useShowOrders, type ShownOrder } from './use-show-orders.ts'

/** What this show has sold so far, newest first. */
export function OrderList({ importer }: { importer: ReactNode }) {
  const { t } = useTranslation('orders')
  const { orders, all, totals } = useShowOrders()
  return (
    <div className={classes.show}>
      <div className={classes.head}>
        <dl className={classes.figures}>
          <Figure label={t('orders')} value={String(totals.orders)} />
          <Figure label={t('gmv')} value={formatFen(totals.gmvFen)} hint={t('gmvHint')} />
          <Figure label={t('buyers')} value={String(totals.buyers)} />
          <Figure
            label={t('perBuyer')}
            value={totals.buyers === 0 ? '–' : formatFen(Math.round(totals.gmvFen / totals.buyers))}
            hint={t('perBuyerHint')}
          />
        </dl>
        {importer}
      </div>
      {orders.length === 0 ? (
        <EmptyState
          icon={<IconReceipt size={28} stroke={1.25} aria-hidden />}
          title={t('none')}
          hint={t('noneHint')}
        />
      ) : (
        <>
          <ol className={classes.orders} aria-label={t('ofShow')}>
            {orders.map((shown) => (
              <Row key={shown.order.orderId} shown={shown} />
            ))}
          </ol>
          {all > orders.length ? (
            <p className={classes.caption}>{t('more', { n: all - orders.length })}</p>
          ) : null}
        </>
      )}
    </div>
  )
}

function Figure(props: { label: string; value: string; hint?: string }) {
  return (
    <div title={props.hint}>
      <dt>{props.label}</dt>
      <dd>{props.value}</dd>
    </div>
  )
}

function Row({ shown: { order, asked } }: { shown: ShownOrder }) {
  const { t } = useTranslation('orders')
  const refund = order.refunded
    ? t('refundedAll')
    : order.refundedFen > 0
      ? t('refundedPart', { amount: formatFen(order.refundedFen) })
      : null
  return (
    <li className={classes.order} data-refunded={order.refunded}>
      <time className={classes.time}>{formatTimeOfDay(order.placedAtMs)}</time>
      <span className={classes.who}>
        <span className={classes.buyer} title={order.userName}>
          {order.userName || t('nameless')}
        </span>
        <TierMarks fans={[order.fan]} />
        {asked > 0 ? <span className={classes.asked}>{t('asked', { n: asked })}</span> : null}
      </span>
      <Goods order={order} />
      <span className={classes.amount}>
        <span className={classes.paid}>{formatFen(order.amountFen)}</span>
        {refund === null ? null : <span className={classes.refund}>{refund}</span>}
      </span>
    </li>
  )
}

function Goods({ order }: { order: ShowOrder }) {
  const { t, i18n } = useTranslation('orders')
  const goods = order.lines.map(({ name, productId, quantity }) => {
    const title = name || (productId ?? t('unnamedGoods'))
    return quantity > 1 ? `${title} ×${quantity}` : title
  })
  const text = new Intl.ListFormat(i18n.language, { type: 'unit' }).format(goods)
  return (
    <span className={classes.goods} title={text}>
      {text === '' ? t('unnamedGoods') : text}
    </span>
  )
}
