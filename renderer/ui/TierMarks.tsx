import { useTranslation } from 'react-i18next'

import type { FanStanding } from '#shared/domain/fans/tier.ts'
import classes from './TierMarks.module.css'

/** 会员 / VIP / 私域 as small marks, ×n where several askers share one. Guests carry none. */
export function TierMarks({ fans }: { fans: readonly FanStanding[] }) {
  const { t } = useTranslation('common')
  const vips = fans.filter((fan) => fan.tier === 'vip').length
  const members = fans.filter((fan) => fan.tier === 'member').length
  const privates = fans.filter((fan) => fan.privateDomain).length
  if (vips + members + privates === 0) return null
  return (
    <span className={classes.marks}>
      <Mark kind="vip" name={t('tierVip')} count={vips} />
      <Mark kind="member" name={t('tierMember')} count={members} />
      <Mark kind="private" name={t('privateDomain')} count={privates} />
    </span>
  )
}

function Mark({ kind, name, count }: { kind: string; name: string; count: number }) {
  if (count === 0) return null
  return (
    <span className={classes.mark} data-kind={kind}>
      {count > 1 ? `${name}×${count}` : name}
    </span>
  )
}
