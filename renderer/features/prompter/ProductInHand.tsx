import { useTranslation } from 'react-i18next'

import { isSoldOut, type Item } from '#shared/domain/run-sheet/item.ts'
import { stepTarget } from '#shared/domain/run-sheet/run-sheet.ts'
import { priceAt } from '#shared/domain/run-sheet/price.ts'
import { useServiceTime, useStaff } from '#renderer/session-client/staff-context.tsx'
import { usePace } from '#renderer/session-client/use-pace.ts'
import { formatFen } from '#renderer/ui/money.ts'
import { OverMark } from '#renderer/ui/OverMark.tsx'
import { formatMinutes } from '#renderer/ui/time.ts'
import classes from './product-in-hand.module.css'

/** More cannot be taken in at a glance. */
const POINTS_SHOWN = 3

/** What is being sold: name and price, why to buy it, how long it has been, and small, what comes next. */
export function ProductInHand() {
  const { t } = useTranslation('prompter')
  const item = useStaff(({ session }) => session?.itemOnAir?.item ?? null)
  const points = item?.talkingPoints.slice(0, POINTS_SHOWN) ?? []
  return (
    <section className={classes.product} aria-label={t('product')}>
      {item === null ? (
        <div className={classes.head}>
          <span className={classes.none}>{t('noProduct')}</span>
        </div>
      ) : (
        <Head item={item} />
      )}
      {points.length > 0 ? (
        <ol className={classes.points} aria-label={t('points')}>
          {points.map((point, index) => (
            <li key={index}>{point}</li>
          ))}
        </ol>
      ) : null}
      {item !== null && item.hostNotes !== '' ? <p className={classes.notes}>{item.hostNotes}</p> : null}
      <Pace />
    </section>
  )
}

function Head({ item }: { item: Item }) {
  const { t } = useTranslation('prompter')
  return (
    <div className={classes.head}>
      <span className={classes.number}>{t('number', { number: item.number })}</span>
      <span className={classes.name}>{item.title}</span>
      {isSoldOut(item) ? (
        <span className={classes.soldOut}>{t('soldOut')}</span>
      ) : item.stock === null ? null : (
        <span className={classes.stock}>{t('stock', { n: item.stock })}</span>
      )}
      <Price item={item} />
    </div>
  )
}

/** What a buyer pays at this moment: outside its window the live price must not be said. */
function Price({ item }: { item: Item }) {
  const { t } = useTranslation('prompter')
  const window = useServiceTime((nowMs) => priceAt(item, nowMs).window)
  if (window !== 'open') {
    return (
      <>
        <span className={classes.closed}>{t(window === 'before' ? 'priceNotYet' : 'priceOver')}</span>
        {item.listPriceFen === null ? null : (
          <span className={classes.price}>{formatFen(item.listPriceFen)}</span>
        )}
      </>
    )
  }
  return (
    <>
      {item.priceFen === null ? null : <span className={classes.price}>{formatFen(item.priceFen)}</span>}
      {item.listPriceFen === null ? null : (
        <span className={classes.listPrice}>{t('listPrice', { price: formatFen(item.listPriceFen) })}</span>
      )}
    </>
  )
}

function Pace() {
  const { t } = useTranslation('prompter')
  const pace = usePace()
  const next = useStaff(({ session }) => (session ? stepTarget(session, 'next') : null))
  const item = pace?.onAir ?? null
  if (item === null && next === null) return null
  return (
    <p className={classes.pace}>
      {item === null ? null : (
        <span>
          <span className={classes.elapsed}>{formatMinutes(item.actualMs)}</span>
          {item.plannedMs === null ? null : ` / ${formatMinutes(item.plannedMs)} `}
          {item.overMs !== null && item.overMs >= 1000 ? <OverMark overMs={item.overMs} /> : null}
        </span>
      )}
      {pace === null || pace.overMs === null || item === null ? null : (
        <span>
          {t('whole')} <OverMark overMs={pace.overMs} />
        </span>
      )}
      {next === null ? null : (
        <span className={classes.next}>{t('next', { name: `${next.number} ${next.title}`.trim() })}</span>
      )}
    </p>
  )
}
