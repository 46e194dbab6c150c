import { useTranslation } from 'react-i18next'

import type { Fan, FanFacts } from '#shared/domain/fans/fan.ts'
import { useStaffClient } from '#renderer/session-client/staff-context.tsx'
import { formatFen } from '#renderer/ui/money.ts'
import classes from './fans.module.css'
import type { FactsState } from './use-fan-facts.ts'
import { useFanWords } from './use-fan-words.ts'

/** What is counted of a fan, as five figures that keep their places. */
export function FanFigures({ fan }: { fan: Fan }) {
  const { t } = useTranslation('fans')
  const words = useFanWords()
  const { clock } = useStaffClient()
  const ago = (atMs: number | null): string => (atMs === null ? t('none') : words.ago(atMs, clock.nowMs()))
  return (
    <dl className={classes.figures}>
      <Figure name={t('statSpent')} value={formatFen(fan.spentFen)} />
      <Figure name={t('statOrders')} value={String(fan.orders)} />
      <Figure name={t('statLastOrder')} value={ago(fan.lastOrderMs)} />
      <Figure name={t('statVisits')} value={String(fan.visits)} />
      <Figure name={t('statLastSeen')} value={ago(fan.lastSeenMs)} />
    </dl>
  )
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

/** What the fan bought, needs again, and may like. Keeps quiet about what nobody knows. */
export function FanPurchases({ facts }: { facts: FactsState }) {
  const { t } = useTranslation('fans')
  if (facts === 'waiting' || facts === null) return null
  const { bought, due, boughtWith } = facts
  if (bought.length === 0) return <p className={classes.quiet}>{t('boughtNothing')}</p>
  return (
    <div className={classes.purchases}>
      {due.length === 0 ? null : (
        <section>
          <h4>{t('due')}</h4>
          <DueList due={due} />
        </section>
      )}
      <section>
        <h4>{t('bought')}</h4>
        <BoughtList bought={bought} />
      </section>
      {boughtWith.length === 0 ? null : (
        <section>
          <h4>{t('boughtWith')}</h4>
          <p>{boughtWith.map(({ name }) => name).join('、')}</p>
        </section>
      )}
    </div>
  )
}

function DueList({ due }: Pick<FanFacts, 'due'>) {
  const { t } = useTranslation('fans')
  const words = useFanWords()
  return (
    <ul>
      {due.map(({ productId, name, cycleDays, boughtAtMs }) => (
        <li key={productId}>{t('dueItem', { name, days: cycleDays, date: words.date(boughtAtMs) })}</li>
      ))}
    </ul>
  )
}

function BoughtList({ bought }: Pick<FanFacts, 'bought'>) {
  const words = useFanWords()
  return (
    <ul>
      {bought.map(({ name, atMs }, index) => (
        <li key={`${index}-${atMs}`}>
          <span className={classes.boughtName}>{name}</span>
          <span className={classes.boughtAt}>{words.date(atMs)}</span>
        </li>
      ))}
    </ul>
  )
}
