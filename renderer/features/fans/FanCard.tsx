import { useTranslation } from 'react-i18next'

import type { FanFacts } from '#shared/domain/fans/fan.ts'
import { formatFen } from '#renderer/ui/money.ts'
import { TierMarks } from '#renderer/ui/TierMarks.tsx'
import classes from './FanCard.module.css'
import { useFanWords } from './use-fan-words.ts'

/** Who somebody is to the shop, in three lines: standing, history, what to say. */
export function FanCard({ facts }: { facts: FanFacts }) {
  const { t } = useTranslation('fans')
  const words = useFanWords()
  const { fan, bought, due } = facts
  const [last] = bought
  return (
    <div className={classes.card}>
      <div className={classes.first}>
        <span className={classes.name}>{fan.name}</span>
        {fan.sayAs === '' ? null : <span className={classes.quiet}>{t('sayIt', { name: fan.sayAs })}</span>}
        <TierMarks fans={[fan]} />
      </div>
      <div className={classes.facts}>
        <span>{t('visits', { n: fan.visits })}</span>
        <span>{fan.orders === 0 ? t('noOrders') : t('orders', { n: fan.orders })}</span>
        {fan.spentFen === 0 ? null : <span>{formatFen(fan.spentFen)}</span>}
        {fan.birthday === null ? null : <span>{t('birthdayOn', { date: fan.birthday.slice(-5) })}</span>}
      </div>
      {last === undefined ? null : (
        <p className={classes.line}>{t('lastBought', { name: last.name, date: words.date(last.atMs) })}</p>
      )}
      {due.map(({ productId, name, cycleDays, boughtAtMs }) => (
        <p key={productId} className={classes.due}>
          <b>{t('due')}</b> {t('dueItem', { name, days: cycleDays, date: words.date(boughtAtMs) })}
        </p>
      ))}
      {fan.tags.length === 0 ? null : (
        <p className={classes.tags}>
          {fan.tags.map((tag) => (
            <span key={tag}>{tag}</span>
          ))}
        </p>
      )}
      {fan.notes === '' ? null : <p className={classes.notes}>{fan.notes}</p>}
    </div>
  )
}
