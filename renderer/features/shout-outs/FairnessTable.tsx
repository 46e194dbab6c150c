import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { TierFairness } from '#shared/domain/shout-outs/fairness.ts'
import { useStaffClient } from '#renderer/session-client/staff-context.tsx'
import classes from './FairnessTable.module.css'

/** Who was greeted in the show that has just ended: nothing where no loyal fan came. */
export function FairnessTable({ sessionId }: { sessionId: string }) {
  const { t } = useTranslation('shoutOuts')
  const client = useStaffClient()
  const [tiers, setTiers] = useState<readonly TierFairness[] | 'failed' | null>(null)
  useEffect(() => {
    let current = true
    void client.request({ type: 'getShoutOutFairness' }).then((outcome) => {
      if (!current) return
      if (!outcome.ok || outcome.body.type !== 'shoutOutFairness') return setTiers('failed')
      if (outcome.body.sessionId === sessionId) setTiers(outcome.body.tiers)
    })
    return () => {
      current = false
    }
  }, [client, sessionId])

  if (tiers === 'failed') return <p className={classes.quiet}>{t('fairnessFailed')}</p>
  const shown = tiers?.filter(({ seen, signalled, prompted }) => seen + signalled + prompted > 0) ?? []
  if (shown.length === 0) return null
  return (
    <section aria-label={t('fairness')}>
      <h3 className={classes.heading}>{t('fairness')}</h3>
      <p className={classes.quiet}>{t('fairnessHint')}</p>
      <table className={classes.table}>
        <thead>
          <tr>
            {(
              ['tier', 'seen', 'signalled', 'prompted', 'thanked', 'skipped', 'expired', 'wait'] as const
            ).map((column) => (
              <th key={column} scope="col">
                {t(`col_${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={row.tier}>
              <th scope="row">{t(`tier_${row.tier}`)}</th>
              <td>{row.seen}</td>
              <td>{row.signalled}</td>
              <td>{row.prompted}</td>
              <td>{row.thanked}</td>
              <td>{row.skipped}</td>
              <td>{row.expired}</td>
              <td>
                {row.medianWaitMs === null ? '—' : t('seconds', { n: Math.round(row.medianWaitMs / 1000) })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
