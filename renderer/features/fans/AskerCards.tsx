import { useTranslation } from 'react-i18next'

import { askersOf, type Question } from '#shared/domain/questions/question.ts'
import classes from './AskerCards.module.css'
import { FanCard } from './FanCard.tsx'
import { useFanFacts } from './use-fan-facts.ts'

/** Cards in a thread: those with the highest standing; the rest is counted. */
const CARDS = 3

/** Who asks, as far as the shop knows them. Says nothing about strangers, and keeps its place while it asks. */
export function AskerCards({ question }: { question: Question }) {
  const { t } = useTranslation('fans')
  const known = askersOf(question)
    .filter(({ fan }) => fan.tier !== 'guest' || fan.privateDomain)
    .toSorted((left, right) => rank(right.fan) - rank(left.fan))
  const alone = askersOf(question).length === 1 ? askersOf(question)[0] : undefined
  // Somebody who asks alone may be a buyer without any standing.
  const shown = known.length === 0 && alone ? [alone] : known.slice(0, CARDS)
  if (shown.length === 0) return null
  return (
    <aside className={classes.askers} aria-label={t('askers')} data-expected={known.length > 0}>
      {shown.map(({ userId }) => (
        <Card key={userId} userId={userId} />
      ))}
      {known.length > CARDS ? (
        <p className={classes.more}>{t('askersMore', { n: known.length - CARDS })}</p>
      ) : null}
    </aside>
  )
}

const rank = ({ tier, privateDomain }: { tier: string; privateDomain: boolean }): number =>
  (tier === 'vip' ? 4 : tier === 'member' ? 2 : 0) + (privateDomain ? 1 : 0)

function Card({ userId }: { userId: string }) {
  const facts = useFanFacts(userId)
  return facts === null || facts === 'waiting' ? null : <FanCard facts={facts} />
}
