import { useTranslation } from 'react-i18next'

import { useServiceTime, useStaff } from '#renderer/session-client/staff-context.tsx'
import { formatClock } from '#renderer/ui/time.ts'
import classes from './go-live.module.css'

/** On air or not, and for how long. Solid red means that viewers see the programme, and nothing else does. */
export function LiveBadge() {
  const { t } = useTranslation('goLive')
  const state = useStaff(({ session }) => {
    if (session?.phase !== 'live') return 'off'
    return session.kind === 'rehearsal' ? 'rehearsal' : 'live'
  })
  return (
    <span className={classes.badge} data-state={state}>
      {t(`badge_${state}`)} {state === 'off' ? null : <Elapsed />}
    </span>
  )
}

function Elapsed() {
  const liveAtMs = useStaff(({ session }) => session?.liveAtMs ?? null)
  const seconds = useServiceTime((nowMs) => (liveAtMs === null ? 0 : Math.floor((nowMs - liveAtMs) / 1000)))
  return <span className={classes.elapsed}>{formatClock(seconds * 1000)}</span>
}
